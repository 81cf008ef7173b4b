// What is decided on one screen stands on the others at once, before the library is read anew.

import { flushSync } from 'svelte';
import { expect, test, vi } from 'vitest';
import type { Backend } from '../ipc/backend';
import { fixtureBackend, line } from '../../testing/fixture';
import { undo } from '../keys/frame';
import { Correction } from './correction.svelte';
import { Reader } from './reader.svelte';
import { Review } from './review.svelte';
import { Session } from './session.svelte';
import { TimelineState } from './timeline.svelte';

const PROPOSAL = 'st-3';

async function opened(over: Partial<Backend> = {}) {
  const lines = [
    line({ id: 'checked', status: 'reading_checked' }),
    line({ id: PROPOSAL, status: 'unread' }),
    line({ id: 'repeat', status: 'unread', words: 'The same, elsewhere.' }),
  ];
  const view = { lines, rejected: 0, rev: 1, last_captured: null };
  const ask = vi.fn(async () => view);
  const session = new Session(fixtureBackend({ timeline: ask, ...over }));
  await session.openCase('case-1');
  const timeline = new TimelineState(session);
  await timeline.load();
  timeline.choose({ standings: ['checked', 'proposals'] });
  flushSync();
  ask.mockClear();
  const statusOf = (id: string) => timeline.view?.lines.find((it) => it.id === id)?.status;
  return { session, timeline, statusOf, ask };
}

async function reading(session: Session) {
  const reader = new Reader(session);
  session.select(PROPOSAL, 'doc-1');
  await reader.load();
  return reader;
}

test('a line decided in the reader, with its repeats', async () => {
  const accept: Backend['accept'] = async (id) => ({
    id,
    status: 'reading_checked',
    repeats: ['repeat'],
  });
  const { session, statusOf, ask } = await opened({ accept });
  const reader = await reading(session);
  await reader.accept();
  expect([statusOf(PROPOSAL), statusOf('repeat')]).toEqual(['reading_checked', 'reading_checked']);
  expect(ask).not.toHaveBeenCalled();
});

test('a line rejected in the reader is gone, and the reader stays with it', async () => {
  const { session, statusOf } = await opened();
  const reader = await reading(session);
  await reader.reject();
  expect(statusOf(PROPOSAL)).toBeUndefined();
  expect(session.selected).toBe(PROPOSAL);
});

test('a line decided in the review', async () => {
  const { session, statusOf } = await opened();
  session.show('review');
  const review = new Review(session);
  await review.load();
  await review.accept();
  expect(statusOf(PROPOSAL)).toBe('reading_checked');
});

test('a line that was corrected', async () => {
  const { session, statusOf } = await opened();
  const correction = new Correction(session);
  await correction.load(PROPOSAL);
  correction.change({ speaker: 'Somebody else' });
  expect(await correction.save()).toBe('saved');
  expect(statusOf(PROPOSAL)).toBe('reading_checked');
});

test('what a decision cannot tell is read anew at once: one taken back, a link', async () => {
  const { session, ask } = await opened();
  session.show('timeline');
  await undo(session);
  expect(ask).toHaveBeenCalledTimes(1);
  const reader = await reading(session);
  await reader.link('checked', PROPOSAL);
  expect(ask).toHaveBeenCalledTimes(2);
});

test('where the timeline is not shown, it is read anew when it is', async () => {
  const { session, timeline, ask } = await opened();
  session.show('review');
  await undo(session);
  expect(ask).not.toHaveBeenCalled();
  session.show('timeline');
  timeline.keepUp();
  expect(ask).toHaveBeenCalledTimes(1);
});

test('a decision of another library or case touches nothing here', async () => {
  const { session, timeline } = await opened();
  const before = timeline.view;
  session.tell({ id: 'unknown', status: 'rejected', repeats: [] });
  expect(timeline.view?.lines).toEqual(before?.lines);
});
