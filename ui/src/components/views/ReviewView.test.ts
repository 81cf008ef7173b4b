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

const PULSE = await fixtureBackend().pulse();
const FIRST = proposal('st-1', '2031-03-08', 'Edda Morrowby');
const SECOND = proposal('st-2', '2031-03-07', 'Tapersmith');
const THIRD = proposal('st-3', '2031-03-06', 'Ines Farrant');

async function review(over: Partial<Backend> = {}, before?: (session: Session) => void) {
  const own = detail();
  const backend = fixtureBackend({
    proposals: async (_, queue) => (queue === 'all' ? [THIRD, SECOND, FIRST] : [SECOND, FIRST]),
    statement: async (_, id) => detail({ row: { ...own.row, id }, answers: [] }),
    ...over,
  });
  const session = new Session(backend);
  const keys = new Keys();
  await session.openCase('case-1');
  before?.(session);
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
  expect(await screen.findByText('Reading checked. 1 proposal left.')).toBeTruthy();
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

test('presses that come faster than the library writes decide one proposal each', async () => {
  const accepted: string[] = [];
  const open: (() => void)[] = [];
  let waiting = [SECOND, FIRST, THIRD];
  const { press } = await review({
    proposals: async () => waiting,
    accept: async (id) => {
      accepted.push(id);
      await new Promise<void>((resolve) => open.push(resolve));
      waiting = waiting.filter((it) => it.line.id !== id);
      return { id, status: 'reading_checked', repeats: [] };
    },
  });
  await screen.findByText('Proposal 1 of 3');
  press('R');
  press('R');
  expect(await screen.findByText('Proposal 1 of 1')).toBeTruthy();
  await expect.poll(() => open.length).toBe(1);
  open[0]?.();
  await expect.poll(() => open.length).toBe(2);
  open[1]?.();
  expect(await screen.findByText('Reading checked. 1 proposal left.')).toBeTruthy();
  expect(accepted).toEqual(['st-1', 'st-2']);
});

test('a newer proposal that comes meanwhile does not change what is decided', async () => {
  const accepted: [string, string | null][] = [];
  let waiting = [SECOND, THIRD];
  let rev = 1;
  const { press, session } = await review({
    proposals: async () => waiting,
    pulse: async () => ({ ...PULSE, rev }),
    accept: async (id, version) => {
      accepted.push([id, version]);
      return { id, status: 'reading_checked', repeats: [] };
    },
  });
  await screen.findByText('Proposal 1 of 2');
  waiting = [SECOND, THIRD, FIRST];
  rev += 1;
  await session.beat();
  expect(await screen.findByText('Proposal 2 of 3')).toBeTruthy();
  press('R');
  await expect.poll(() => accepted).toEqual([['st-2', 'ver-1']]);
});

test('what was decided elsewhere makes way for what stands after it', async () => {
  let waiting = [FIRST, SECOND, THIRD];
  let rev = 1;
  const { press, session } = await review({
    proposals: async () => waiting,
    pulse: async () => ({ ...PULSE, rev }),
  });
  await screen.findByText('Proposal 1 of 3');
  press('J');
  waiting = [FIRST, THIRD];
  rev += 1;
  await session.beat();
  expect(await screen.findByText('Proposal 2 of 2')).toBeTruthy();
  await expect.poll(() => session.selected).toBe('st-3');
});

test('a proposal that was read anew is not decided, and is shown as it is now', async () => {
  let waiting = [FIRST, SECOND];
  const { press, session } = await review({
    proposals: async () => waiting,
    accept: () => {
      const again = line({ ...FIRST.line, speaker: 'Dariusz Penhallow', version: 'ver-2' });
      waiting = [{ line: again, repeats: [] }, SECOND];
      return Promise.reject({ code: 'changed', message: 'it was read anew', hint: 'read it' });
    },
  });
  await screen.findByText('Proposal 1 of 2');
  press('R');
  expect(await screen.findByRole('cell', { name: 'Dariusz Penhallow' })).toBeTruthy();
  expect(screen.getByText('Proposal 1 of 2')).toBeTruthy();
  expect(session.notices.at(-1)?.text).toBe('It was read anew.');
});

test('what is taken back is in hand again', async () => {
  const all = [THIRD, SECOND, FIRST];
  let waiting = all;
  let rev = 1;
  const { press, session } = await review({
    proposals: async () => waiting,
    pulse: async () => ({ ...PULSE, rev }),
    accept: async (id) => {
      waiting = waiting.filter((it) => it.line.id !== id);
      rev += 1;
      return { id, status: 'reading_checked', repeats: [] };
    },
  });
  await screen.findByText('Proposal 1 of 3');
  press('J');
  press('R');
  expect(await screen.findByText('Proposal 2 of 2')).toBeTruthy();
  waiting = all;
  rev += 1;
  await session.beat();
  expect(await screen.findByText('Proposal 2 of 3')).toBeTruthy();
  expect(session.selected).toBe('st-2');
});

test('the article comes beside the passage when it is asked for, and then follows', async () => {
  const { press, session } = await review();
  await screen.findByText('Proposal 1 of 2');
  expect(session.hasReading).toBe(false);
  press('Enter');
  expect(session.reading?.statement).toBe('st-1');
  press('J');
  await expect.poll(() => session.reading?.statement).toBe('st-2');
});

test('what was open in the reader is taken up', async () => {
  await review({}, (session) => session.select('st-2', 'doc-1'));
  expect(await screen.findByText('Proposal 2 of 2')).toBeTruthy();
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

test('a form that is being filled in stays with its statement when the queue moves on', async () => {
  const edits: [string, string | null, string | null][] = [];
  let waiting = [FIRST, SECOND];
  let rev = 1;
  const { press, session } = await review({
    proposals: async () => waiting,
    pulse: async () => ({ ...PULSE, rev }),
    edit: async (id, edit, version) => {
      edits.push([id, edit.speaker, version]);
      return { id, status: 'reading_checked', repeats: [] };
    },
  });
  await screen.findByText('Proposal 1 of 2');
  press('E');
  const speaker = await screen.findByLabelText('Speaker');
  await fireEvent.input(speaker, { target: { value: 'Ines Farrant' } });
  waiting = [SECOND];
  rev += 1;
  await session.beat();
  await screen.findByText('Proposal 1 of 1');
  waiting = [];
  rev += 1;
  await session.beat();
  await screen.findByRole('heading', { name: 'All decided' });
  expect((screen.getByLabelText('Speaker') as HTMLInputElement).value).toBe('Ines Farrant');
  await fireEvent.click(screen.getByRole('button', { name: 'Save', hidden: true }));
  await expect.poll(() => edits).toEqual([['st-1', 'Ines Farrant', 'ver-1']]);
  await expect.poll(() => screen.queryByLabelText('Speaker')).toBeNull();
});

test('what was typed stays when the statement was read anew meanwhile', async () => {
  const own = detail();
  const versions: (string | null)[] = [];
  const { press } = await review({
    statement: async (_, id) =>
      versions.length === 0
        ? detail({ row: { ...own.row, id } })
        : detail({ row: { ...own.row, id, about: 'Aldermere' }, version: 'ver-2' }),
    edit: async (id, _, version) => {
      versions.push(version);
      if (version === 'ver-2') return { id, status: 'reading_checked', repeats: [] };
      throw { code: 'changed', message: 'it was read anew', subject: null, hint: 'read it' };
    },
  });
  await screen.findByText('Proposal 1 of 2');
  press('E');
  const speaker = (await screen.findByLabelText('Speaker')) as HTMLInputElement;
  await fireEvent.input(speaker, { target: { value: 'Ines Farrant' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Save', hidden: true }));
  expect(await screen.findByText('It was read anew.')).toBeTruthy();
  expect(speaker.value).toBe('Ines Farrant');
  const about = screen.getByLabelText('About') as HTMLInputElement;
  await expect.poll(() => about.value).toBe('Aldermere');
  await fireEvent.click(screen.getByRole('button', { name: 'Save', hidden: true }));
  await expect.poll(() => versions).toEqual(['ver-1', 'ver-2']);
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
