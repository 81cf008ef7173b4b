//! Starting a case from a template; the sample case replays its pages through the same path as a
//! live capture.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use fetch::{Limits, Request, Response, Transport, TransportError};
use model::{
    Case, CaseId, Clock, EntityId, Lead, LeadId, Point, PointId, Provenance, Watch, WatchId,
    WatchKind,
};

use crate::case::NewParty;
use crate::collect::{Source, seconds};
use crate::error::EngineError;
use crate::library::Library;
use crate::template::{Template, TemplateExchange, TemplateLead, TemplatePoint, load};
use crate::view::CaptureLine;

/// What came of starting a case.
#[derive(Debug)]
pub struct Started {
    /// The case.
    pub case: Case,
    /// Whether it was made now; starting twice does nothing.
    pub is_new: bool,
    /// What was captured from the pages that ship with it.
    pub captures: Vec<CaptureLine>,
}

impl Library {
    /// Starts the case that ships under the name `template`, unless it is there already.
    pub fn start_case(&self, template: &str, by: &str) -> Result<Started, EngineError> {
        let data = load(template)?;
        let known = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.cases().by_slug(&data.slug)?))?;
        if let Some(case) = known {
            return Ok(Started {
                case,
                is_new: false,
                captures: Vec::new(),
            });
        }
        let case = self.case_of(&data);
        self.store
            .write(|tx| Ok::<_, EngineError>(tx.cases_mut().insert(&case)?))?;
        let parties = self.start_parties(case.id, &data, by)?;
        let points = self.start_points(case.id, &data.points, &parties)?;
        self.start_leads(case.id, &data.leads, &points)?;
        let watches = self.start_watches(case.id, &data)?;
        let captures = self.replay(&case, template, &data.exchanges, &watches)?;
        self.sync_index()?;
        Ok(Started {
            case,
            is_new: true,
            captures,
        })
    }

    fn case_of(&self, data: &Template) -> Case {
        Case {
            id: CaseId::from(self.world.ids.fresh()),
            name: data.name.clone(),
            slug: data.slug.clone(),
            subtitle: Some(format!("{}, as of {}", data.subtitle, data.as_of)),
            template: Some(data.slug.clone()),
            fictional: data.fictional,
            user_agent: None,
            created: self.world.clock.now(),
        }
    }

    fn start_parties(
        &self,
        case: CaseId,
        data: &Template,
        by: &str,
    ) -> Result<BTreeMap<String, EntityId>, EngineError> {
        let mut ids = BTreeMap::new();
        for party in &data.parties {
            let new = NewParty {
                name: party.name.clone(),
                entity_type: party.entity_type,
                role: party.role,
                aliases: party.aliases.clone(),
                wikidata: party.wikidata.clone(),
            };
            ids.insert(party.name.clone(), self.add_party(case, new, by)?.id);
        }
        Ok(ids)
    }

    fn start_points(
        &self,
        case: CaseId,
        points: &[TemplatePoint],
        parties: &BTreeMap<String, EntityId>,
    ) -> Result<BTreeMap<String, PointId>, EngineError> {
        let side = |names: &[String]| -> Vec<EntityId> {
            names
                .iter()
                .filter_map(|name| parties.get(name).copied())
                .collect()
        };
        let mut ids = BTreeMap::new();
        for data in points {
            let point = Point {
                id: PointId::from(self.world.ids.fresh()),
                case,
                proposition: data.proposition.clone(),
                accusers: side(&data.accuser),
                accused: side(&data.accused),
            };
            self.store
                .write(|tx| Ok::<_, EngineError>(tx.points_mut().insert(&point)?))?;
            ids.insert(data.key.clone(), point.id);
        }
        Ok(ids)
    }

    fn start_leads(
        &self,
        case: CaseId,
        leads: &[TemplateLead],
        points: &BTreeMap<String, PointId>,
    ) -> Result<(), EngineError> {
        for data in leads {
            let lead = Lead {
                id: LeadId::from(self.world.ids.fresh()),
                case,
                kind: data.kind,
                date: data.date.clone(),
                words: data.words.clone(),
                by: data.by.clone(),
                about: data.about.clone(),
                address: data.address.clone(),
                response: data.response.clone(),
                point: data.point.as_ref().and_then(|key| points.get(key).copied()),
            };
            self.store
                .write(|tx| Ok::<_, EngineError>(tx.leads_mut().insert(&lead)?))?;
        }
        Ok(())
    }

    fn start_watches(&self, case: CaseId, data: &Template) -> Result<Vec<Watch>, EngineError> {
        let mut watches = Vec::new();
        for watch in &data.watches {
            let watch = Watch {
                id: WatchId::from(self.world.ids.fresh()),
                case,
                kind: watch.kind,
                target: watch.url.clone(),
                every_seconds: seconds(&watch.every)?,
                next_run: self.world.clock.now(),
                last_run: None,
                last_result: None,
                failing_since: None,
            };
            self.store
                .write(|tx| Ok::<_, EngineError>(tx.watches_mut().insert(&watch)?))?;
            watches.push(watch);
        }
        Ok(watches)
    }

    /// Lets the bundled pages come in one by one, each at its own time.
    fn replay(
        &self,
        case: &Case,
        template: &str,
        exchanges: &[TemplateExchange],
        watches: &[Watch],
    ) -> Result<Vec<CaptureLine>, EngineError> {
        let mut lines = Vec::new();
        for exchange in exchanges {
            let moment = Moment(exchange.at);
            let bundle = Bundle {
                template,
                exchanges,
                now: exchange.at,
            };
            let source = Source {
                transport: &bundle,
                clock: &moment,
                provenance: Provenance::Bundled,
            };
            let is_list = |watch: &&Watch| {
                watch.kind != WatchKind::Page && watch.target == exchange.url.as_str()
            };
            match watches.iter().find(is_list) {
                Some(watch) => lines.extend(self.look(&source, case, watch)?),
                None if is_page(exchange, exchanges) => {
                    let job = self.enqueue(case.id, &exchange.url, &moment)?;
                    lines.extend(self.work_on(&source, case, job)?);
                }
                None => {}
            }
        }
        Ok(lines)
    }
}

