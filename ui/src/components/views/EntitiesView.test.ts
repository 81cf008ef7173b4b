import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import type { Backend } from '../../lib/ipc/backend';
import { Session } from '../../lib/state/session.svelte';
import { TimelineState } from '../../lib/state/timeline.svelte';
import { entity } from '../../testing/find';
import { fixtureBackend } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import EntitiesView from './EntitiesView.svelte';

const TAPERSMITH = entity({ id: 'en-1', name: 'Tapersmith', role: 'accuser', said: 16 });
const THE_FIRM = entity({ id: 'en-2', name: 'Tapersmith Ltd', aliases: ['the firm'] });

async function opened(overrides: Partial<Backend> = {}) {
  const session = new Session(
    fixtureBackend({ entities: async () => [TAPERSMITH, THE_FIRM], ...overrides }),
  );
  await session.openCase('case-1');
  const timeline = new TimelineState(session);
  render(Stage, { screen: EntitiesView, session, timeline });
  await screen.findByRole('heading', { name: 'Tapersmith' });
  return { session, timeline };
}

const button = (name: string) => screen.getByRole('button', { name });

it('searches for what the entity said', async () => {
  const { session } = await opened();
  await fireEvent.click(button('What they said'));
  expect([session.screen, session.query]).toEqual(['search', 'speaker:Tapersmith']);
});

it('shows the entity alone on the timeline', async () => {
  const { session, timeline } = await opened();
  await fireEvent.click(button('Show on the timeline'));
  expect([session.screen, timeline.choice.voice]).toEqual(['timeline', 'Tapersmith']);
});

it('adds another name and empties the field', async () => {
  const added: string[] = [];
  await opened({
    addAlias: async (_id, alias) => {
      added.push(alias);
      return TAPERSMITH;
    },
  });
  const field = screen.getByLabelText<HTMLInputElement>('Another name');
  await fireEvent.input(field, { target: { value: ' the model maker ' } });
  await fireEvent.click(button('Add name'));
  await waitFor(() => expect(field.value).toBe(''));
  expect(added).toEqual(['the model maker']);
});

it('shows both sides of a merge, says what will happen, and does it', async () => {
  const asked: string[][] = [];
  const { session } = await opened({
    mergeEntities: async (from, into) => {
      asked.push([from, into]);
      return TAPERSMITH;
    },
  });
  await fireEvent.click(button('Merge …'));
  const dialog = within(screen.getByRole('dialog'));
  await fireEvent.change(dialog.getByLabelText('The other entity'), { target: { value: 'en-2' } });
  expect(dialog.getAllByRole('radio')).toHaveLength(2);
  expect(dialog.getByText(/^Tapersmith Ltd becomes another name of Tapersmith\./)).toBeTruthy();
  await fireEvent.click(dialog.getByRole('button', { name: 'Merge' }));
  await waitFor(() => expect(session.notices.at(-1)?.text).toContain('Tapersmith Ltd is now'));
  expect(asked).toEqual([['en-2', 'en-1']]);
});

it('says in the dialog why a merge is refused', async () => {
  await opened({
    mergeEntities: async () => {
      throw { code: 'bad_value', message: 'they stand on opposite sides', hint: 'look again' };
    },
  });
  await fireEvent.click(button('Merge …'));
  const dialog = within(screen.getByRole('dialog'));
  await fireEvent.change(dialog.getByLabelText('The other entity'), { target: { value: 'en-2' } });
  await fireEvent.click(dialog.getByRole('button', { name: 'Merge' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('They stand on opposite sides.');
});
