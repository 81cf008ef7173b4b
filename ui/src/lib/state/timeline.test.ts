import { flushSync } from 'svelte';
import { describe, expect, test, vi } from 'vitest';
import type { DecisionLine, TimelineLine } from '../ipc/bindings';
import type { Backend } from '../ipc/backend';
import { caseView, fixtureBackend, line, LINES, moment } from '../../testing/fixture';
import { Session } from './session.svelte';
import { TimelineState } from './timeline.svelte';

async function opened(lines: readonly TimelineLine[] = LINES, over: Partial<Backend> = {}) {
  const timelineOf = async () => ({
    lines: [...lines],
    rejected: 0,
    rev: 1,
    last_captured: '2031-03-12T10:00:00Z',
  });
  const session = new Session(fixtureBackend({ timeline: timelineOf, ...over }));
  await session.openCase('case-1');
  const timeline = new TimelineState(session);
  await timeline.load();
  flushSync();
  return { session, timeline };
}

const ids = (timeline: TimelineState) => timeline.entries.map((entry) => entry.line.id);

describe('what is shown', () => {
  test('checked statements, and proposals once they are asked for', async () => {
    const { timeline } = await opened();
    expect(ids(timeline)).toEqual(['st-1', 'st-2']);
    expect(timeline.proposals).toBe(1);
    timeline.showProposals('shown');
    expect(ids(timeline)).toEqual(['st-3', 'st-1', 'st-2']);
    expect(timeline.scope.proposals).toBe(true);
  });

  test('proposals at once while nobody has checked anything', async () => {
    const { timeline } = await opened([line({ status: 'unread' })]);
    expect(timeline.isUnchecked).toBe(true);
    expect(ids(timeline)).toEqual(['st-1']);
  });

  test('each case keeps its own filters', async () => {
    const { session, timeline } = await opened(LINES, { caseView: async (id) => caseView({ id }) });
    timeline.choose({ kinds: ['denial'], after: '2031-03-01' });
    await session.openCase('case-2');
    expect(timeline.scope.kinds).toEqual([]);
    await session.openCase('case-1');
    expect(timeline.scope).toMatchObject({ kinds: ['denial'], after: '2031-03-01' });
  });

  test('the old lines stay, with the failure, when a load fails', async () => {
    const answers = vi.fn<Backend['timeline']>();
    answers.mockResolvedValueOnce({ lines: [line()], rejected: 0, rev: 1, last_captured: null });
    answers.mockRejectedValueOnce({ code: 'store', message: 'cannot read', hint: 'try again' });
    const { timeline } = await opened([], { timeline: answers });
    await timeline.load();
    expect(ids(timeline)).toEqual(['st-1']);
    expect(timeline.failure?.message).toBe('cannot read');
  });
});

describe('moving', () => {
  test('J and K go through the lines and stop at the ends', async () => {
    const { session, timeline } = await opened();
    timeline.move(1);
    expect(session.selected).toBe('st-1');
    timeline.move(1);
    timeline.move(1);
    expect(session.selected).toBe('st-2');
    timeline.move(-1);
    expect(session.selected).toBe('st-1');
  });

  test('] goes to the answer and [ back to what it answers', async () => {
    const { session, timeline } = await opened();
    session.select('st-1');
    timeline.follow('answer');
    expect(session.selected).toBe('st-2');
    expect(session.reading).toMatchObject({ document: 'doc-1', statement: 'st-2' });
    timeline.follow('answered');
    expect(session.selected).toBe('st-1');
  });

  test('an answer that the filters leave out is read all the same, and that is said', async () => {
    const { session, timeline } = await opened();
    timeline.choose({ kinds: ['allegation'] });
    session.select('st-1');
    timeline.follow('answer');
    expect(session.reading?.statement).toBe('st-2');
    expect(session.notices.at(-1)?.text).toContain('filters');
  });

  test('a repeat is selected as the card that shows it', async () => {
    const lines = [line({ id: 'a', cluster: 'k' }), line({ id: 'b', cluster: 'k' })];
    const { session, timeline } = await opened(lines);
    session.select('b');
    expect(timeline.selected?.line.id).toBe('a');
  });
});

