import { expect, test } from 'vitest';

import { segments } from './segments';

/** Marks what matches with brackets. */
function shown(text: string, highlights: [number, number][]): string {
  return segments(text, highlights)
    .map((it) => (it.isMatch ? `[${it.text}]` : it.text))
    .join('');
}

test.each<[string, [number, number][], string]>([
  ['free service', [], 'free service'],
  ['free service', [[0, 4]], '[free] service'],
  [
    'free service',
    [
      [5, 12],
      [0, 4],
    ],
    '[free] [service]',
  ],
  ['a 😀 free', [[4, 8]], 'a 😀 [free]'],
  ['深度求索', [[1, 3]], '深[度求]索'],
  [
    'overlaps',
    [
      [0, 4],
      [2, 6],
    ],
    '[over][la]ps',
  ],
  ['short', [[3, 99]], 'sho[rt]'],
  ['backwards', [[5, 2]], 'backwards'],
  ['<b>no markup</b>', [[0, 3]], '[<b>]no markup</b>'],
])('%s is cut at its matches', (text, highlights, expected) => {
  expect(shown(text, highlights)).toBe(expected);
});
