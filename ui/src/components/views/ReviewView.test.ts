import { fireEvent, render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import type { Backend, Edit } from '../../lib/ipc/backend';
import type { ProposalView } from '../../lib/ipc/bindings';
import { Keys } from '../../lib/keys/keys.svelte';
import { Session } from '../../lib/state/session.svelte';
import { caseView, detail, fixtureBackend, line, moment } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import ReviewView from './ReviewView.svelte';

function proposal(id: string, captured: string, speaker: string): ProposalView {
  const given = { id, speaker, status: 'unread' as const, confidence: 0.71 };
  return { line: line({ ...given, captured: moment(captured) }), repeats: [] };
}

const FIRST = proposal('st-1', '2031-03-08', 'Edda Morrowby');
const SECOND = proposal('st-2', '2031-03-07', 'Tapersmith');
const THIRD = proposal('st-3', '2031-03-06', 'Ines Farrant');

async function review(over: Partial<Backend> = {}) {
  const own = detail();
  const backend = fixtureBackend({
    proposals: async (_, queue) => (queue === 'all' ? [THIRD, SECOND, FIRST] : [SECOND, FIRST]),
    statement: async (_, id) => detail({ row: { ...own.row, id }, answers: [] }),
    ...over,
  });
  const session = new Session(backend);
  const keys = new Keys();
  await session.openCase('case-1');
  session.show('review');
  const { container } = render(Stage, { screen: ReviewView, session, keys });
  const press = (key: string) => keys.commands.findLast((it) => it.key === key)?.run();
  return { session, press, container };
}

test('the newest capture comes first, and both queues are counted', async () => {
  await review();
  expect(await screen.findByText('Proposal 1 of 2')).toBeTruthy();
  expect(screen.getByRole('cell', { name: 'Edda Morrowby' })).toBeTruthy();
  expect(screen.getByRole('radio', { name: '2 of parties' })).toBeTruthy();
  expect(screen.getByRole('radio', { name: '3 all' })).toBeTruthy();
});

test('what was read is marked as a proposal in every field', async () => {
  const { container } = await review();
  await screen.findByText('Proposal 1 of 2');
  const marks = [...container.querySelectorAll('td.state')].map((it) => it.textContent?.trim());
  expect(marks).toEqual(['proposal', 'proposal', '', 'proposal', 'proposal', '', 'proposal', '']);
});

test('after a decision the next proposal comes, and the decision is read out', async () => {
  const accepted: string[] = [];
  let waiting = [SECOND, FIRST];
  const { press, session } = await review({
    proposals: async () => waiting,
    accept: async (id) => {
      accepted.push(id);
      waiting = waiting.filter((it) => it.line.id !== id);
      return { id, status: 'reading_checked', repeats: [] };
    },
  });
  await screen.findByText('Proposal 1 of 2');
  press('R');
  expect(await screen.findByText('Proposal 1 of 1')).toBeTruthy();
  expect(accepted).toEqual(['st-1']);
  expect(session.selected).toBe('st-2');
  expect(screen.getByText('Reading checked. 1 proposal left.')).toBeTruthy();
});

test('a repeat that the decision covered leaves the queue with it', async () => {
  let waiting = [SECOND, FIRST];
  const { press } = await review({
    proposals: async () => waiting,
    reject: async (id) => {
      waiting = [];
      return { id, status: 'rejected', repeats: ['st-2'] };
    },
  });
  await screen.findByText('Proposal 1 of 2');
  press('X');
  expect(await screen.findByRole('heading', { name: 'All decided' })).toBeTruthy();
  expect(screen.getByText('Rejected, with 1 repeat. 0 proposals left.')).toBeTruthy();
});

test('a decision that fails leaves the proposal where it is', async () => {
  const { press, session } = await review({
    accept: () => Promise.reject({ code: 'store', message: 'the library is busy', hint: 'wait' }),
  });
  await screen.findByText('Proposal 1 of 2');
  press('R');
  await expect.poll(() => session.notices.at(-1)?.text).toBe('The library is busy.');
  expect(screen.getByText('Proposal 1 of 2')).toBeTruthy();
});

test('J and K skip without a decision', async () => {
  const { press } = await review();
  await screen.findByText('Proposal 1 of 2');
  press('J');
  expect(await screen.findByText('Proposal 2 of 2')).toBeTruthy();
  press('K');
  expect(await screen.findByText('Proposal 1 of 2')).toBeTruthy();
});

test('a number sets the kind', async () => {
  const edits: (Kinded | null)[] = [];
  type Kinded = [string, Edit['kind']];
  const { press } = await review({
    edit: async (id, edit) => {
      edits.push([id, edit.kind]);
      return { id, status: 'reading_checked', repeats: [] };
    },
  });
  await screen.findByText('Proposal 1 of 2');
  press('3');
  await expect.poll(() => edits).toEqual([['st-1', 'denial']]);
});

test('a case without parties queues everything and says so', async () => {
  const bare = caseView({ parties: [] });
  await review({ caseView: async () => bare });
  expect(await screen.findByText('Proposal 1 of 3')).toBeTruthy();
  expect(screen.getByText(/no parties yet/)).toBeTruthy();
});

test('when the parties are done, the rest is one button away', async () => {
  await review({ proposals: async (_, queue) => (queue === 'all' ? [THIRD] : []) });
  await fireEvent.click(await screen.findByRole('button', { name: 'Show all proposals' }));
  expect(await screen.findByText('Proposal 1 of 1')).toBeTruthy();
});

test('an edit sends what was changed and nothing else', async () => {
  const edits: Edit[] = [];
  const { press } = await review({
    edit: async (id, edit) => {
      edits.push(edit);
      return { id, status: 'reading_checked', repeats: [] };
    },
  });
  await screen.findByText('Proposal 1 of 2');
  press('E');
  const speaker = await screen.findByLabelText('Speaker');
  expect(screen.queryByLabelText('How it answers')).toBeNull();
  await fireEvent.input(speaker, { target: { value: 'Dariusz Penhallow' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Save', hidden: true }));
  await expect.poll(() => edits).toHaveLength(1);
  const changed = Object.entries(edits[0] ?? {}).filter(([, value]) => value !== null);
  expect(changed).toEqual([['speaker', 'Dariusz Penhallow']]);
});

test('a date that cannot be read is told at its field', async () => {
  const { press } = await review({
    edit: (_, { happened }) =>
      Promise.reject({
        code: 'bad_value',
        message: 'that is no date',
        subject: happened,
        hint: 'give a day, a month or a year',
      }),
  });
  await screen.findByText('Proposal 1 of 2');
  press('E');
  const field = await screen.findByLabelText('Happened');
  await fireEvent.input(field, { target: { value: 'soon' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Save', hidden: true }));
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText(/That is no date/)).toBeTruthy();
});

test('nothing on the screen keeps somebody out', async () => {
  const { container } = await review();
  await screen.findByText('Proposal 1 of 2');
  const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  expect(found.violations.map((it) => [it.id, it.nodes[0]?.html])).toEqual([]);
});
