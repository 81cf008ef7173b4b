import { fireEvent, render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import type { Backend, Selection } from '../../lib/ipc/backend';
import type { RowStatus } from '../../lib/ipc/bindings';
import { Keys } from '../../lib/keys/keys.svelte';
import { Session } from '../../lib/state/session.svelte';
import { detail, documentView, fixtureBackend, line, version } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import ReaderPane from './ReaderPane.svelte';

async function reader(over: Partial<Backend> = {}, selected: string | null = 'st-1') {
  const session = new Session(fixtureBackend(over));
  const keys = new Keys();
  await session.openCase('case-1');
  session.show('search');
  if (selected) session.select(selected, 'doc-1');
  else session.read({ document: 'doc-1', version: null, statement: null });
  const { container } = render(Stage, { screen: ReaderPane, session, keys });
  await screen.findByRole('heading', { name: /Tapersmith accuses/ });
  const press = (key: string) => keys.commands.findLast((it) => it.key === key)?.run();
  return { session, press, container };
}

const OTHER = documentView({
  version: version({ id: 'ver-2' }),
  text: 'Other words stand here now.',
  statements: [],
  mentions: [],
});

async function selectName(container: Element) {
  const words = [...container.querySelectorAll('[data-at]')].find((it) =>
    it.textContent?.includes('Dariusz'),
  );
  const text = words?.firstChild as Text;
  const from = text.data.indexOf('Dariusz Penhallow');
  document.getSelection()?.setBaseAndExtent(text, from, text, from + 17);
  await fireEvent(document, new Event('selectionchange'));
}

test('the head says whose page it is, when it was captured and with which digest', async () => {
  const { container } = await reader();
  const head = container.querySelector('header')?.textContent ?? '';
  expect(head).toContain('Aldermere Courier');
  expect(head).toContain('captured 6 March 2031, 09:40 GMT');
  expect(head).toContain('sha256 4be1 09d7 … 09d7');
  expect(head).toContain('bundled with the program');
});

test('a proposal is underlined otherwise than what was checked', async () => {
  await reader();
  const checked = screen.getByRole('button', { name: /copied our phrase tables/ });
  const proposed = screen.getByRole('button', { name: /We bought access/ });
  expect(checked.classList.contains('open')).toBe(false);
  expect(proposed.classList.contains('open')).toBe(true);
  expect(proposed.getAttribute('title')).toBe('Denial, Dariusz Penhallow, proposal');
});

test('Enter on a statement selects it', async () => {
  const { session } = await reader();
  await fireEvent.keyDown(screen.getByRole('button', { name: /We bought access/ }), {
    key: 'Enter',
  });
  expect(session.selected).toBe('st-2');
  const shown = await screen.findByRole('button', { name: /We bought access/, pressed: true });
  expect(shown).toBeTruthy();
});

test('] goes to the answer', async () => {
  const { session, press } = await reader();
  await screen.findByRole('button', { name: /Dariusz Penhallow, 6 March/ });
  press(']');
  expect(session.selected).toBe('st-2');
});

test('an allegation without a linked answer says just that', async () => {
  await reader({ statement: async () => detail({ answered_by: [] }) });
  expect(await screen.findByText('no answer linked')).toBeTruthy();
});

test('hidden characters stand as their numbers', async () => {
  await reader({
    document: async () =>
      documentView({
        title: 'Tapersmith accuses \u202eUllswold',
        text: 'said \u202etxet desrever',
        statements: [],
        mentions: [],
      }),
  });
  expect(screen.getAllByText('U+202E')).toHaveLength(2);
});

test('the archived page stands in a frame that may do nothing', async () => {
  const { container } = await reader();
  await fireEvent.click(screen.getByRole('radio', { name: 'As archived' }));
  const frame = await screen.findByTitle('The page as archived');
  expect(frame.getAttribute('sandbox')).toBe('');
  expect(frame.getAttribute('srcdoc')).toContain('<p>Tapersmith');
  expect(container.textContent).toContain('scripts were left out');
});

test('before the browser opens, the site is named', async () => {
  const opened: string[] = [];
  await reader({ openLink: async (url) => void opened.push(url) });
  await fireEvent.click(screen.getByRole('button', { name: 'Open in browser' }));
  expect(screen.getByText('courier.example').tagName).toBe('STRONG');
  expect(opened).toEqual([]);
  const [, go] = screen.getAllByRole('button', { name: 'Open in browser', hidden: true });
  if (go) await fireEvent.click(go);
  expect(opened).toEqual(['https://courier.example/tapersmith-accuses']);
});

test('where the clipboard is closed, the line is shown to be copied', async () => {
  const { press } = await reader();
  await screen.findByRole('button', { name: /Copy line/ });
  press('C');
  const field = await screen.findByRole('textbox', { name: 'Words to copy', hidden: true });
  expect((field as HTMLTextAreaElement).value).toContain('Tapersmith alleges');
});

test('selected words are tagged in code points', async () => {
  const tagged: Selection[] = [];
  const { press, container } = await reader({
    tagSelection: async (_, selection) => {
      tagged.push(selection);
      return (await fixtureBackend().entities('case-1'))[0] ?? Promise.reject(new Error());
    },
  });
  await selectName(container);
  press('N');
  const name = await screen.findByLabelText('Names');
  expect((name as HTMLInputElement).value).toBe('Dariusz Penhallow');
  await fireEvent.click(screen.getByRole('button', { name: 'Save', hidden: true }));
  await expect.poll(() => tagged).toHaveLength(1);
  const at = documentView().text.indexOf('Dariusz Penhallow');
  expect(tagged[0]).toMatchObject({ version: 'ver-1', start: at, end: at + 17, entity: null });
});

test('a known name is tagged as that entity', async () => {
  const { press } = await reader();
  const text = document.querySelector('.mention')?.firstChild as Text;
  document.getSelection()?.setBaseAndExtent(text, 0, text, text.length);
  await fireEvent(document, new Event('selectionchange'));
  press('N');
  expect(await screen.findByText(/The entity is known/)).toBeTruthy();
});

test('repeats are places where the same words stand, and nothing is said to differ', async () => {
  const repeat = line({
    id: 'st-9',
    words: 'Ullswold copied our phrase tables,',
    outlet: 'The Fell',
  });
  const { container } = await reader({ statement: async () => detail({ repeats: [repeat] }) });
  expect(await screen.findByText('The same words in 1 other place')).toBeTruthy();
  expect(screen.getByText(/The Fell/)).toBeTruthy();
  expect(container.querySelector('del, ins')).toBeNull();
});

test('another version is one choice away', async () => {
  const versions = [version({ id: 'ver-0' }), version()];
  const { session } = await reader({ document: async () => documentView({ versions }) });
  await fireEvent.change(screen.getByLabelText('Version'), { target: { value: 'ver-0' } });
  expect(session.reading?.version).toBe('ver-0');
});

test('words are tagged in the version that they were selected in', async () => {
  const tagged: Selection[] = [];
  const { press, container, session } = await reader({
    document: async (_, __, id) => (id === 'ver-2' ? OTHER : documentView()),
    tagSelection: async (_, selection) => {
      tagged.push(selection);
      throw { code: 'store', message: 'the library is busy', subject: null, hint: 'wait' };
    },
  });
  await selectName(container);
  press('N');
  const name = (await screen.findByLabelText('Names')) as HTMLInputElement;
  session.read({ document: 'doc-1', version: 'ver-2', statement: null });
  await screen.findByText(/Other words/);
  expect(name.value).toBe('Dariusz Penhallow');
  await fireEvent.click(screen.getByRole('button', { name: 'Save', hidden: true }));
  await expect.poll(() => tagged.map((it) => it.version)).toEqual(['ver-1']);
  const told = await screen.findByText('The library is busy.');
  expect(told.closest('dialog')).toBeTruthy();
  expect(session.notices).toEqual([]);
});

test('another version takes the selection away', async () => {
  const { press, container, session } = await reader({
    document: async (_, __, id) => (id === 'ver-2' ? OTHER : documentView()),
  });
  await selectName(container);
  session.read({ document: 'doc-1', version: 'ver-2', statement: null });
  await screen.findByText(/Other words/);
  press('N');
  expect(screen.queryByLabelText('Names')).toBeNull();
  expect(session.notices.at(-1)?.text).toContain('Select a name');
});

test('the form stays with its statement when another is selected', async () => {
  const own = detail();
  const edited: [string, string | null][] = [];
  const { press, session } = await reader({
    statement: async (_, id) => detail({ row: { ...own.row, id } }),
    edit: async (id, edit) => {
      edited.push([id, edit.speaker]);
      return { id, status: 'reading_checked', repeats: [] };
    },
  });
  await screen.findByRole('button', { name: /Copy line/ });
  press('E');
  const speaker = (await screen.findByLabelText('Speaker')) as HTMLInputElement;
  await fireEvent.input(speaker, { target: { value: 'Ines Farrant' } });
  session.select('st-2', 'doc-1');
  await screen.findByRole('button', { name: /We bought access/, pressed: true });
  session.select(null);
  await expect.poll(() => screen.queryByRole('button', { name: /Copy line/ })).toBeNull();
  expect(speaker.value).toBe('Ines Farrant');
  await fireEvent.click(screen.getByRole('button', { name: 'Save', hidden: true }));
  await expect.poll(() => edited).toEqual([['st-1', 'Ines Farrant']]);
});

test('two presses decide once, by the version that was shown', async () => {
  const decided: [string, string | null][] = [];
  const own = detail();
  let status: RowStatus = 'unread';
  const { press } = await reader({
    statement: async () => detail({ row: { ...own.row, status }, version: 'ver-1' }),
    accept: async (id, version) => {
      decided.push([id, version]);
      status = 'reading_checked';
      return { id, status: 'reading_checked', repeats: [] };
    },
  });
  await screen.findByRole('button', { name: /Reads right/ });
  press('R');
  press('R');
  await expect.poll(() => screen.queryByRole('button', { name: /Reads right/ })).toBeNull();
  press('R');
  expect(decided).toEqual([['st-1', 'ver-1']]);
});

test('what was checked is not checked again by its key', async () => {
  const decided: string[] = [];
  const { press } = await reader({
    accept: async (id) => {
      decided.push(id);
      return { id, status: 'reading_checked', repeats: [] };
    },
  });
  await screen.findByRole('button', { name: /Reject/ });
  press('R');
  press('C');
  await screen.findByRole('textbox', { name: 'Words to copy', hidden: true });
  expect(decided).toEqual([]);
});

test('a statement that was read anew is loaded again', async () => {
  const own = detail();
  let about = 'Ullswold';
  const { press, session } = await reader({
    statement: async () => detail({ row: { ...own.row, status: 'unread', about } }),
    accept: () => {
      about = 'Aldermere';
      return Promise.reject({ code: 'changed', message: 'it was read anew', hint: 'read it' });
    },
  });
  await screen.findByRole('button', { name: /Reads right/ });
  press('R');
  expect(await screen.findByText(/by Tapersmith about Aldermere/)).toBeTruthy();
  expect(session.notices.at(-1)?.text).toBe('It was read anew.');
});

test('a link is taken away from the repeat that has it', async () => {
  const unlinked: [string, string][] = [];
  const answer = line({ id: 'st-2', speaker: 'Dariusz Penhallow', answers: ['st-9'] });
  await reader({
    statement: async () => detail({ repeats: [line({ id: 'st-9' })], answered_by: [answer] }),
    unlink: async (...link) => void unlinked.push(link),
  });
  await fireEvent.click(await screen.findByRole('button', { name: /Unlink Dariusz/ }));
  await expect.poll(() => unlinked).toEqual([['st-2', 'st-9']]);
});

test('a link that cannot be made is told in the dialog', async () => {
  const { press, session } = await reader({
    link: () => Promise.reject({ code: 'store', message: 'the library is busy', hint: 'wait' }),
  });
  await screen.findByRole('button', { name: /Link answer/ });
  press('L');
  const [choice] = await screen.findAllByRole('radio', { name: /proposal/, hidden: true });
  if (choice) await fireEvent.click(choice);
  await fireEvent.click(screen.getByRole('button', { name: 'Link', hidden: true }));
  const told = await screen.findByText('The library is busy.');
  expect(told.closest('dialog')).toBeTruthy();
  expect(session.notices).toEqual([]);
});

test('a lead is shown as one, and its page can be captured', async () => {
  const asked: string[][] = [];
  const own = detail();
  const session = new Session(
    fixtureBackend({
      statement: async () =>
        detail({ row: { ...own.row, type: 'lead', status: 'lead', response: null } }),
      addPages: async (_, urls) => {
        asked.push(urls);
        return [];
      },
    }),
  );
  await session.openCase('case-1');
  session.select('st-1');
  render(Stage, { screen: ReaderPane, session });
  expect(await screen.findByText('not researched')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Capture this page' }));
  expect(asked).toEqual([['https://courier.example/tapersmith-accuses']]);
});

test('nothing in the reader keeps somebody out', async () => {
  const { container } = await reader();
  await screen.findByRole('button', { name: /Copy line/ });
  const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  expect(found.violations.map((it) => [it.id, it.nodes[0]?.html])).toEqual([]);
});
