// The values of the index in the words of the window.

import { search, words } from '../messages';
import type { FieldName } from './query';

const LISTS: Partial<Record<FieldName, Record<string, string>>> = {
  type: search.type,
  kind: words.kind,
  status: words.status,
  attribution: words.attribution,
};

/** Returns a value as it is shown; one that the window does not know stands as it is. */
export function valueInWords(field: FieldName, value: string): string {
  const list = LISTS[field];
  const word = list && Object.hasOwn(list, value) ? list[value] : undefined;
  return word ? word.charAt(0).toUpperCase() + word.slice(1) : value;
}
