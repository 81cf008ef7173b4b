import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { fixtureBackend } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import { Session } from '../../lib/state/session.svelte';
import StatusBar from './StatusBar.svelte';

async function shown(minutes: number, library = '/home/ab/library') {
  const backend = fixtureBackend();
  const [pulse, settings] = [await backend.pulse(), await backend.windowSettings()];
  const next_due = new Date(Date.now() + minutes * 60_000).toISOString();
  const session = new Session({
    ...backend,
    pulse: async () => ({ ...pulse, rev: pulse.rev + 1, waiting: 1, next_due }),
    windowSettings: async () => ({ ...settings, library }),
  });
  await session.loadSettings();
  await session.beat();
  render(Stage, { screen: StatusBar, session });
}

test('says when the next try is', async () => {
  await shown(9.5);
  expect(screen.getByText('next try in 10 min')).toBeTruthy();
});

test('keeps quiet about a time that the clock of an invented case says', async () => {
  await shown(5 * 365 * 24 * 60);
  expect(screen.queryByText(/next try/)).toBeNull();
});

test('a long path loses its middle; all of it is told on pointing', async () => {
  const library = '/home/ab/Documents/Investigations/2031/Counterclaim/library';
  await shown(1, library);
  const shownPath = screen.getByText('Library: /home/…/Counterclaim/library');
  expect(shownPath.title).toBe(library);
});
