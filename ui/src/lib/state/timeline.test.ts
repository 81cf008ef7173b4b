import { flushSync } from 'svelte';
import { describe, expect, test, vi } from 'vitest';
import type { TimelineLine } from '../ipc/bindings';
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
    expect(accept).toHaveBeenCalledWith('st-3');
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

test('the example of the first minute is an allegation that is denied', async () => {
  const { timeline } = await opened([
    line({ id: 'open', said: moment('2031-01-01') }),
    line({ id: 'met', said: moment('2031-01-02'), answered_by: ['no'] }),
    line({ id: 'no', lane: 'answered', kind: 'denial', answers: ['met'] }),
  ]);
  expect(timeline.example?.id).toBe('met');
});
