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

it('lists who has to do with the case, and the others only when asked', async () => {
  const stranger = entity({ id: 'en-3', name: 'Perpetua Example', documents: 0 });
  await opened({ entities: async () => [TAPERSMITH, stranger] });
  expect(screen.getByText('1 entity')).toBeTruthy();
  await fireEvent.click(screen.getByRole('radio', { name: 'All' }));
  expect(await screen.findByText('2 entities')).toBeTruthy();
});

it('says plainly that two sides of the case cannot be one, before anything is asked', async () => {
  const ullswold = entity({ id: 'en-4', name: 'Ullswold', role: 'accused' });
  await opened({ entities: async () => [TAPERSMITH, ullswold] });
  await fireEvent.click(button('Merge …'));
  const dialog = within(screen.getByRole('dialog'));
  await fireEvent.change(dialog.getByLabelText('The other entity'), { target: { value: 'en-4' } });
  expect(dialog.getByRole('alert').textContent).toMatch(/^Tapersmith accuses and Ullswold is/);
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Merge' }).disabled).toBe(true);
});

it('says in the dialog why an entity is not added', async () => {
  const { session } = await opened({
    addEntity: async () => {
      throw { code: 'exists', message: 'there is an entity of that name', hint: '' };
    },
  });
  await fireEvent.click(button('Add entity'));
  const dialog = within(screen.getByRole('dialog'));
  await fireEvent.input(dialog.getByLabelText('Name'), { target: { value: 'Tapersmith' } });
  await fireEvent.click(dialog.getByRole('button', { name: 'Add entity' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('There is an entity of that');
  expect(session.notices).toEqual([]);
});

it('says why the list is not taken anew, and tries again', async () => {
  let isFull = false;
  const { session } = await opened({
    entities: async () => {
      if (isFull) throw { code: 'store', message: 'the disk is full', hint: '' };
      return [TAPERSMITH];
    },
    pulse: async () => ({ ...(await fixtureBackend().pulse()), rev: 99 }),
  });
  isFull = true;
  await session.beat();
  expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.');
  expect(screen.getByRole('heading', { name: 'Tapersmith' })).toBeTruthy();
  isFull = false;
  await fireEvent.click(within(screen.getByRole('alert')).getByRole('button'));
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});