/// Tells whether an exchange is asked for by itself: no robots.txt, and not what a redirect of the
/// same case leads to.
fn is_page(exchange: &TemplateExchange, all: &[TemplateExchange]) -> bool {
    let is_target = |other: &TemplateExchange| {
        let location = model::header_value(&other.headers, "location");
        location.and_then(|it| other.url.join(it).ok()).as_ref() == Some(&exchange.url)
    };
    exchange.url.path() != "/robots.txt" && !all.iter().any(is_target)
}

/// A clock that stands still.
struct Moment(DateTime<Utc>);

impl Clock for Moment {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

/// The bundled pages as a network: each address answers what it said last before `now`, or what
/// it says first when it was only reached through a redirect.
struct Bundle<'a> {
    template: &'a str,
    exchanges: &'a [TemplateExchange],
    now: DateTime<Utc>,
}

impl Transport for Bundle<'_> {
    fn exchange(&self, request: &Request, _: &Limits) -> Result<Response, TransportError> {
        let mut said: Vec<_> = self
            .exchanges
            .iter()
            .filter(|it| it.url == request.url)
            .collect();
        said.sort_by_key(|it| it.at);
        let before = said.iter().rfind(|it| it.at <= self.now);
        let Some(exchange) = before.or(said.first()) else {
            return Ok(Response {
                status: 404,
                headers: Vec::new(),
                body: Vec::new(),
                remote: None,
            });
        };
        let body = exchange
            .bytes(self.template)
            .map_err(|error| TransportError::Unreachable {
                reason: error.to_string(),
                source: Box::new(error),
            })?;
        Ok(Response {
            status: exchange.status,
            headers: exchange.headers.clone(),
            body: body.to_vec(),
            remote: None,
        })
    }
}
