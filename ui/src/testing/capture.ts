// Lines, jobs and watches for tests of what is captured. All of it is invented.

import type { CaptureLine, JobLine, QueueView, WatchLine } from '../lib/ipc/bindings';

// jsdom has no layout and does not scroll.
Element.prototype.scrollTo ??= () => undefined;

export function captureLine(given: Partial<CaptureLine> = {}): CaptureLine {
  return {
    url: 'https://courier.example/wax',
    capture: 'cap-1',
    document: 'doc-1',
    version: 'ver-1',
    statements: 3,
    result: 'new',
    wall: null,
    error: null,
    hint: null,
    problems: [],
    ...given,
  };
}

export function job(given: Partial<JobLine> = {}): JobLine {
  return {
    id: 'job-1',
    case: 'case-1',
    url: 'https://courier.example/wax',
    step: 'waiting',
    due: '2031-03-06T12:00:00Z',
    attempts: 0,
    error: null,
    wall: null,
    ...given,
  };
}

export function watch(given: Partial<WatchLine> = {}): WatchLine {
  return {
    id: 'watch-1',
    kind: 'feed',
    target: 'https://courier.example/feed.xml',
    every_seconds: 1800,
    next_run: '2031-03-06T12:00:00Z',
    last_run: null,
    last_result: null,
    failing_since: null,
    ...given,
  };
}

export function queue(given: Partial<QueueView> = {}): QueueView {
  return { jobs: [], watches: [], paused_since: null, offline_since: null, ...given };
}
