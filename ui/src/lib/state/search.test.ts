import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { SearchView } from '../ipc/bindings';
import { fixtureBackend } from '../../testing/fixture';
import { found, hit, hits } from '../../testing/find';
import { PAGE, PAUSE_MS, Search } from './search.svelte';

interface Asked {
  query: string;
  case_: string | null;
  limit: number;
  offset: number;
}

/** A search whose questions are noted and answered by `answer`. */
function noted(answer: (asked: Asked) => SearchView | Promise<SearchView>) {
  const asked: Asked[] = [];
  const backend = fixtureBackend({
    search: async (query, case_, limit, offset) => {
      const question = { query, case_, limit, offset };
      asked.push(question);
      return answer(question);
    },
  });
  return { search: new Search(backend), asked };
}

/** A search of which each question is answered when the test says so. */
function held() {
  const open = new Map<string, (answer: SearchView) => void>();
  const { search } = noted(({ query }) => new Promise((resolve) => open.set(query, resolve)));
  return { search, answer: (query: string, view: SearchView) => open.get(query)?.(view) };
}

const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('typing', () => {
  it('asks once, when it rests', async () => {
    const { search, asked } = noted(() => found());
    for (const text of ['w', 'we', 'weights']) search.type(text);
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked.map((it) => it.query)).toEqual(['weights']);
  });

  it('makes a field a chip when a space ends it, and never before', async () => {
    const { search } = noted(() => found());
    search.type('kind:denial');
    expect(search.query.chips).toEqual([]);
    search.type('kind:denial ');
    expect(search.query).toEqual({ chips: [{ field: 'kind', values: ['denial'] }], text: '' });
  });

  it('keeps the space that is being typed between two words', () => {
    const { search } = noted(() => found());
    search.type('free ');
    expect(search.query.text).toBe('free ');
  });

  it('asks the same whether a field is typed or a chip', async () => {
    const { search, asked } = noted(() => found());
    search.type('logs kind:denial');
    await search.finish();
    expect(asked[0]?.query).toBe('kind:denial logs');
  });
});

describe('answers', () => {
  it('are dropped when something newer was asked', async () => {
    const { search, answer } = held();
    void search.read('old');
    void search.read('new');
    answer('new', found({ hits: [hit({ id: 'new' })] }));
    await settled();
    answer('old', found({ hits: [hit({ id: 'old' })] }));
    await settled();
    expect(search.hits.map((it) => it.id)).toEqual(['new']);
    expect(search.isAsking).toBe(false);
  });

  it('stay while the next is waited for', async () => {
    const { search, answer } = held();
    void search.read('one');
    answer('one', found({ hits: [hit({ id: 'one' })] }));
    await settled();
    void search.read('two');
    expect(search.hits.map((it) => it.id)).toEqual(['one']);
    expect(search.isAsking).toBe(true);
  });

  it('that fail are told, and the next that comes takes that back', async () => {
    let isBroken = true;
    const { search } = noted(() => {
      if (isBroken) throw { code: 'index', message: 'cannot read the index', hint: '' };
      return found();
    });
    await search.read('one');
    expect(search.failure?.message).toBe('cannot read the index');
    isBroken = false;
    await search.finish();
    expect(search.failure).toBeNull();
  });
});

describe('pages', () => {
  const total = PAGE * 2 + 3;
  const paged = () =>
    noted(({ limit, offset }) =>
      found({ total, hits: hits(Math.min(limit, total - offset), offset) }),
    );

  it('are loaded one after the other until all are there', async () => {
    const { search, asked } = paged();
    await search.read('weights');
    for (let round = 0; round < 5; round += 1) await search.more();
    expect(search.hits).toHaveLength(total);
    expect(asked.map((it) => it.offset)).toEqual([0, PAGE, 2 * PAGE]);
  });

  it('hold no hit twice when the index moved between two of them', async () => {
    const { search } = noted(({ offset }) =>
      found({ total, hits: hits(PAGE, offset && PAGE - 4) }),
    );
    await search.read('weights');
    await search.more();
    expect(new Set(search.hits.map((it) => it.id)).size).toBe(search.hits.length);
  });

  it('are all taken anew when the library changes, so that nothing jumps', async () => {
    const { search, asked } = paged();
    await search.load('case-1');
    await search.more();
    await search.load('case-1');
    expect(asked.at(-1)).toMatchObject({ limit: 2 * PAGE, offset: 0 });
    expect(search.hits).toHaveLength(2 * PAGE);
  });
});

describe('fields', () => {
  it('can be asked for by another value, because their own chip is left out of their counts', async () => {
    const { search } = noted(({ query }) =>
      found({
        facets: {
          kind: query.includes('kind:')
            ? [['denial', 19]]
            : [
                ['denial', 19],
                ['claim', 40],
              ],
        },
      }),
    );
    await search.toggle('kind', 'denial');
    expect(search.facets.kind).toEqual([
      ['denial', 19],
      ['claim', 40],
    ]);
  });

  it('are taken out one by one from the end', async () => {
    const { search } = noted(() => found());
    await search.read('kind:denial speaker:Ullswold');
    search.removeLastField();
    expect(search.line).toBe('kind:denial');
  });
});

it('searches in this case or in all', async () => {
  const { search, asked } = noted(() => found());
  await search.load('case-1');
  await search.look('all');
  expect(asked.map((it) => it.case_)).toEqual(['case-1', null]);
});

it('moves no further than the hits go', async () => {
  const { search } = noted(() => found({ hits: hits(2) }));
  await search.read('weights');
  for (const step of [1, 1, 1]) search.move(step);
  expect(search.current?.id).toBe('hit-1');
  for (const step of [-1, -1, -1]) search.move(step);
  expect(search.current?.id).toBe('hit-0');
});