describe('deciding', () => {
  test('a proposal is accepted, and the repeats that it covers are told', async () => {
    const accept = vi.fn<Backend['accept']>(async (id) => ({
      id,
      status: 'reading_checked',
      repeats: ['x', 'y'],
    }));
    const { session, timeline } = await opened(LINES, { accept });
    timeline.showProposals('shown');
    session.select('st-3');
    await timeline.decide('accept');
    expect(accept).toHaveBeenCalledWith('st-3', 'ver-1');
    expect(session.notices.at(-1)?.text).toContain('2 word-identical repeats');
  });

  test('what is no proposal is not decided again', async () => {
    const reject = vi.fn<Backend['reject']>();
    const { session, timeline } = await opened(LINES, { reject });
    session.select('st-1');
    await timeline.decide('reject');
    expect(reject).not.toHaveBeenCalled();
  });

  test('after a rejection the next line is selected', async () => {
    const { session, timeline } = await opened();
    timeline.showProposals('shown');
    session.select('st-3');
    await timeline.decide('reject');
    expect(session.selected).toBe('st-1');
  });
});

describe('a decision that takes its time', () => {
  /** A rejection that is answered when the test says so. */
  async function slow() {
    let done = () => {};
    const answer = new Promise<DecisionLine>((resolve) => {
      done = () => resolve({ id: 'st-3', status: 'rejected', repeats: [] });
    });
    const reject = vi.fn<Backend['reject']>(() => answer);
    const case_ = await opened([...LINES, line({ id: 'st-4', said: moment('2031-04-01') })], {
      reject,
    });
    case_.timeline.showProposals('shown');
    case_.session.select('st-3');
    return { ...case_, reject, done };
  }

  test('is taken once, however often the key is pressed', async () => {
    const { timeline, reject, done } = await slow();
    const presses = [timeline.decide('reject'), timeline.decide('reject')];
    done();
    await Promise.all(presses);
    expect(reject).toHaveBeenCalledTimes(1);
  });

  test('does not take the selection away from where the reporter went meanwhile', async () => {
    const { session, timeline, done } = await slow();
    const press = timeline.decide('reject');
    session.select('st-4');
    done();
    await press;
    expect(session.selected).toBe('st-4');
  });

  test('stands before the lines are there again', async () => {
    const { session, timeline, reject, done } = await slow();
    const load = vi.spyOn(session.backend, 'timeline');
    load.mockRejectedValue({ code: 'store', message: 'cannot read', hint: 'try again' });
    const press = timeline.decide('reject');
    done();
    await press;
    expect(ids(timeline)).not.toContain('st-3');
    session.select('st-3');
    await timeline.decide('reject');
    expect(reject).toHaveBeenCalledTimes(1);
  });
});

test('a statement that was read anew meanwhile is not decided on, and shown as it is now', async () => {
  const load = vi.fn<Backend['timeline']>(async () => ({
    lines: [line({ status: 'unread' })],
    rejected: 0,
    rev: 1,
    last_captured: null,
  }));
  const changed = { code: 'changed', message: 'it has changed', subject: null, hint: '' };
  const accept = () => Promise.reject(changed);
  const { session, timeline } = await opened([], { timeline: load, accept });
  session.select('st-1');
  await timeline.decide('accept');
  expect(load).toHaveBeenCalledTimes(2);
  expect(session.notices.at(-1)?.tone).toBe('failed');
});

describe('linking', () => {
  const lines = [
    line({ id: 'lead', type: 'lead', status: 'lead', said: moment('2031-01-01') }),
    line({ id: 'a', said: moment('2031-01-02') }),
    line({ id: 'b', said: moment('2031-01-03') }),
    line({ id: 'c', said: moment('2031-01-04'), lane: 'answered', kind: 'denial' }),
  ];

  test('aims at the allegation before it, passes leads by, and links with Enter', async () => {
    const link = vi.fn<Backend['link']>();
    const { session, timeline } = await opened(lines, { link });
    session.select('c');
    timeline.startLinking();
    expect(timeline.current).toBe('b');
    timeline.move(-1);
    timeline.move(-1);
    expect(timeline.current).toBe('a');
    expect(session.selected).toBe('c');
    await timeline.link();
    expect(link).toHaveBeenCalledWith('c', 'a');
    expect(timeline.linking).toBeNull();
  });

  test('a lead is never an answer', async () => {
    const { session, timeline } = await opened(lines);
    session.select('lead');
    timeline.startLinking();
    expect(timeline.linking).toBeNull();
  });
});

