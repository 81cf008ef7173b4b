import { render, screen, within } from '@testing-library/svelte';
import { flushSync, tick } from 'svelte';
import { describe, expect, test, vi } from 'vitest';
import type { Backend } from '../../lib/ipc/backend';
import type { TimelineLine } from '../../lib/ipc/bindings';
import { Keys } from '../../lib/keys/keys.svelte';
import { Session } from '../../lib/state/session.svelte';
import { TimelineState } from '../../lib/state/timeline.svelte';
import { fixtureBackend, line, LINES, windowSettings } from '../../testing/fixture';
import TimelineStage from '../../testing/TimelineStage.svelte';

async function shown(over: Partial<Backend> = {}) {
  const session = new Session(fixtureBackend(over));
  await session.loadSettings();
  await session.openCase('case-1');
  const timeline = new TimelineState(session);
  render(TimelineStage, { session, timeline, keys: new Keys() });
  await settled();
  return { session, timeline };
}

/** The answers of the fixture come at once, but after the present turn. */
async function settled() {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  await tick();
  flushSync();
}

async function press(key: string) {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  await settled();
}

/** The table: jsdom has no layout, so that a virtual list of cards stays empty there. */
const bodyOf = (name: string) => screen.getByRole('table', { name });

describe('the timeline', () => {
  test('offers the proposals that it does not show', async () => {
    const { timeline } = await shown();
    screen.getByRole('button', { name: '+ 1 proposal' }).click();
    await settled();
    expect(timeline.standings).toContain('proposals');
  });

  test('says so while nobody has checked anything', async () => {
    const lines = [line({ status: 'unread' })];
    await shown({ timeline: async () => ({ lines, rejected: 0, rev: 1, last_captured: null }) });
    expect(screen.getByText(/Nobody has checked a line/)).toBeTruthy();
  });

  test('shows a pressed facet as a chip that takes it away', async () => {
    const { timeline } = await shown();
    const kinds = screen.getByRole('region', { name: 'Kind' });
    within(kinds)
      .getByRole('button', { name: /Denial/ })
      .click();
    await settled();
    expect(timeline.entries.map((entry) => entry.line.id)).toEqual(['st-2']);
    screen.getByRole('button', { name: 'Remove the filter kind: denial' }).click();
    await settled();
    expect(timeline.entries).toHaveLength(2);
  });

  test('takes two dates for a stretch of time', async () => {
    const { timeline } = await shown();
    const from = screen.getByLabelText('From') as HTMLInputElement;
    from.value = '2031-03-07';
    from.dispatchEvent(new Event('input', { bubbles: true }));
    from.dispatchEvent(new Event('change', { bubbles: true }));
    await settled();
    expect(timeline.scope.after).toBe('2031-03-07');
    expect(screen.getByText('No line passes these filters')).toBeTruthy();
  });

  test('takes a month, and says how to write what it cannot read', async () => {
    const { timeline } = await shown();
    const until = screen.getByLabelText('Until') as HTMLInputElement;
    const type = async (text: string) => {
      until.value = text;
      until.dispatchEvent(new Event('input', { bubbles: true }));
      until.dispatchEvent(new Event('change', { bubbles: true }));
      await settled();
    };
    await type('2031-02');
    expect(timeline.scope.before).toBe('2031-02');
    await type('12/3/2031');
    expect(timeline.scope.before).toBe('2031-02');
    expect(until.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('Write 2031-02 or 2031-02-18.')).toBeTruthy();
    await type('');
    expect(timeline.scope.before).toBeNull();
  });

  test('tells how to fill an empty case', async () => {
    const { session } = await shown({
      timeline: async () => ({ lines: [], rejected: 0, rev: 1, last_captured: null }),
    });
    screen.getByRole('button', { name: 'Capture pages' }).click();
    expect(session.screen).toBe('capture');
  });

  test('shows what failed and tries again', async () => {
    const answer = vi.fn<Backend['timeline']>();
    answer.mockRejectedValueOnce({ code: 'store', message: 'cannot read the store', hint: '' });
    answer.mockResolvedValue({ lines: [...LINES], rejected: 0, rev: 1, last_captured: null });
    await shown({ timeline: answer });
    expect(screen.getByRole('alert').textContent).toContain('Cannot read the store.');
    screen.getByRole('button', { name: 'Try again' }).click();
    await settled();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('the keys', () => {
  test('J selects, Enter reads, ] goes to the answer', async () => {
    const { session } = await shown();
    await press('j');
    expect(session.selected).toBe('st-1');
    expect(session.reading).toBeNull();
    await press('Enter');
    expect(session.reading?.statement).toBe('st-1');
    await press(']');
    expect(session.selected).toBe('st-2');
  });

  test('T turns to the table, whose columns tell how it is sorted', async () => {
    const { timeline } = await shown();
    await press('t');
    const table = bodyOf('Statements and leads');
    expect(table.getAttribute('aria-rowcount')).toBe('3');
    within(table).getByRole('button', { name: 'Speaker' }).click();
    await settled();
    const header = within(table).getByRole('columnheader', { name: 'Speaker' });
    expect(header.getAttribute('aria-sort')).toBe('ascending');
    expect(timeline.table[0]?.line.voice).toBe('Dariusz Penhallow');
  });

  test('L looks for what is answered, Enter links it and Escape leaves', async () => {
    const link = vi.fn<Backend['link']>(async () => {});
    const { session, timeline } = await shown({ link });
    session.select('st-2');
    await press('l');
    expect(screen.getByText('What does Dariusz Penhallow answer?')).toBeTruthy();
    await press('Escape');
    expect(timeline.linking).toBeNull();
    await press('l');
    await press('Enter');
    expect(link).toHaveBeenCalledWith('st-2', 'st-1');
  });
});

test('the first minute selects an allegation and leaves the reader closed', async () => {
  const { session } = await shown({ windowSettings: async () => windowSettings({ hints: true }) });
  expect(session.selected).toBe('st-1');
  expect(session.reading).toBeNull();
});

test('what is being corrected stays in hand when its line goes from the timeline', async () => {
  const load = vi.fn<Backend['timeline']>();
  const viewOf = (lines: TimelineLine[]) => ({ lines, rejected: 0, rev: 1, last_captured: null });
  load.mockResolvedValueOnce(viewOf([...LINES]));
  load.mockResolvedValue(viewOf(LINES.filter((it) => it.id !== 'st-2')));
  const { session, timeline } = await shown({ timeline: load });
  session.select('st-2');
  await press('e');
  const about = screen.getByLabelText(/^About/) as HTMLInputElement;
  about.value = 'Tapersmith Ltd';
  about.dispatchEvent(new Event('input', { bubbles: true }));
  await timeline.load();
  session.select('st-1');
  await settled();
  expect(screen.getByRole('dialog', { hidden: true })).toHaveProperty('open', true);
  expect(screen.getByLabelText(/^About/)).toHaveProperty('value', 'Tapersmith Ltd');
});
