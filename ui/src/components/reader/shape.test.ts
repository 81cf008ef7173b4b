import { fireEvent, render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import type { Backend, NewStatement } from '../../lib/ipc/backend';
import type { Reason, StatementDetail } from '../../lib/ipc/bindings';
import { Keys } from '../../lib/keys/keys.svelte';
import { Session } from '../../lib/state/session.svelte';
import { detail, documentView, fixtureBackend } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import ReaderPane from './ReaderPane.svelte';

const CUE: Reason = {
  field: 'kind',
  method: 'lexicon',
  because: 'cue ‘copied’',
  span: { start: 10, end: 16 },
};

async function reader(over: Partial<Backend> = {}, own: Partial<StatementDetail> = {}) {
  const statement = async () => detail(own);
  const session = new Session(fixtureBackend({ statement, ...over }));
  await session.openCase('case-1');
  session.show('search');
  session.select('st-1', 'doc-1');
  const { container } = render(Stage, { screen: ReaderPane, session, keys: new Keys() });
  await screen.findByRole('heading', { name: /Tapersmith accuses/ });
  return container;
}

const shown = (container: Element) =>
  [...container.querySelectorAll('.shown')].map((it) => it.textContent).join('');

const press = (name: string | RegExp) =>
  fireEvent.click(screen.getByRole('button', { name, hidden: true }));

test('a reason shows its words in the text while it is pointed at, and stays when pressed', async () => {
  const container = await reader({}, { reasons: [CUE] });
  const reason = screen.getByRole('button', { name: /cue ‘copied’/, hidden: true });
  expect(reason.textContent).toContain('Kind');
  expect(reason.textContent).toContain('word list');
  expect(shown(container)).toBe('');
  await fireEvent.focus(reason);
  expect(shown(container)).toBe('copied');
  await fireEvent.blur(reason);
  expect(shown(container)).toBe('');
  await fireEvent.click(reason);
  await fireEvent.blur(reason);
  expect(shown(container)).toBe('copied');
});

test('a checked statement says who checked and changed it; the reasons are of the first reading', async () => {
  const changes = [{ what: 'speaker “it” to “Orbit”', by: 'AB', at: '2031-03-12T10:00:00Z' }];
  const container = await reader({}, { reasons: [CUE], changes });
  expect(container.textContent).toContain('AB: speaker “it” to “Orbit”');
  expect(container.textContent).toContain('for its first reading, before a person decided');
});

test('a statement that a reporter added has no reasons of a machine', async () => {
  const container = await reader({}, { is_added: true });
  expect(container.textContent).toContain('No machine read it');
});

test('a statement is split where the slider stands', async () => {
  const splits: unknown[] = [];
  await reader({
    split: async (...sent) => {
      splits.push(sent);
      return { id: 'st-1', added: 'st-9', removed: null, status: 'reading_checked' };
    },
  });
  await press('Split');
  const slider = await screen.findByLabelText('Where the second statement begins');
  await fireEvent.input(slider, { target: { value: '1' } });
  await press('Split here');
  const at = '“Ullswold copied our phrase tables.” Tapersmith said.'.indexOf('our');
  await expect.poll(() => splits).toEqual([['st-1', at, 'ver-1']]);
});

test('a statement is joined with the only one beside it', async () => {
  const joins: unknown[] = [];
  await reader({
    join: async (...sent) => {
      joins.push(sent);
      return { id: 'st-1', added: null, removed: 'st-2', status: 'reading_checked' };
    },
  });
  await press('Join');
  await screen.findByText('Join it with');
  await fireEvent.click(
    screen.getAllByRole('button', { name: 'Join', hidden: true }).at(-1) as HTMLElement,
  );
  await expect.poll(() => joins).toEqual([['st-1', 'st-2', 'ver-1']]);
});

test('a statement with none beside it is not joined', async () => {
  const [own] = documentView().statements;
  await reader({ document: async () => documentView({ statements: own ? [own] : [] }) });
  await press('Join');
  expect(await screen.findByText(/No other statement stands directly/)).toBeTruthy();
  const [run] = screen.getAllByRole('button', { name: 'Join', hidden: true }).slice(-1);
  expect((run as HTMLButtonElement).disabled).toBe(true);
});

test('selected words become a statement with the kind and speaker that are chosen', async () => {
  const added: NewStatement[] = [];
  const container = await reader({
    addStatement: async (_, statement) => {
      added.push(statement);
      return { id: 'st-9', added: 'st-9', removed: null, status: 'reading_checked' };
    },
  });
  const piece = [...container.querySelectorAll('[data-at]')].find((it) =>
    it.textContent?.includes('Dariusz'),
  );
  const text = piece?.firstChild as Text;
  const from = text.data.indexOf('Dariusz Penhallow');
  document.getSelection()?.setBaseAndExtent(text, from, text, from + 17);
  await fireEvent(document, new Event('selectionchange'));
  await press('Add as statement');
  await fireEvent.change(await screen.findByLabelText('Kind'), { target: { value: 'denial' } });
  await fireEvent.input(screen.getByLabelText('Speaker'), { target: { value: 'Ullswold' } });
  const sheet = screen.getByLabelText('Kind').closest('form') as HTMLElement;
  const { violations } = await axe.run(sheet, { rules: { region: { enabled: false } } });
  expect(violations.map((it) => it.id)).toEqual([]);
  await press('Add');
  await expect.poll(() => added).toHaveLength(1);
  const start = documentView().text.indexOf('Dariusz Penhallow');
  expect(added[0]).toMatchObject({ document: 'doc-1', version: 'ver-1', start, end: start + 17 });
  expect(added[0]).toMatchObject({ kind: 'denial', edit: { speaker: 'Ullswold' } });
});