describe('the lines of a library that changes', () => {
  const viewOf = (lines: TimelineLine[], rev: number) => ({
    lines,
    rejected: 0,
    rev,
    last_captured: null,
  });
  const pulseOf = (rev: number) => ({
    rev,
    waiting: 0,
    failed: 0,
    done: 0,
    failing_watches: 0,
    next_due: null,
    online: true,
  });

  test('are taken anew once for many changes, and not for what is known', async () => {
    vi.useFakeTimers();
    let rev = 1;
    const ask = vi.fn(async () => viewOf([line()], rev));
    const over = { timeline: ask, pulse: async () => pulseOf(rev) };
    const { session, timeline } = await opened([], over);
    let stop = () => {};
    for (rev = 1; rev < 5; rev++) {
      stop();
      await session.beat();
      stop = timeline.keepUp();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(400);
    expect(ask).toHaveBeenCalledTimes(2);
    await session.beat();
    timeline.keepUp();
    await vi.advanceTimersByTimeAsync(5000);
    expect(ask).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  test('come although the library never rests', async () => {
    vi.useFakeTimers();
    let rev = 1;
    const ask = vi.fn(async () => {
      const asked = rev;
      if (asked > 1) await new Promise((answered) => setTimeout(answered, 2000));
      return viewOf([line({ id: `at-${asked}` })], asked);
    });
    const { session, timeline } = await opened([], {
      timeline: ask,
      pulse: async () => pulseOf(rev),
    });
    let stop = () => {};
    for (rev = 2; rev < 8; rev++) {
      stop();
      await session.beat();
      stop = timeline.keepUp();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(ids(timeline)).not.toEqual(['at-1']);
    vi.useRealTimers();
  });

  test('keep the proposals that are seen when the first of them is decided on', async () => {
    const other = line({ id: 'b', status: 'unread' });
    const unread = [line({ id: 'a', status: 'unread' }), other];
    const answers = vi.fn<Backend['timeline']>();
    answers.mockResolvedValueOnce(viewOf(unread, 1));
    answers.mockResolvedValue(viewOf([line({ id: 'a', status: 'reading_checked' }), other], 2));
    const { session, timeline } = await opened([], { timeline: answers });
    session.select('a');
    await timeline.decide('accept');
    expect(timeline.isUnchecked).toBe(false);
    expect(ids(timeline)).toEqual(['a', 'b']);
  });
});

describe('an answer that the filters leave out', () => {
  const lines = [
    line({ id: 'met', status: 'reading_checked', answered_by: ['no'] }),
    line({ id: 'no', lane: 'answered', kind: 'denial', answers: ['met'], status: 'unread' }),
    line({ id: 'next', status: 'reading_checked', said: moment('2031-06-01') }),
  ];

  test('is gone to and come back from', async () => {
    const { session, timeline } = await opened(lines);
    expect(ids(timeline)).toEqual(['met', 'next']);
    session.select('met');
    timeline.follow('answer');
    expect(session.selected).toBe('no');
    timeline.follow('answered');
    expect(session.selected).toBe('met');
  });

  test('can be decided on, and J goes on from where one was', async () => {
    const accept = vi.fn<Backend['accept']>(async (id) => ({
      id,
      status: 'reading_checked',
      repeats: [],
    }));
    const { session, timeline } = await opened(lines, { accept });
    session.select('met');
    timeline.follow('answer');
    await timeline.decide('accept');
    expect(accept).toHaveBeenCalledWith('no', 'ver-1');
    timeline.move(1);
    expect(session.selected).toBe('next');
  });

  test('is left for where one was when it is rejected', async () => {
    const { session, timeline } = await opened(lines);
    session.select('next');
    timeline.move(-1);
    timeline.follow('answer');
    await timeline.decide('reject');
    expect(session.selected).toBe('met');
  });
});

test('the example of the first minute has an answer with words of its own', async () => {
  const denial = { lane: 'answered', kind: 'denial' } as const;
  const { timeline } = await opened([
    line({ id: 'short', said: moment('2031-01-01'), answered_by: ['stump'] }),
    line({ id: 'stump', ...denial, answers: ['short'], words: 'It did not.' }),
    line({ id: 'long', said: moment('2031-01-02'), answered_by: ['own'] }),
    line({ id: 'own', ...denial, answers: ['long'], words: 'We drew every line of it ourselves.' }),
  ]);
  expect(timeline.example?.id).toBe('long');
});

test('the example of the first minute is an allegation that is denied', async () => {
  const { timeline } = await opened([
    line({ id: 'open', said: moment('2031-01-01') }),
    line({ id: 'met', said: moment('2031-01-02'), answered_by: ['no'] }),
    line({ id: 'no', lane: 'answered', kind: 'denial', answers: ['met'] }),
  ]);
  expect(timeline.example?.id).toBe('met');
});

test('] on an answer that nothing answers says which key leads back', async () => {
  const { session, timeline } = await opened();
  session.select('st-2');
  timeline.follow('answer');
  expect(session.notices.at(-1)?.text).toContain('[ goes to what it answers');
});
