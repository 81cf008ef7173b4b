// The lines of the table, sorted by one of its columns.

import type { Kind, OrderClock } from '../ipc/bindings';
import { KINDS } from './facets';
import type { Entry } from './fold';

export type Column = 'date' | 'kind' | 'speaker' | 'words' | 'outlet' | 'status';

export const COLUMNS: readonly Column[] = ['date', 'kind', 'speaker', 'words', 'outlet', 'status'];

export interface Sorting {
  column: Column;
  direction: 'ascending' | 'descending';
}

const PLACE_OF_KIND = new Map<Kind, number>(KINDS.map((kind, index) => [kind, index]));

/** Sorts; what has no value in the column comes last either way, and ties keep their order. */
export function sorted(entries: readonly Entry[], sorting: Sorting, clock: OrderClock): Entry[] {
  const sign = sorting.direction === 'ascending' ? 1 : -1;
  const keyed = entries.map((entry) => ({ entry, key: keyOf(entry, sorting.column, clock) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    if (a.key === b.key) return 0;
    return a.key < b.key ? -sign : sign;
  });
  return keyed.map(({ entry }) => entry);
}

function keyOf({ line }: Entry, column: Column, clock: OrderClock): string | number | null {
  switch (column) {
    case 'date':
      return line[clock].earliest;
    case 'kind':
      return PLACE_OF_KIND.get(line.kind) ?? null;
    case 'speaker':
      return line.voice?.toLowerCase() ?? null;
    case 'words':
      return line.words.toLowerCase();
    case 'outlet':
      return line.outlet?.toLowerCase() ?? null;
    case 'status':
      return line.status;
  }
}
