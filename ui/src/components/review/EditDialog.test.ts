import { fireEvent, render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import type { Backend } from '../../lib/ipc/backend';
import type { LessonView } from '../../lib/ipc/bindings';
import { Keys } from '../../lib/keys/keys.svelte';
import { Session } from '../../lib/state/session.svelte';
import { fixtureBackend, LINES } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import ReaderPane from '../reader/ReaderPane.svelte';

const LESSON: LessonView = {
  words: 'Tapersmith',
  is_name: true,
  is_alike: true,
  entity: 'en-2',
  name: 'Ullswold',
  touches: 7,
  some: [...LINES].slice(1, 2),
};

async function editing(over: Partial<Backend> = {}) {
  const edit = vi.fn<Backend['edit']>(async (id) => ({
    id,
    status: 'reading_checked',
    repeats: [],
  }));
  const session = new Session(fixtureBackend({ edit, ...over }));
  await session.openCase('case-1');
  session.show('search');
  session.select('st-1', 'doc-1');
  render(Stage, { screen: ReaderPane, session, keys: new Keys() });
  await screen.findByRole('heading', { name: /Tapersmith accuses/ });
  await fireEvent.click(screen.getByRole('button', { name: /^Edit/ }));
  await screen.findByLabelText('Kind');
  return { edit };
}

const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const choose = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save', hidden: true }));

test('each kind and attribution brings its own fields', async () => {
  const { edit } = await editing();
  expect(screen.queryByLabelText('Court or regulator')).toBeNull();
  await choose('Kind', 'ruling');
  await type('Court or regulator', 'Harrow High Court');
  await choose('Attribution', 'anonymous');
  await type('Number of sources', '3');
  const sheet = screen.getByLabelText('Kind').closest('form') as HTMLElement;
  const { violations } = await axe.run(sheet, { rules: { region: { enabled: false } } });
  expect(violations.map((it) => it.id)).toEqual([]);
  await save();
  await expect.poll(() => edit.mock.calls.length).toBe(1);
  expect(edit.mock.calls[0]?.[1]).toMatchObject({
    kind: 'ruling',
    ruling: { court: 'Harrow High Court' },
    anonymity: { count: 3 },
  });
});

test('a name is learned unless the reporter says no, and what it touches is named', async () => {
  const { edit } = await editing({ lesson: async () => LESSON });
  await type('Speaker', 'Ullswold');
  const box = await screen.findByLabelText('Also read ‘Tapersmith’ as Ullswold in this case');
  expect((box as HTMLInputElement).checked).toBe(true);
  expect(screen.getByText(/7 other proposals would be read so/)).toBeTruthy();
  expect(screen.getByText('and 6 more')).toBeTruthy();
  await save();
  await expect.poll(() => edit.mock.calls[0]?.[3]).toBe('case-1');
});

test('a name that may be somebody else’s is learned only when the reporter says so', async () => {
  await editing({ lesson: async () => ({ ...LESSON, is_alike: false }) });
  await type('Speaker', 'Ullswold');
  const box = await screen.findByLabelText(/Also read/);
  expect((box as HTMLInputElement).checked).toBe(false);
  expect(screen.getByText(/may be the name of somebody else/)).toBeTruthy();
});

test('a description is learned only when the reporter says so', async () => {
  const { edit } = await editing({ lesson: async () => ({ ...LESSON, is_name: false }) });
  await type('Speaker', 'Ullswold');
  const box = await screen.findByLabelText(/Also read/);
  expect((box as HTMLInputElement).checked).toBe(false);
  expect(screen.getByText(/may mean somebody else elsewhere/)).toBeTruthy();
  await save();
  await expect.poll(() => edit.mock.calls[0]?.[3]).toBeNull();
});

test('what was said is selected in the words of the text', async () => {
  const { edit } = await editing();
  const field = screen.getByLabelText<HTMLTextAreaElement>('Words of the statement');
  field.setSelectionRange(1, 16);
  await fireEvent.click(screen.getByRole('button', { name: 'These were said', hidden: true }));
  await save();
  await expect.poll(() => edit.mock.calls[0]?.[1].content).toEqual([[1, 16]]);
});
