import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { afterEach, expect, it, vi } from 'vitest';
import type { JobLine } from '../../lib/ipc/bindings';
import type { Backend, SuppliedText } from '../../lib/ipc/backend';
import { Keys } from '../../lib/keys/keys.svelte';
import { Session } from '../../lib/state/session.svelte';
import { captureLine, job, queue, watch } from '../../testing/capture';
import { caseView, detail, fixtureBackend, line } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import CaptureView from './CaptureView.svelte';

const LIVE = { caseView: () => Promise.resolve(caseView({ fictional: false })) };

async function opened(overrides: Partial<Backend> = {}) {
  const session = new Session(fixtureBackend({ ...LIVE, ...overrides }));
  await session.openCase('case-1');
  await session.beat();
  const keys = new Keys();
  const { container, unmount: close } = render(Stage, { screen: CaptureView, session, keys });
  await screen.findByRole('radio', { name: /Documents/ });
  return { session, keys, container, close };
}

const queueOf = (...jobs: JobLine[]) => ({ queue: () => Promise.resolve(queue({ jobs })) });

const type = (label: RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label, { selector: 'input, textarea' }), {
    target: { value },
  });

afterEach(() => vi.useRealTimers());

it('stands ready for an address', async () => {
  await opened();
  expect(document.activeElement).toBe(screen.getByLabelText(/Addresses/));
});

it('says what the sites will see, and who is seen through a proxy', async () => {
  await opened();
  expect(
    await screen.findByText(/this computer’s address under the name “Counterclaim/),
  ).toBeTruthy();
});

it('never shows the password of a proxy', async () => {
  const library = await fixtureBackend().library();
  const settings = { ...library.settings, proxy: 'socks5h://me:secret@127.0.0.1:9050' };
  const { container } = await opened({ library: () => Promise.resolve({ ...library, settings }) });
  expect(await screen.findByText(/from the proxy socks5h:\/\/127\.0\.0\.1:9050/)).toBeTruthy();
  expect(container.textContent).not.toContain('secret');
});

it('sends the good addresses and keeps the bad ones with what is wrong', async () => {
  const addPages = vi.fn((_: string, urls: string[]) =>
    Promise.resolve(urls.map((url) => captureLine({ url }))),
  );
  await opened({ addPages });
  await type(/Addresses/, 'courier.example/one\nnonsense');
  await fireEvent.keyDown(screen.getByLabelText(/Addresses/), { key: 'Enter', ctrlKey: true });
  expect(addPages).toHaveBeenCalledWith('case-1', ['https://courier.example/one']);
  expect(screen.getByLabelText<HTMLTextAreaElement>(/Addresses/).value).toBe('nonsense');
  expect(await screen.findByText(/Line 1: “nonsense” is no address/)).toBeTruthy();
  expect(await screen.findByText('Pages · 1 of 1', { selector: '[role=status]' })).toBeTruthy();
});

it('says what is wrong when no address is good', async () => {
  await opened();
  await type(/Addresses/, 'nonsense');
  await fireEvent.click(screen.getByRole('button', { name: /^Capture/ }));
  expect(await screen.findByText(/Line 1: “nonsense” is no address/)).toBeTruthy();
});

it('supplies a text with where it was copied from', async () => {
  const supplied: SuppliedText[] = [];
  await opened({
    supplyText: (_, text) => {
      supplied.push(text);
      return Promise.resolve(captureLine());
    },
  });
  await fireEvent.click(screen.getByRole('radio', { name: 'Text' }));
  expect(screen.getByText(/Marked “supplied by reporter, not fetched”/)).toBeTruthy();
  await type(/^Words/, '“We copied nothing,” said Mara Ostlund.');
  await type(/Published/, '2031-03');
  await fireEvent.click(screen.getByRole('button', { name: /Add text/ }));
  expect(supplied[0]).toMatchObject({ published: '2031-03', url: null, title: null });
});

