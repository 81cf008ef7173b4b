//! The capture queue as a person sees it: what failed and why, tried again, dropped.

use counterclaim_tests::{Proxy, Reply, Server};
use engine::model::JobId;
use engine::view::{JobLine, JobStep};
use engine::{EngineError, SettingsChange};

use crate::desk::Desk;

const STORY: &str = "http://outlet.example/story";

/// A desk that finds one server wherever it asks, the proxy that leads there, and the server.
fn online() -> (Desk, Proxy, Server) {
    let server = Server::start();
    let proxy = Proxy::socks(&server);
    let desk = Desk::new();
    let settings = SettingsChange {
        proxy: Some(proxy.url("socks5h")),
        ..SettingsChange::default()
    };
    desk.library.change_settings(&settings).expect("set");
    (desk, proxy, server)
}

fn add(desk: &Desk) {
    desk.library
        .add(&desk.case, &[STORY.to_owned()])
        .expect("a line");
}

fn jobs(desk: &Desk) -> Vec<JobLine> {
    desk.library.queue(&desk.case).expect("the queue").jobs
}

fn only(desk: &Desk) -> JobLine {
    let jobs = jobs(desk);
    assert_eq!(jobs.len(), 1, "{jobs:?}");
    jobs[0].clone()
}

/// Returns how many addresses wait, were given up and are done.
fn counts(desk: &Desk) -> (u64, u64, u64) {
    let pulse = desk.library.pulse().expect("the pulse");
    (pulse.waiting, pulse.failed, pulse.done)
}

#[test]
fn an_address_that_failed_says_why_and_what_to_do() {
    let (desk, _proxy, _server) = online();
    add(&desk);
    let job = only(&desk);
    assert_eq!((job.step, job.attempts), (JobStep::Failed, 1));
    let error = job.error.expect("an error");
    assert!(error.contains("404"), "{error}");
    assert!(error.contains("; check the address"), "{error}");
    assert_eq!(counts(&desk), (0, 1, 0));
}

#[test]
fn an_address_that_failed_is_tried_again() {
    let (desk, _proxy, server) = online();
    add(&desk);
    server.route("/story", Reply::of(200, "text/plain", crate::desk::PAGE));
    assert_eq!(desk.library.retry_failed(&desk.case).unwrap(), 1);
    let job = only(&desk);
    assert_eq!((job.step, job.attempts), (JobStep::Waiting, 0));
    assert_eq!(job.error, None);
    let next = desk.library.pulse().unwrap().next_due;
    assert_eq!(next, Some(job.due));
    desk.library.fetch(Some(&desk.case)).unwrap();
    assert_eq!(only(&desk).step, JobStep::Done);
    assert_eq!(counts(&desk), (0, 0, 1));
    assert_eq!(desk.library.retry_failed(&desk.case).unwrap(), 0);
}

#[test]
fn a_server_that_fails_is_tried_later_or_at_once() {
    let (desk, _proxy, server) = online();
    server.route("/story", Reply::status(500));
    add(&desk);
    let job = only(&desk);
    assert_eq!(job.step, JobStep::Later);
    desk.library.retry(job.id).unwrap();
    assert_eq!(only(&desk).step, JobStep::Waiting);
}

#[test]
fn the_time_that_a_server_asked_for_is_kept() {
    let (desk, _proxy, server) = online();
    let busy = Reply::status(429).header("Retry-After", "3600");
    server.route("/story", busy);
    add(&desk);
    let job = only(&desk);
    desk.library.retry(job.id).unwrap();
    assert_eq!(only(&desk).step, JobStep::Later);
    desk.at("2025-01-10T10:30:00Z");
    assert_eq!(only(&desk).step, JobStep::Waiting);
}

#[test]
fn an_address_is_given_up_after_five_attempts_and_says_so() {
    let (desk, _proxy, server) = online();
    server.route("/story", Reply::status(500));
    for _ in 0..5 {
        add(&desk);
    }
    let job = only(&desk);
    assert_eq!((job.step, job.attempts), (JobStep::Failed, 5));
    let error = job.error.expect("an error");
    assert!(error.contains("given up after 5 attempts"), "{error}");
}

/// An address waits once for each case, however often it failed before.
#[test]
fn an_address_that_waits_already_is_not_put_beside_itself() {
    let (desk, _proxy, server) = online();
    add(&desk);
    let failed = only(&desk).id;
    server.route("/story", Reply::status(500));
    add(&desk);
    assert_eq!(counts(&desk), (1, 1, 0));
    desk.library.retry(failed).unwrap();
    let job = only(&desk);
    assert_ne!(job.id, failed);
    assert_eq!(job.step, JobStep::Waiting);
}

#[test]
fn an_address_is_dropped_unless_it_is_done() {
    let (desk, _proxy, server) = online();
    add(&desk);
    desk.library.drop_job(only(&desk).id).unwrap();
    assert!(jobs(&desk).is_empty());
    server.route("/story", Reply::of(200, "text/plain", crate::desk::PAGE));
    add(&desk);
    let done = only(&desk).id;
    let gone: JobId = "0".repeat(26).parse().unwrap();
    for id in [done, gone] {
        let error = desk.library.drop_job(id).expect_err("not in the queue");
        assert!(matches!(error, EngineError::NotFound { .. }), "{error}");
    }
    assert_eq!(only(&desk).step, JobStep::Done);
}

#[test]
fn a_wall_is_told_with_its_address() {
    let (desk, _proxy, server) = online();
    let wall = "<!doctype html><html><head><title>Just a moment...</title></head><body>\
        <h1>Verify you are human</h1><p>Please complete the check to continue.</p>\
        <form action=\"/cdn-cgi/challenge\"></form></body></html>";
    server.route("/story", Reply::of(403, "text/html", wall));
    add(&desk);
    let job = only(&desk);
    assert_eq!(job.step, JobStep::Done);
    assert_eq!(job.wall, Some(engine::model::Wall::RobotCheck));
}

#[test]
fn a_watch_that_fails_is_counted() {
    let (desk, _proxy, _server) = online();
    let watch = engine::NewWatch {
        target: "http://outlet.example/feed.xml".to_owned(),
        every: "30m".to_owned(),
        kind: None,
    };
    desk.library.add_watch(&desk.case, &watch).unwrap();
    let line = || desk.library.queue(&desk.case).unwrap().watches[0].clone();
    assert_eq!((line().last_run, line().failing_since), (None, None));
    desk.library.fetch(Some(&desk.case)).unwrap();
    assert!(line().failing_since.is_some());
    assert_eq!(line().every_seconds, 1800);
    assert_eq!(desk.library.pulse().unwrap().failing_watches, 1);
}
