import { describe, expect, it } from 'vitest';

import type { Backend } from '../ipc/backend';
import type { EntityLine } from '../ipc/bindings';
import { fixtureBackend } from '../../testing/fixture';
import { entity } from '../../testing/find';
import { Entities, Merge } from './entities.svelte';
import { Session } from './session.svelte';

const ULLSWOLD = entity({ id: 'e1', name: 'Ullswold', said: 3, about: 9, role: 'accused' });
const LIMITED = entity({ id: 'e2', name: 'Ullswold Ltd', said: 5, aliases: ['the firm'] });
const TALLENTIRE = entity({ id: 'e3', name: 'Josune Tallentire', entity_type: 'person' });

async function loaded(overrides: Partial<Backend> = {}) {
  const backend = fixtureBackend({
    entities: async () => [ULLSWOLD, LIMITED, TALLENTIRE],
    ...overrides,
  });
  const session = new Session(backend);
  const entities = new Entities(session);
  await entities.load('case-1');
  return { session, entities };
}

const names = (entities: Entities) => entities.shown.map((it) => it.name);

describe('the list', () => {
  it('is sorted by name, or by what was said', async () => {
    const { entities } = await loaded();
    expect(names(entities)).toEqual(['Josune Tallentire', 'Ullswold', 'Ullswold Ltd']);
    entities.order = 'said';
    expect(names(entities)).toEqual(['Ullswold Ltd', 'Ullswold', 'Josune Tallentire']);
  });

  it('is filtered by any name and by type', async () => {
    const { entities } = await loaded();
    entities.wanted = 'THE FIRM';
    expect(names(entities)).toEqual(['Ullswold Ltd']);
    entities.wanted = '';
    entities.type = 'person';
    expect(names(entities)).toEqual(['Josune Tallentire']);
  });

  it('is walked through from end to end', async () => {
    const { entities } = await loaded();
    expect(entities.current?.name).toBe('Josune Tallentire');
    for (const step of [1, 1, 1]) entities.move(step);
    expect(entities.current?.name).toBe('Ullswold Ltd');
  });
});

describe('another case', () => {
  it('shows nothing of the one before while it is on its way', async () => {
    const { entities } = await loaded();
    const loading = entities.load('case-2');
    expect([entities.lines, entities.current]).toEqual([null, null]);
    await loading;
    expect(entities.lines).toHaveLength(3);
  });

  it('lists who was added by hand where that was done', async () => {
    const added = entity({ id: 'e9', name: 'Wenna Brack', documents: 0 });
    const { entities } = await loaded({
      addEntity: async () => added,
      entities: async () => [ULLSWOLD, added],
    });
    expect(await entities.add('Wenna Brack', 'person')).toBeNull();
    expect(names(entities)).toEqual(['Ullswold', 'Wenna Brack']);
    await entities.load('case-2');
    expect(names(entities)).toEqual(['Ullswold']);
  });
});

it('asks once more when it is asked on the way, and shows each answer', async () => {
  const answers: ((lines: EntityLine[]) => void)[] = [];
  const session = new Session(
    fixtureBackend({ entities: () => new Promise((resolve) => answers.push(resolve)) }),
  );
  const entities = new Entities(session);
  const first = entities.load('case-1');
  await Promise.resolve();
  const more = [entities.load('case-1'), entities.load('case-1')];
  answers[0]?.([ULLSWOLD]);
  await first;
  expect(names(entities)).toEqual(['Ullswold']);
  await Promise.resolve();
  answers[1]?.([ULLSWOLD, LIMITED]);
  await Promise.all(more);
  expect([answers.length, names(entities).length]).toEqual([2, 2]);
});

describe('a merge', () => {
  it('keeps the one that was chosen', async () => {
    const asked: string[][] = [];
    const { session, entities } = await loaded({
      mergeEntities: async (from, into) => {
        asked.push([from, into]);
        return LIMITED;
      },
    });
    const merge = new Merge(session, ULLSWOLD, entities.lines ?? []);
    expect(await merge.run()).toBeNull();
    merge.chooseOther('e2');
    expect([merge.from?.name, merge.into.name]).toEqual(['Ullswold Ltd', 'Ullswold']);
    merge.keep('e2');
    expect([merge.from?.name, merge.into.name]).toEqual(['Ullswold', 'Ullswold Ltd']);
    await merge.run();
    expect(asked).toEqual([['e1', 'e2']]);
  });

  it('offers those of the same type first', async () => {
    const { session, entities } = await loaded();
    const merge = new Merge(session, ULLSWOLD, entities.lines ?? []);
    expect(merge.choices.map((it) => it.name)).toEqual(['Ullswold Ltd', 'Josune Tallentire']);
  });

  it('that is refused says why and changes nothing', async () => {
    const { session, entities } = await loaded({
      mergeEntities: async () => {
        throw { code: 'bad_value', message: 'they are on opposite sides', hint: 'look again' };
      },
    });
    const merge = new Merge(session, ULLSWOLD, entities.lines ?? []);
    merge.chooseOther('e2');
    expect(await merge.run()).toBeNull();
    expect(merge.failure?.message).toBe('they are on opposite sides');
    merge.keep('e2');
    expect(merge.failure).toBeNull();
  });
});
