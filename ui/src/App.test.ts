import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import App from './App.svelte';
import type { Backend } from './lib/ipc/backend';
import { caseView, fixtureBackend, windowSettings } from './testing/fixture';

beforeEach(() => localStorage.clear());

async function open(over: Partial<Backend> = {}) {
  const backend = fixtureBackend(over);
  render(App, { backend });
  await screen.findByRole('navigation');
  return backend;
}

const press = (init: KeyboardEventInit) => fireEvent.keyDown(document.body, init);

test('the window has its landmarks, and says that the sample is fictional', async () => {
  await open();
  for (const landmark of ['banner', 'navigation', 'main', 'contentinfo']) {
    expect(screen.getByRole(landmark)).toBeTruthy();
  }
  expect(screen.getByText('Fictional sample')).toBeTruthy();
});

test('a real case carries no badge', async () => {
  await open({
    cases: async () => [caseView({ fictional: false })],
    caseView: async () => caseView({ fictional: false, template: null }),
  });
  expect(screen.queryByText('Fictional sample')).toBeNull();
});

test('on the first day the sample opens with three hints and the starter case beside it', async () => {
  const startCase = vi.fn(async () => caseView());
  await open({
    cases: async () => [],
    startCase,
    windowSettings: async () => windowSettings({ hints: true }),
  });
  expect(startCase).toHaveBeenCalledWith('sample');
  const hints = await screen.findByRole('region', { name: 'First steps' });
  expect(within(hints).getAllByRole('listitem')).toHaveLength(3);
  await within(hints).findByText('Open OpenAI v. DeepSeek');
});

test('hints that were put away are not shown again', async () => {
  const setWindowSettings = vi.fn(async () => {});
  await open({ windowSettings: async () => windowSettings({ hints: true }), setWindowSettings });
  await fireEvent.click(await screen.findByRole('button', { name: 'Put the first steps away' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'First steps' })).toBeNull());
  expect(setWindowSettings).toHaveBeenCalledWith(windowSettings({ hints: false }));
});

test('the palette finds a command and runs it on Enter', async () => {
  await open();
  await press({ key: 'k', ctrlKey: true });
  const box = await screen.findByRole('combobox');
  await fireEvent.input(box, { target: { value: 'go settings' } });
  expect(screen.getAllByRole('option')).toHaveLength(1);
  await fireEvent.keyDown(box, { key: 'Enter' });
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Settings' }).getAttribute('aria-current')).toBe(
      'page',
    ),
  );
});

test('the sheet lists every key', async () => {
  await open();
  await press({ key: '?' });
  const sheet = await screen.findByRole('dialog', { name: 'Keys' });
  expect(within(sheet).getAllByRole('term')).toHaveLength(23);
});

test('behind a dialog no key acts', async () => {
  const undo = vi.fn(async () => '');
  await open({ undo });
  await press({ key: '?' });
  await screen.findByRole('dialog', { name: 'Keys' });
  await press({ key: 'z', ctrlKey: true });
  expect(undo).not.toHaveBeenCalled();
});

test('undo says what was taken back', async () => {
  await open();
  await press({ key: 'z', ctrlKey: true });
  await screen.findByText(/^Taken back: reading checked/);
});

test('F6 goes round the panes', async () => {
  await open();
  await press({ key: 'F6' });
  expect(document.activeElement?.id).toBe('pane-nav');
  await press({ key: 'F6' });
  expect(document.activeElement?.id).toBe('pane-main');
});

test('what is searched for in the head shows the search', async () => {
  await open();
  await press({ key: '/' });
  const box = screen.getByPlaceholderText('Search statements and documents');
  expect(document.activeElement).toBe(box);
  await fireEvent.input(box, { target: { value: 'phrase tables' } });
  await fireEvent.submit(box.closest('form') as HTMLFormElement);
  const nav = screen.getByRole('navigation');
  await waitFor(() =>
    expect(within(nav).getByRole('button', { name: 'Search' }).getAttribute('aria-current')).toBe(
      'page',
    ),
  );
});

test('a library that cannot be opened says why and offers another folder', async () => {
  const fixture = fixtureBackend();
  const cases = vi.fn(fixture.cases).mockRejectedValueOnce({
    code: 'x',
    message: 'the library is locked',
    subject: null,
    hint: '',
  });
  const setWindowSettings = vi.fn(async () => {});
  const chooseFolder = async () => 'Documents/Other';
  render(App, { backend: { ...fixture, cases, setWindowSettings, chooseFolder } });
  await screen.findByText('The library is locked.');
  await fireEvent.click(screen.getByRole('button', { name: 'Choose another folder' }));
  await screen.findByRole('navigation');
  expect(setWindowSettings).toHaveBeenCalledWith(windowSettings({ library: 'Documents/Other' }));
});

test('without a network the window says that nothing is fetched', async () => {
  const pulse = await fixtureBackend().pulse();
  await open({ pulse: async () => ({ ...pulse, online: false, failed: 2 }) });
  expect(screen.getByText('Offline: nothing is fetched')).toBeTruthy();
  expect(screen.getByRole('button', { name: '2 failed' })).toBeTruthy();
});

test('the theme of the settings is that of the page', async () => {
  await open({ windowSettings: async () => windowSettings({ theme: 'dark' }) });
  expect(document.documentElement.dataset.theme).toBe('dark');
});
