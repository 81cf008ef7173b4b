import { fireEvent, render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import type { Backend, Selection } from '../../lib/ipc/backend';
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
  const words = [...container.querySelectorAll('[data-at]')].find((it) =>
    it.textContent?.includes('Dariusz'),
  );
  const text = words?.firstChild as Text;
  const from = text.data.indexOf('Dariusz Penhallow');
  document.getSelection()?.setBaseAndExtent(text, from, text, from + 17);
  await fireEvent(document, new Event('selectionchange'));
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

test('repeats show what differs', async () => {
  const repeat = line({ id: 'st-9', words: 'Ullswold may have copied our phrase tables.' });
  await reader({ statement: async () => detail({ repeats: [repeat] }) });
  expect(await screen.findByText('The same words in 1 other place')).toBeTruthy();
  expect(screen.getByText('wording differs')).toBeTruthy();
});

test('another version is one choice away', async () => {
  const versions = [version({ id: 'ver-0' }), version()];
  const { session } = await reader({ document: async () => documentView({ versions }) });
  await fireEvent.change(screen.getByLabelText('Version'), { target: { value: 'ver-0' } });
  expect(session.reading?.version).toBe('ver-0');
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
