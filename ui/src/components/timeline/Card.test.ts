import { render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import type { TimelineLine } from '../../lib/ipc/bindings';
import { Session } from '../../lib/state/session.svelte';
import { TimelineState } from '../../lib/state/timeline.svelte';
import { fixtureBackend, line, LINES, moment } from '../../testing/fixture';
import CardStage from '../../testing/CardStage.svelte';

async function card(lines: readonly TimelineLine[], id: string) {
  const timelineOf = async () => ({
    lines: [...lines],
    rejected: 0,
    rev: 1,
    last_captured: '2031-03-12T10:00:00Z',
  });
  const session = new Session(fixtureBackend({ timeline: timelineOf }));
  await session.openCase('case-1');
  const timeline = new TimelineState(session);
  await timeline.load();
  timeline.choose({ standings: ['checked', 'proposals', 'leads'] });
  const entry = timeline.entries.find((it) => it.line.id === id);
  if (!entry) throw new Error(`no card ${id}`);
  render(CardStage, { session, timeline, entry });
  flushSync();
  const [item] = screen.getAllByRole('listitem');
  if (!item) throw new Error('no card in the page');
  return { session, item };
}

test('says when and by whom an allegation was answered', async () => {
  const { item } = await card(LINES, 'st-1');
  expect(item.textContent).toContain('answered 3 h 14 min later by Dariusz Penhallow');
});

test('counts no hours that a date does not give', async () => {
  const lines = [
    line({ id: 'a', said: moment('2031-03'), answered_by: ['b'] }),
    line({ id: 'b', kind: 'denial', lane: 'answered', speaker: 'Ullswold', answers: ['a'] }),
  ];
  const { item } = await card(lines, 'a');
  expect(item.textContent).toContain('answered by Ullswold');
});

test('says until when nothing was linked, and nothing more', async () => {
  const { item } = await card([line()], 'st-1');
  expect(item.textContent).toContain('no answer linked; last captured 12 March 2031');
});

test('an answer that is only proposed is not told as a fact', async () => {
  const lines = [
    line({ answered_by: ['b'] }),
    line({ id: 'b', kind: 'denial', lane: 'answered', speaker: 'Ullswold', status: 'unread' }),
  ];
  const { item } = await card(lines, 'st-1');
  expect(item.textContent).toContain('answer proposed: Ullswold');
  expect(item.textContent).not.toContain('answered');
});

test('a checked answer does not vouch for a proposed one with the same words', async () => {
  const answer = line({ kind: 'denial', lane: 'answered', speaker: 'Ullswold', cluster: 'k' });
  const lines = [
    line({ answered_by: ['c'] }),
    { ...answer, id: 'b' },
    { ...answer, id: 'c', status: 'unread' as const, answers: ['st-1'] },
  ];
  const { item } = await card(lines, 'st-1');
  expect(item.textContent).toContain('answer proposed: Ullswold');
});

test('a repeat that nobody has checked says that it is a proposal', async () => {
  const lines = [line({ cluster: 'k' }), line({ id: 'b', cluster: 'k', status: 'unread' })];
  await card(lines, 'st-1');
  const repeat = screen.getByRole('button', { name: /Aldermere Courier/, hidden: true });
  expect(repeat.textContent).toContain('proposal');
});

test('a character that is not seen is shown by its number', async () => {
  const { item } = await card([line({ speaker: 'Taper\u202esmith', outlet: 'A\u200b' })], 'st-1');
  expect(item.textContent).toContain('TaperU+202Esmith');
  expect(item.textContent).toContain('AU+200B');
});

test('quotation marks stand round quotations only', async () => {
  const { item } = await card(LINES, 'st-3');
  expect(item.querySelector('q')).toBeNull();
  expect(item.textContent).toContain('proposal · 0.71');
});

test('a lead says that it is one and never reads like a statement', async () => {
  const lead = line({ type: 'lead', status: 'lead', document: null, is_quote: false });
  const { item } = await card([lead], 'st-1');
  expect(item.textContent).toContain('lead: allegation');
  expect(item.textContent).toContain('Not captured');
  expect(item.textContent).not.toContain('alleges');
  expect(item.textContent).not.toContain('no answer');
});

test('the words of a page are text, whatever they look like', async () => {
  const { item } = await card([line({ words: '<img src=x onerror=alert(1)>' })], 'st-1');
  expect(item.querySelector('img')).toBeNull();
  expect(item.textContent).toContain('<img src=x');
});

test('pressing a card reads it', async () => {
  const { session } = await card(LINES, 'st-1');
  screen.getByRole('button', { name: /Tapersmith alleges/ }).click();
  expect(session.reading).toMatchObject({ document: 'doc-1', statement: 'st-1' });
});
