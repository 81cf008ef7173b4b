//! A library with one case, and what the tests say to it in short.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use counterclaim_tests::{CountingIds, FixedClock, Program, Server};
use engine::model::{Case, Clock as _, Ids, Kind, StatementId, Status, Watch, WatchKind};
use engine::view::{CaptureLine, Row};
use engine::{
    Edit, EngineError, Event, Guard, Library, Limits, LiveTransport, NewLead, NewWatch, Progress,
    Queue, TimelineFilter, WorkerProgram, World,
};
use ulid::Ulid;

/// A page on which one accuses and one answers.
pub(crate) const PAGE: &str = "Acme accused Orbit on 11 February 2031 of copying its sea charts.\n\n\
“We drew every line ourselves,” said Mira Vane, the chief executive of Orbit.\n";

/// Where it stands.
pub(crate) const ADDRESS: &str = "https://outlet.example/story";

/// An open library with a case.
pub(crate) struct Desk {
    pub(crate) library: Library,
    pub(crate) case: Case,
    program: Program,
    clock: Arc<FixedClock>,
    world: World,
}

impl Desk {
    /// Opens a library in January 2025 with a case of the parties Acme and Orbit.
    pub(crate) fn new() -> Self {
        Self::in_world(|world| world)
    }

    /// Opens a library that may reach these servers.
    pub(crate) fn reaching(servers: &[&Server]) -> Self {
        let hosts: Vec<String> = servers.iter().map(|it| it.host_port()).collect();
        Self::in_world(|world| World {
            guard: hosts.join(",").parse().expect("hosts with ports"),
            ..world
        })
    }

    /// Opens a library that may reach this server, and has little patience and room.
    pub(crate) fn short_of_patience(server: &Server) -> Self {
        Self::in_world(|world| World {
            guard: server.host_port().parse().expect("a guard"),
            limits: Limits {
                connect: Duration::from_millis(500),
                first_byte: Duration::from_millis(300),
                stall: Duration::from_millis(300),
                whole: Duration::from_secs(2),
                wire_bytes: 12_000_000,
                ..Limits::default()
            },
            ..world
        })
    }

    /// Opens a library in a world that differs from the usual one.
    pub(crate) fn in_world(change: impl FnOnce(World) -> World) -> Self {
        let program = Program::new();
        let clock = Arc::new(FixedClock::at("2025-01-10T09:00:00Z"));
        let world = change(world(&program, &clock));
        let library = Library::open(&program.library(), world.clone()).expect("a library");
        let case = library.new_case("Acme v. Orbit").expect("a case");
        Self {
            library,
            case,
            program,
            clock,
            world,
        }
    }

    /// Returns what the library was given.
    pub(crate) fn world(&self) -> World {
        self.world.clone()
    }

    /// Returns the command line on the same library.
    pub(crate) fn program(&self) -> &Program {
        &self.program
    }

    /// Moves the clock on.
    pub(crate) fn later(&self, minutes: i64) -> &Self {
        self.clock.advance(TimeDelta::minutes(minutes));
        self
    }

    /// Returns the present time.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Watches an address for the case.
    pub(crate) fn watch(&self, target: &str, every: &str, kind: Option<WatchKind>) {
        let new = NewWatch {
            target: target.to_owned(),
            every: every.to_owned(),
            kind,
        };
        self.library.add_watch(&self.case, &new).expect("watched");
    }

    /// Returns the only watch of the case.
    pub(crate) fn watched(&self) -> Watch {
        let watches = self.library.watches(self.case.id).expect("the watches");
        assert_eq!(watches.len(), 1, "{watches:?}");
        watches[0].clone()
    }

    /// Looks at what is due and works the queue; returns what became of each address.
    pub(crate) fn fetch(&self) -> Vec<CaptureLine> {
        self.library.fetch(Some(&self.case)).expect("fetched")
    }

    /// Returns how many captures there are.
    pub(crate) fn captures(&self) -> u64 {
        self.library.library_view().expect("a view").captures
    }

    /// Moves the clock to an instant.
    pub(crate) fn at(&self, instant: &str) -> &Self {
        let instant: DateTime<Utc> = instant.parse().expect(instant);
        self.clock.advance(instant - self.clock.now());
        self
    }

    /// Imports a text as the page at an address, into the case.
    pub(crate) fn page(&self, address: &str, text: &str) -> &Self {
        self.page_in(&self.case, address, text)
    }

