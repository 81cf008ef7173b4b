import { expect, test } from 'vitest';
import { folded } from './folded';

test('what differs is kept whole, and so is a little around it', () => {
  const long = 'word '.repeat(200);
  const parts = folded([
    { state: 'same', text: long },
    { state: 'removed', text: 'old ' },
    { state: 'added', text: 'new ' },
    { state: 'same', text: 'end.' },
  ]);
  expect(parts.map((it) => it.state)).toEqual(['skipped', 'same', 'removed', 'added', 'same']);
  const [skipped, kept] = parts;
  expect(skipped).toEqual({ state: 'skipped', words: 169 });
  expect(kept).toMatchObject({ text: 'word '.repeat(31) });
});

test('short texts are not folded', () => {
  const same = { state: 'same' as const, text: 'A short story. ' };
  expect(folded([same])).toEqual([same]);
});
