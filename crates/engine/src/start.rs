//! Starting a case from a template; the sample case replays its pages through the same path as a
//! live capture.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use fetch::{Limits, Request, Response, Transport, TransportError};
use model::{
    Case, CaseId, Clock, EntityId, Job, JobState, Lead, LeadId, Point, PointId, Provenance, Watch,
    WatchId, WatchKind,
};
use store::WriteTx;
use url::Url;

use crate::case::NewParty;
use crate::collect::{Source, seconds};
use crate::error::EngineError;
use crate::library::Library;
use crate::template::{
    Template, TemplateExchange, TemplateLead, TemplateParty, TemplatePoint, TemplateWatch, load,
    names,
};
use crate::view::{CaptureLine, TemplateLine};

/// The case that a library begins with.
const FIRST_CASE: &str = "sample";

/// What came of starting a case.
#[derive(Debug)]
pub struct Started {
    /// The case.
    pub case: Case,
    /// Whether something was added; starting a case again that is complete does nothing.
    pub is_new: bool,
    /// What was captured from the pages that ship with it.
    pub captures: Vec<CaptureLine>,
}

impl Library {
    /// Lists the cases that ship with the program, each with the case that was started from it.
    pub fn templates(&self) -> Result<Vec<TemplateLine>, EngineError> {
        let cases = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.cases().all()?))?;
        let started = |name: &String| {
            let from_it = |case: &&Case| case.template.as_ref() == Some(name);
            cases.iter().find(from_it).map(|case| case.id)
        };
        let line = |name: String| {
            let data = load(&name)?;
            Ok(TemplateLine {
                started: started(&data.slug),
                template: name,
                name: data.name,
                subtitle: data.subtitle,
                as_of: data.as_of.to_string(),
                fictional: data.fictional,
            })
        };
        names().into_iter().map(line).collect()
    }

    /// Starts the case that a library begins with, where it holds none.
    pub fn give_first_case(&self, by: &str) -> Result<(), EngineError> {
        if self.cases()?.is_empty() {
            self.start_case(FIRST_CASE, by)?;
        }
        Ok(())
    }

    /// Starts the case that ships under the name `template`. One that is there already is left
    /// alone, except that pages which were still missing come in.
    pub fn start_case(&self, template: &str, by: &str) -> Result<Started, EngineError> {
        let data = load(template)?;
        let (case, is_fresh) = self
            .store
            .write(|tx| match tx.cases().by_slug(&data.slug)? {
                Some(case) if case.template.as_ref() == Some(&data.slug) => Ok((case, false)),
                Some(case) => Err(EngineError::Exists {
                    noun: "case",
                    given: case.name,
                }),
                None => Ok((self.found_case(tx, &data, by)?, true)),
            })?;
        let captures = self.replay(&case, template, &data.exchanges)?;
        if !captures.is_empty() {
            self.close_run();
        }
        Ok(Started {
            case,
            is_new: is_fresh || !captures.is_empty(),
            captures,
        })
    }

    /// Makes the case with everything that it begins with.
    fn found_case(&self, tx: &WriteTx<'_>, data: &Template, by: &str) -> Result<Case, EngineError> {
        let case = self.case_of(data);
        tx.cases_mut().insert(&case)?;
        let mut parties = BTreeMap::new();
        for party in &data.parties {
            let entity = self.put_party(tx, case.id, party.clone().into(), by)?;
            parties.insert(party.name.as_str(), entity.id);
        }
        let mut points = BTreeMap::new();
        for data in &data.points {
            let point = self.point_of(case.id, data, &parties);
            tx.points_mut().insert(&point)?;
            points.insert(data.key.as_str(), point.id);
        }
        for lead in &data.leads {
            let lead = self.lead_of(case.id, lead, &points);
            tx.leads_mut().insert(&lead)?;
        }
        for watch in &data.watches {
            let watch = self.watch_of(case.id, watch)?;
            tx.watches_mut().insert(&watch)?;
        }
        Ok(case)
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

    fn point_of(
        &self,
        case: CaseId,
        data: &TemplatePoint,
        parties: &BTreeMap<&str, EntityId>,
    ) -> Point {
        let side = |names: &[String]| -> Vec<EntityId> {
            let id = |name: &String| parties.get(name.as_str()).copied();
            names.iter().filter_map(id).collect()
        };
        Point {
            id: PointId::from(self.world.ids.fresh()),
            case,
            proposition: data.proposition.clone(),
            accusers: side(&data.accuser),
            accused: side(&data.accused),
        }
    }

    fn lead_of(&self, case: CaseId, data: &TemplateLead, points: &BTreeMap<&str, PointId>) -> Lead {
        let point = data.point.as_deref();
        Lead {
            id: LeadId::from(self.world.ids.fresh()),
            case,
            kind: data.kind,
            date: data.date.clone(),
            words: data.words.clone(),
            by: data.by.clone(),
            about: data.about.clone(),
            address: data.address.clone(),
            response: data.response.clone(),
            point: point.and_then(|key| points.get(key).copied()),
        }
    }

    fn watch_of(&self, case: CaseId, data: &TemplateWatch) -> Result<Watch, EngineError> {
        Ok(Watch {
            id: WatchId::from(self.world.ids.fresh()),
            case,
            kind: data.kind,
            target: data.url.clone(),
            every_seconds: seconds(&data.every)?,
            next_run: self.world.clock.now(),
            last_run: None,
            last_result: None,
            failing_since: None,
        })
    }

    /// Lets the bundled pages that are not there yet come in one by one, each at its own time.
    fn replay(
        &self,
        case: &Case,
        template: &str,
        exchanges: &[TemplateExchange],
    ) -> Result<Vec<CaptureLine>, EngineError> {
        let mut ended = self.ended_jobs(case.id)?;
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
                run: None,
            };
            if let Some(watch) = self.list_at(case.id, &exchange.url)? {
                if watch.last_run.is_none_or(|last| last < exchange.at) {
                    lines.extend(self.look(&source, case, &watch)?);
                }
            } else if is_page(exchange, exchanges) {
                match ended.get_mut(&exchange.url).filter(|left| **left > 0) {
                    Some(left) => *left -= 1,
                    None => lines.push(self.replay_page(&source, case, &exchange.url)?),
                }
            }
        }
        Ok(lines)
    }

    /// Captures a bundled page, or reads it when that was all that was missing.
    fn replay_page(
        &self,
        source: &Source<'_>,
        case: &Case,
        url: &Url,
    ) -> Result<CaptureLine, EngineError> {
        let jobs = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.jobs().of(case.id)?))?;
        let unread = |job: &&Job| job.url == *url && job.state == JobState::Captured;
        if let Some(job) = jobs.iter().find(unread)
            && let Some(line) = self.work_on(source, case, job.id)?
        {
            return Ok(line);
        }
        self.capture_now(source, case, url)
    }

    /// Returns how often each address of a case was worked on to the end: each exchange comes to one
    /// such job, in the order of the exchanges.
    fn ended_jobs(&self, case: CaseId) -> Result<BTreeMap<Url, usize>, EngineError> {
        let jobs = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.jobs().of(case)?))?;
        let mut ended = BTreeMap::new();
        for job in jobs {
            if matches!(job.state, JobState::Done | JobState::Failed) {
                *ended.entry(job.url).or_default() += 1;
            }
        }
        Ok(ended)
    }

    /// Returns the watch on the feed or sitemap at an address, as it stands after the last look.
    fn list_at(&self, case: CaseId, url: &Url) -> Result<Option<Watch>, EngineError> {
        let watches = self.watches(case)?;
        Ok(watches
            .into_iter()
            .find(|it| it.kind != WatchKind::Page && it.target == url.as_str()))
    }
}

impl From<TemplateParty> for NewParty {
    fn from(party: TemplateParty) -> Self {
        Self {
            name: party.name,
            entity_type: party.entity_type,
            role: party.role,
            aliases: party.aliases,
            wikidata: party.wikidata,
        }
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
                certificate: None,
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
            certificate: None,
        })
    }
}
