import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { CheckLine } from '../../lib/ipc/bindings';
import { Keys } from '../../lib/keys/keys.svelte';
import { Session } from '../../lib/state/session.svelte';
import { fixtureBackend } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import VerifyPanel from './VerifyPanel.svelte';

async function verified(checks: CheckLine[]) {
  const session = new Session(fixtureBackend({ verify: async () => checks }));
  render(Stage, { screen: VerifyPanel, session, keys: new Keys() });
  await fireEvent.click(screen.getByRole('button', { name: 'Check the library' }));
  await screen.findByRole('list', { name: 'What was checked' });
  return screen.getByRole('status').textContent;
}

const line = (check: string, problems: string[] = []): CheckLine => ({
  check,
  ok: problems.length === 0,
  count: 3,
  problems,
});

test('a sound library is told in one sentence, with what was checked', async () => {
  expect(await verified([line('store'), line('texts')])).toContain('there and unchanged');
  expect(screen.getByText('The database holds together.')).toBeTruthy();
  expect(screen.getAllByText('3 checked')).toHaveLength(2);
});

test('what is wrong is told in the words of the check, a long list by its number', async () => {
  const many = Array.from({ length: 25 }, (_, at) => `the text of version ${at} is another`);
  expect(await verified([line('store'), line('texts', many)])).toContain('Not everything');
  expect(screen.getByText('the text of version 0 is another')).toBeTruthy();
  expect(screen.queryByText('the text of version 24 is another')).toBeNull();
  expect(screen.getByText('and 5 more')).toBeTruthy();
});
