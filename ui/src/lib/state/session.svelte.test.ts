import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { caseView, fixtureBackend } from '../../testing/fixture';
import { Session } from './session.svelte';

test('a pulse without a change loads nothing anew', async () => {
  let rev = 1;
  const backend = fixtureBackend();
  const pulse = await backend.pulse();
  const session = new Session({ ...backend, pulse: () => Promise.resolve({ ...pulse, rev }) });
  const loads: number[] = [];
  const stop = $effect.root(() => {
    $effect(() => void loads.push(session.rev));
  });
  for (const next of [1, 1, 2]) {
    rev = next;
    await session.beat();
    flushSync();
  }
  expect(loads).toEqual([0, 1, 2]);
  stop();
});

test('fresh counts of the open case open no other', async () => {
  const session = new Session(fixtureBackend({ caseView: async (id) => caseView({ id }) }));
  const seen: (string | null)[] = [];
  const stop = $effect.root(() => {
    $effect(() => void seen.push(session.caseId));
  });
  flushSync();
  for (const act of [() => session.openCase('A'), () => session.refreshCase()]) {
    await act();
    flushSync();
  }
  session.closeCase();
  flushSync();
  expect(seen).toEqual([null, 'A', null]);
  stop();
});

test('a late answer does not bring back the case that was left', async () => {
  let answer = () => {};
  let isSlow = false;
  const backend = fixtureBackend({
    caseView: (id) => {
      const view = caseView({ id, name: id });
      if (!isSlow || id !== 'A') return Promise.resolve(view);
      return new Promise((resolve) => (answer = () => resolve(view)));
    },
  });
  const session = new Session(backend);
  await session.openCase('A');
  isSlow = true;
  const refreshed = session.refreshCase();
  await session.openCase('B');
  answer();
  await refreshed;
  expect(session.case?.id).toBe('B');
});

test('two settings that change at once are both saved', async () => {
  const session = new Session(fixtureBackend());
  await session.loadSettings();
  await Promise.all([
    session.saveSettings({ reporter: 'CD' }),
    session.saveSettings({ single_keys: false }),
  ]);
  expect(await session.backend.windowSettings()).toMatchObject({
    reporter: 'CD',
    single_keys: false,
  });
});

test('acts that must not overlap come one after the other, also after one that fails', async () => {
  const session = new Session(fixtureBackend());
  const order: string[] = [];
  const slow = session.inTurn(async () => {
    await Promise.resolve();
    order.push('first');
    throw new Error('lost');
  });
  const next = session.inTurn(async () => void order.push('second'));
  await expect(slow).rejects.toThrow('lost');
  await next;
  expect(order).toEqual(['first', 'second']);
});