    /// Imports a text as the page at an address.
    pub(crate) fn page_in(&self, case: &Case, address: &str, text: &str) -> &Self {
        let file = PathBuf::from(self.program.file("page.txt", text));
        let url = address.parse().expect(address);
        let lines = self
            .library
            .import(case, &[file], Some(&url))
            .expect("imported");
        assert!(lines[0].error.is_none(), "{lines:?}");
        self
    }

    /// Returns the rows of the case.
    pub(crate) fn rows(&self) -> Vec<Row> {
        self.rows_with(&TimelineFilter::default())
    }

    /// Returns the rows of the case at the end of a day.
    pub(crate) fn rows_as_of(&self, day: &str) -> Vec<Row> {
        self.rows_with(&TimelineFilter {
            as_of: Some(day.parse().expect(day)),
            ..TimelineFilter::default()
        })
    }

    /// Returns the rows that a filter chooses.
    pub(crate) fn rows_with(&self, filter: &TimelineFilter) -> Vec<Row> {
        self.library
            .timeline(&self.case, filter)
            .expect("a timeline")
            .rows
    }

    /// Returns the proposals of the case.
    pub(crate) fn proposals(&self) -> Vec<Row> {
        self.library
            .proposals(&self.case, Queue::All)
            .expect("the proposals")
    }

    /// Returns the statement with these words.
    pub(crate) fn id(&self, words: &str) -> StatementId {
        row(&self.rows(), words)
            .id
            .parse()
            .expect("the id of a statement")
    }

    /// Accepts a statement as checked.
    pub(crate) fn accept(&self, id: StatementId, by: &str) {
        self.raise(id, Status::Checked, by);
    }

    /// Accepts a statement into a status.
    pub(crate) fn raise(&self, id: StatementId, status: Status, by: &str) {
        self.library.accept(&[id], status, by).expect("accepted");
    }

    /// Corrects a statement.
    pub(crate) fn edit(&self, id: StatementId, edit: &Edit, by: &str) {
        self.library.edit(id, edit, by).expect("corrected");
    }

    /// Takes the last decision of somebody back.
    pub(crate) fn undo(&self, by: &str) -> Result<(), EngineError> {
        self.library.undo(by).map(|_| ())
    }

    /// Adds a lead.
    pub(crate) fn lead(&self, words: &str) {
        let lead = NewLead {
            kind: Kind::Filing,
            date: "2025".parse().expect("a year"),
            words: words.to_owned(),
            by: None,
            about: None,
            address: "https://court.example/docket".parse().expect("an address"),
            response: None,
        };
        self.library.add_lead(self.case.id, lead).expect("added");
    }

    /// Expects every check of the library to pass.
    pub(crate) fn verify(&self) {
        for line in self.library.verify(None).expect("verified") {
            assert!(line.ok, "{line:?}");
        }
    }
}

/// Returns the row with these words.
pub(crate) fn row<'a>(rows: &'a [Row], words: &str) -> &'a Row {
    find(rows, words).unwrap_or_else(|| panic!("no {words:?} in {rows:#?}"))
}

/// Returns the row with these words, if there is one.
pub(crate) fn find<'a>(rows: &'a [Row], words: &str) -> Option<&'a Row> {
    rows.iter().find(|row| row.text.contains(words))
}

fn world(program: &Program, clock: &Arc<FixedClock>) -> World {
    let worker = program.command(&["worker"]);
    World {
        clock: clock.clone(),
        ids: Arc::new(TimedIds {
            clock: clock.clone(),
            count: CountingIds::default(),
        }),
        transport: Arc::new(LiveTransport::new().expect("a transport")),
        guard: Guard::default(),
        limits: Limits::default(),
        has_route: Arc::new(|| true),
        system_proxy: None,
        worker: WorkerProgram {
            program: worker.get_program().into(),
            arguments: worker.get_args().map(Into::into).collect(),
        },
        progress: Arc::new(Silent),
    }
}

/// Ids that bear the time of the clock and still count up.
struct TimedIds {
    clock: Arc<FixedClock>,
    count: CountingIds,
}

impl Ids for TimedIds {
    fn fresh(&self) -> Ulid {
        let now = u64::try_from(self.clock.now().timestamp_millis()).expect("a time after 1970");
        Ulid::from_parts(now, self.count.fresh().random())
    }

    fn nonce(&self) -> [u8; 32] {
        self.count.nonce()
    }
}

struct Silent;

impl Progress for Silent {
    fn report(&self, _event: &Event<'_>) {}
}
