//! The archive through its public face: written, read back, damaged, torn, shared and foreign.

use counterclaim_archive::Archive;
use counterclaim_tests::CountingIds;
use model::{Body, CaptureId, Hop, Ids as _, Provenance, Retrieval, RobotsVerdict, Sha256};
use tempfile::TempDir;

mod again;
mod captures;
mod damage;
mod erased;
mod foreign;
mod sharing;
mod tamper;
mod text;

/// An archive in a folder of its own, with captures to put into it.
struct Desk {
    dir: TempDir,
    ids: CountingIds,
}

impl Desk {
    fn new() -> Self {
        Self {
            dir: TempDir::new().expect("a temporary folder"),
            ids: CountingIds::default(),
        }
    }

    fn open(&self) -> Archive {
        Archive::open(self.dir.path()).expect("an archive")
    }

    fn ids_fresh(&self) -> CaptureId {
        self.ids.fresh().into()
    }

    /// Returns a fetched page with this body.
    fn page(&self, path: &str, body: &[u8]) -> Retrieval {
        retrieval(self.ids_fresh(), hop(path, 200), Vec::new(), body)
    }
}

fn retrieval(id: CaptureId, first: Hop, redirects: Vec<Hop>, body: &[u8]) -> Retrieval {
    Retrieval {
        id,
        provenance: Provenance::Fetched,
        first,
        redirects,
        received: Body::of(body),
        decoded: Body::of(body),
        robots: RobotsVerdict::Allowed,
        tool: "counterclaim 0.1.0".to_owned(),
    }
}

fn hop(path: &str, status: u16) -> Hop {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Hop {
        url: format!("https://outlet.example{path}")
            .parse()
            .expect("an address"),
        request_headers: vec![field("Host", "outlet.example"), field("User-Agent", "test")],
        status,
        headers: vec![
            field("content-type", "text/html; charset=utf-8"),
            field("set-cookie", "a=1"),
            field("set-cookie", "b=2"),
            field("x-name", "Caf\u{e9} \u{c3}\u{a9}"),
        ],
        remote: Some("93.184.216.34:443".to_owned()),
        certificate: Some(Sha256::of(b"a certificate")),
        started: "2026-11-23T10:00:00.25Z".parse().expect("an instant"),
        finished: "2026-11-23T10:00:01Z".parse().expect("an instant"),
    }
}