it('still holds what was typed after a look at another way and another screen', async () => {
  const { session, close } = await opened();
  await fireEvent.click(screen.getByRole('radio', { name: 'Text' }));
  await type(/^Words/, 'Words typed so far');
  await fireEvent.click(screen.getByRole('radio', { name: 'Files' }));
  await fireEvent.click(screen.getByRole('radio', { name: 'Text' }));
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^Words/).value).toBe('Words typed so far');
  close();
  render(Stage, { screen: CaptureView, session });
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^Words/).value).toBe('Words typed so far');
});

it('supplies a text once when it is sent twice', async () => {
  const supplyText = vi.fn(() => new Promise<never>(() => undefined));
  await opened({ supplyText });
  await fireEvent.click(screen.getByRole('radio', { name: 'Text' }));
  await type(/^Words/, 'Words.');
  const send = { key: 'Enter', ctrlKey: true };
  await fireEvent.keyDown(screen.getByLabelText(/^Words/), send);
  await fireEvent.keyDown(screen.getByLabelText(/^Words/), send);
  expect(supplyText).toHaveBeenCalledTimes(1);
});

it('tells at the date what is wrong with it', async () => {
  await opened({
    supplyText: () =>
      Promise.reject({ code: 'bad_value', message: 'no date', subject: 'soon', hint: 'give EDTF' }),
  });
  await fireEvent.click(screen.getByRole('radio', { name: 'Text' }));
  await type(/^Words/, 'Words.');
  await type(/Published/, 'soon');
  await fireEvent.click(screen.getByRole('button', { name: /Add text/ }));
  await waitFor(() =>
    expect(screen.getByLabelText(/Published/).getAttribute('aria-invalid')).toBe('true'),
  );
});

