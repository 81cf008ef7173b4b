import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import type { Backend } from '../../lib/ipc/backend';
import { Keys } from '../../lib/keys/keys.svelte';
import { Session } from '../../lib/state/session.svelte';
import { found, hit } from '../../testing/find';
import { fixtureBackend } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import SearchView from './SearchView.svelte';

const DENIAL = hit({ id: 'st-2', snippet: 'not a single <b>answer</b>', highlights: [[6, 12]] });

async function opened(query: string, overrides: Partial<Backend> = {}) {
  const session = new Session(
    fixtureBackend({ search: async () => found({ hits: [DENIAL] }), ...overrides }),
  );
  await session.openCase('case-1');
  if (query) session.searchFor(query);
  const keys = new Keys();
  render(Stage, { screen: SearchView, session, keys });
  return { session, keys };
}

/** The row of a hit. Without a layout a list keeps its rows unseen, so that no role finds them. */
const row = (id: string) =>
  waitFor(() => {
    const found = document.getElementById(`hit-${id}`);
    if (!found) throw new Error(`there is no row for ${id}`);
    return found;
  });

const press = (keys: Keys, key: string) =>
  keys.commands.findLast((command) => command.key === key)?.run();

it('takes over what was searched for in the header, with fields as chips', async () => {
  await opened('kind:denial answer');
  expect(await screen.findByText('Kind: Denial')).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('answer');
  expect(await screen.findByText('1 hit in 3 ms')).toBeTruthy();
});

it('shows captured words as text, never as markup, and marks what matches', async () => {
  await opened('single');
  const button = await row('st-2');
  expect(button.querySelector('b')).toBeNull();
  expect(button.textContent).toContain('not a single <b>answer</b>');
  expect(button.querySelector('mark')?.textContent).toBe('single');
});

it('shows what is hidden in the words, the name and the headline of a hit', async () => {
  const tricky = hit({
    id: 'st-2',
    snippet: 'a \u202esingle answer',
    highlights: [[3, 9]],
    speaker: 'Ulls\u200bwold',
    title: 'Ullswold \u2066answers',
  });
  await opened('single', { search: async () => found({ hits: [tricky] }) });
  const button = await row('st-2');
  for (const shown of ['a U+202Esingle answer', 'UllsU+200Bwold', 'Ullswold U+2066answers']) {
    expect(button.textContent).toContain(shown);
  }
  expect(button.querySelector('mark')?.textContent).toBe('single');
});

it('opens a statement in its document', async () => {
  const { session, keys } = await opened('answer');
  await row('st-2');
  press(keys, 'Enter');
  await waitFor(() => expect(session.reading).toMatchObject({ statement: 'st-2' }));
  expect(session.selected).toBe('st-2');
});

it('opens a document as such', async () => {
  const document = hit({ id: 'doc-1', type: 'document', kind: null, status: null, speaker: null });
  const { session } = await opened('answer', { search: async () => found({ hits: [document] }) });
  await fireEvent.click(await row('doc-1'));
  await waitFor(() =>
    expect(session.reading).toEqual({ document: 'doc-1', version: null, statement: null }),
  );
});

it('opens what only another case holds in that case, and says so before', async () => {
  const elsewhere = hit({ id: 'st-2', cases: ['case-9'] });
  const { session } = await opened('answer', { search: async () => found({ hits: [elsewhere] }) });
  expect((await row('st-2')).textContent).toContain('in another case');
  await fireEvent.click(await row('st-2'));
  await waitFor(() => expect(session.case?.id).toBe('case-9'));
  await waitFor(() => expect(session.selected).toBe('st-2'));
  expect(session.screen).toBe('search');
});

it('tells what of a query could not be used, and how far the index is behind', async () => {
  await opened('colour:red', {
    search: async () => found({ hits: [DENIAL], lag: 3, problems: ['there is no field `colour`'] }),
  });
  expect(await screen.findByText('there is no field `colour`')).toBeTruthy();
  expect(screen.getByText('The index is 3 changes behind.')).toBeTruthy();
});

it('adds a pressed facet to the query', async () => {
  const asked: string[] = [];
  await opened('answer', {
    search: async (query) => {
      asked.push(query);
      return found({ hits: [DENIAL], facets: { kind: [['denial', 19]] } });
    },
  });
  await fireEvent.click(await screen.findByRole('button', { name: /^Denial/ }));
  await waitFor(() => expect(asked).toContain('kind:denial answer'));
  expect(screen.getByRole('button', { name: /^Denial/, pressed: true })).toBeTruthy();
});

it('says what can be searched for, with examples, before anything is typed', async () => {
  await opened('');
  await fireEvent.click(
    await screen.findByRole('button', { name: 'kind:denial speaker:Ullswold' }),
  );
  expect(await screen.findByText('Speaker: Ullswold')).toBeTruthy();
});

it('offers the other cases when nothing is found in this one', async () => {
  const cases: (string | null)[] = [];
  await opened('zebra', {
    search: async (_query, case_) => {
      cases.push(case_);
      return found();
    },
  });
  await fireEvent.click(await screen.findByRole('button', { name: 'Search in all cases' }));
  await waitFor(() => expect(cases.at(-1)).toBeNull());
});
