import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, it, vi } from 'vitest';
import type { Backend } from '../../lib/ipc/backend';
import { Keys } from '../../lib/keys/keys.svelte';
import { Session } from '../../lib/state/session.svelte';
import { fixtureBackend } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import SettingsView from './SettingsView.svelte';

async function opened(overrides: Partial<Backend> = {}) {
  const session = new Session(fixtureBackend(overrides));
  const keys = new Keys();
  const { container } = render(Stage, { screen: SettingsView, session, keys });
  await screen.findByRole('heading', { name: 'Library' });
  return { session, container };
}

const type = (label: RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label, { selector: 'input' }), { target: { value } });

it('says where the library lies, what it holds, and that it is not encrypted', async () => {
  const library = await fixtureBackend().library();
  await opened();
  expect(screen.getByDisplayValue(library.folder)).toBeTruthy();
  expect(screen.getByText('1 capture · 1 document')).toBeTruthy();
  expect(screen.getAllByText(/not encrypted/).length).toBeGreaterThan(0);
});

it('saves the name of the reporter on Enter and says so', async () => {
  const setWindowSettings = vi.fn(() => Promise.resolve());
  await opened({ setWindowSettings });
  await type(/Your name/, 'Ada Vane');
  await fireEvent.submit(screen.getByRole('form', { name: 'Your name' }));
  expect(setWindowSettings).toHaveBeenCalledWith(expect.objectContaining({ reporter: 'Ada Vane' }));
  expect(await screen.findByText('Saved')).toBeTruthy();
});

it('keeps a decision from having nobody who took it', async () => {
  const setWindowSettings = vi.fn(() => Promise.resolve());
  await opened({ setWindowSettings });
  await type(/Your name/, ' ');
  await fireEvent.submit(screen.getByRole('form', { name: 'Your name' }));
  expect(await screen.findByText(/a decision needs somebody/)).toBeTruthy();
  expect(setWindowSettings).not.toHaveBeenCalled();
});

it('tells at the field why a proxy was refused', async () => {
  const refused = { code: 'bad_value', message: 'it names no port', subject: null, hint: '' };
  await opened({ setLibrarySettings: () => Promise.reject(refused) });
  await type(/Proxy/, 'ftp://127.0.0.1');
  await fireEvent.submit(screen.getByRole('form', { name: 'Proxy' }));
  expect(await screen.findByText(/A proxy is written like/)).toBeTruthy();
  await type(/Proxy/, 'socks5h://127.0.0.1');
  await fireEvent.submit(screen.getByRole('form', { name: 'Proxy' }));
  expect(await screen.findByText('It names no port.')).toBeTruthy();
});

it('takes an empty User-Agent as the default one, which it shows', async () => {
  const library = await fixtureBackend().library();
  const settings = { ...library.settings, user_agent: 'Vane' };
  const setLibrarySettings = vi.fn(() => Promise.resolve());
  await opened({ library: () => Promise.resolve({ ...library, settings }), setLibrarySettings });
  expect(screen.getByText(/Empty, it is “Counterclaim\/0\.1”/)).toBeTruthy();
  await type(/User-Agent/, '');
  await fireEvent.submit(screen.getByRole('form', { name: 'User-Agent' }));
  expect(setLibrarySettings).toHaveBeenCalledWith(expect.objectContaining({ user_agent: null }));
});

it('switches theme, single keys and hints at once', async () => {
  const { session } = await opened();
  await fireEvent.click(screen.getByRole('radio', { name: 'Dark' }));
  await waitFor(() => expect(session.settings?.theme).toBe('dark'));
  await fireEvent.click(screen.getByRole('checkbox', { name: 'Single keys act' }));
  await waitFor(() => expect(session.settings?.single_keys).toBe(false));
  await fireEvent.click(screen.getByRole('checkbox', { name: /hints of the first minute/ }));
  await waitFor(() => expect(session.settings?.hints).toBe(true));
});

it('tells what leaves this computer', async () => {
  await opened();
  expect(
    screen.getByText('Reading, searching, reviewing and exporting make no request.'),
  ).toBeTruthy();
  expect(screen.getByText('There is no telemetry, no account and no update check.')).toBeTruthy();
});

it('has no fault of access that can be found without layout', async () => {
  const { container } = await opened();
  const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  expect(found.violations.map((it) => it.id)).toEqual([]);
});