it('imports chosen files, and an address only for one of them', async () => {
  const importPaths = vi.fn(() => Promise.resolve([captureLine()]));
  await opened({ importPaths, chooseFiles: () => Promise.resolve(['/a.html', '/b.html']) });
  await fireEvent.click(screen.getByRole('radio', { name: 'Files' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Choose…' }));
  await type(/Address of the page/, 'https://courier.example/wax');
  await fireEvent.click(screen.getByRole('button', { name: /^Import/ }));
  expect(await screen.findByText(/one file at a time/)).toBeTruthy();
  expect(importPaths).not.toHaveBeenCalled();
  await type(/Address of the page/, '');
  await fireEvent.click(screen.getByRole('button', { name: /^Import/ }));
  expect(importPaths).toHaveBeenCalledWith('case-1', ['/a.html', '/b.html'], null);
});

it('adds a watch whose kind is guessed unless it is chosen', async () => {
  const addWatch = vi.fn(() => Promise.resolve());
  await opened({ addWatch });
  await fireEvent.click(screen.getByRole('radio', { name: 'Watch' }));
  await type(/Address or folder/, 'https://courier.example/feed.xml');
  await fireEvent.click(screen.getByRole('button', { name: /Add watch/ }));
  expect(addWatch).toHaveBeenCalledWith('case-1', {
    target: 'https://courier.example/feed.xml',
    every: '1h',
    kind: null,
  });
});

it('asks for the queue each second while something waits, and not when nothing does', async () => {
  vi.useFakeTimers();
  let jobs = [job({ step: 'fetching' })];
  const asked = vi.fn(() => Promise.resolve(queue({ jobs })));
  const session = new Session(fixtureBackend({ ...LIVE, queue: asked }));
  await session.openCase('case-1');
  render(Stage, { screen: CaptureView, session });
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveBeenCalledTimes(1);
  jobs = [job({ step: 'done' })];
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveBeenCalledTimes(2);
});

it('shows how much of the whole queue is done and tries all that failed again', async () => {
  const retryFailed = vi.fn(() => Promise.resolve(1));
  const addPages = vi.fn(() => Promise.resolve([]));
  const failed = job({ id: 'job-2', step: 'failed', error: 'not found' });
  const { session } = await opened({
    ...queueOf(job({ step: 'done' }), failed),
    retryFailed,
    addPages,
  });
  expect(await screen.findByText('1 of 2 done · 1 failed')).toBeTruthy();
  expect(screen.getByRole<HTMLProgressElement>('progressbar').value).toBe(1);
  await fireEvent.click(screen.getByRole('button', { name: 'Retry all failed' }));
  expect(retryFailed).toHaveBeenCalledWith('case-1');
  await waitFor(() => expect(session.notices[0]?.text).toBe('1 address waits again.'));
  await waitFor(() => expect(addPages).toHaveBeenCalledWith('case-1', [failed.url]));
});

it('says quietly that the computer is offline', async () => {
  const pulse = await fixtureBackend().pulse();
  await opened({ pulse: () => Promise.resolve({ ...pulse, online: false }) });
  expect(screen.getByText(/This computer is offline/)).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('fetches nothing for an invented case, but takes texts and files', async () => {
  await opened({ caseView: () => Promise.resolve(caseView({ fictional: true })) });
  expect(screen.getByText(/nothing is fetched for it/)).toBeTruthy();
  const ways = within(screen.getByRole('region', { name: 'Add to the case' }));
  expect(ways.getAllByRole('radio').map((it) => it.getAttribute('value'))).toEqual([
    'text',
    'files',
  ]);
  await fireEvent.click(screen.getByRole('radio', { name: /Watches/ }));
  expect(screen.queryByRole('button', { name: 'Fetch now' })).toBeNull();
});

it('says whether watches are looked at by themselves and fetches on demand', async () => {
  const library = await fixtureBackend().library();
  const settings = { ...library.settings, fetch_while_open: false };
  const fetchNow = vi.fn(() => Promise.resolve([]));
  const { session } = await opened({
    fetchNow,
    library: () => Promise.resolve({ ...library, settings }),
    queue: () => Promise.resolve(queue({ watches: [watch()] })),
  });
  await fireEvent.click(screen.getByRole('radio', { name: /Watches 1/ }));
  expect(screen.getByText(/only when you press “Fetch now”/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Fetch now' }));
  expect(fetchNow).toHaveBeenCalledWith('case-1');
  await fireEvent.click(screen.getByRole('button', { name: 'Change in Settings' }));
  expect(session.screen).toBe('settings');
});

it('reads the document that J and Enter choose', async () => {
  const { session, keys } = await opened();
  const press = (key: string) => keys.commands.findLast((it) => it.key === key)?.run();
  press('J');
  press('Enter');
  expect(session.reading).toEqual({ document: 'doc-1', version: null, statement: null });
  expect(session.screen).toBe('timeline');
});

it('has no fault of access that can be found without layout', async () => {
  const { container } = await opened(queueOf(job({ step: 'failed', error: 'not found' })));
  for (const way of ['Pages', 'Text', 'Files', 'Watch']) {
    await fireEvent.click(screen.getByRole('radio', { name: way }));
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.map((it) => it.id)).toEqual([]);
  }
});

it('puts the addresses of the leads into the field, and asks none of them by itself', async () => {
  const addPages = vi.fn(() => Promise.resolve([]));
  const lead = line({ id: 'lead-1', type: 'lead', status: 'lead', document: null });
  const whole = detail();
  await opened({
    addPages,
    caseView: () => Promise.resolve(caseView({ fictional: false, leads: 1 })),
    timeline: () =>
      Promise.resolve({ lines: [line(), lead], rejected: 0, rev: 1, last_captured: null }),
    statement: () => Promise.resolve(whole),
  });
  await fireEvent.click(screen.getByRole('button', { name: 'Put in the address of the lead' }));
  const field = screen.getByLabelText<HTMLTextAreaElement>(/Addresses/);
  await waitFor(() => expect(field.value).toBe(whole.row.document?.url));
  expect(addPages).not.toHaveBeenCalled();
});
