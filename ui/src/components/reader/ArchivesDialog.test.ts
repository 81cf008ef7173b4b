import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import type { Backend } from '../../lib/ipc/backend';
import { Keys } from '../../lib/keys/keys.svelte';
import { Session } from '../../lib/state/session.svelte';
import { caseView, fixtureBackend, MEMENTO } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import ReaderPane from './ReaderPane.svelte';

async function dialog(over: Partial<Backend> = {}) {
  const mementos = vi.fn(async () => [MEMENTO]);
  const captureMemento = vi.fn(fixtureBackend().captureMemento);
  const saveToArchive = vi.fn(async () => MEMENTO);
  const calls = { mementos, captureMemento, saveToArchive };
  const real = { caseView: async (id: string) => caseView({ id, fictional: false }) };
  const session = new Session(fixtureBackend({ ...real, ...calls, ...over }));
  await session.openCase('case-1');
  session.show('search');
  session.select('st-1', 'doc-1');
  render(Stage, { screen: ReaderPane, session, keys: new Keys() });
  await fireEvent.click(await screen.findByRole('button', { name: 'Web archive' }));
  return calls;
}

test('the archive is asked only when a person presses, and told what it learns by that', async () => {
  const { mementos } = await dialog();
  expect(screen.getByText(/learns that somebody asks for this page/)).toBeTruthy();
  expect(mementos).not.toHaveBeenCalled();
  await fireEvent.click(screen.getByRole('button', { name: 'Look for copies' }));
  await screen.findByText('1 copy');
  expect(mementos).toHaveBeenCalledWith('case-1', expect.stringContaining('https://'));
});

test('it is not asked to save a page unless that was allowed', async () => {
  await dialog();
  expect(await screen.findByText(/Asking it to save pages is off/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Ask it to save the page now' })).toBeNull();
});

test('where saving is allowed, its price stands beside the button', async () => {
  const library = {
    ...(await fixtureBackend().library()),
    may_save_to_archive: true,
    saving_tells: 'The copy is public.',
  };
  const { saveToArchive } = await dialog({ library: async () => library });
  const save = await screen.findByRole('button', { name: 'Ask it to save the page now' });
  expect(screen.getByText('The copy is public.')).toBeTruthy();
  await fireEvent.click(save);
  await screen.findByText(/The Wayback Machine saved the page/);
  expect(saveToArchive).toHaveBeenCalledOnce();
});

test('a page of an invented case is in no web archive', async () => {
  const session = new Session(fixtureBackend());
  await session.openCase('case-1');
  session.select('st-1', 'doc-1');
  render(Stage, { screen: ReaderPane, session, keys: new Keys() });
  await screen.findByRole('button', { name: 'Open in browser' });
  expect(screen.queryByRole('button', { name: 'Web archive' })).toBeNull();
});
