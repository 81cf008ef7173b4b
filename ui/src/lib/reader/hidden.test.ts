import { expect, test } from 'vitest';
import { pieces, spelled } from './hidden';

function check(text: string, expected: string[]) {
  expect(pieces(text).map((it) => it.hidden ?? it.text)).toEqual(expected);
}

test('a text without hidden characters is one piece', () => {
  check('Ullswold said so.', ['Ullswold said so.']);
});

test('a control of direction stands as its number', () => {
  check('said \u202ereversed\u202c here', ['said ', 'U+202E', 'reversed', 'U+202C', ' here']);
});

test('characters without width, isolates, marks and tags are all shown', () => {
  check('a\u200bb\u2066c\u2069\ufeff\u2060\u{e0041}', [
    'a',
    'U+200B',
    'b',
    'U+2066',
    'c',
    'U+2069',
    'U+FEFF',
    'U+2060',
    'U+E0041',
  ]);
});

test('nothing is lost: the pieces make up the text', () => {
  const text = '\u200fab\u{1f600}\u202ac\u200d';
  expect(
    pieces(text)
      .map((it) => it.text)
      .join(''),
  ).toBe(text);
});

test('controls are shown, line breaks and tabs are not', () => {
  check('a\u0007b\u0085c\u061cd', ['a', 'U+0007', 'b', 'U+0085', 'c', 'U+061C', 'd']);
  check('a\nb\tc\fd\re', ['a\nb\tc\fd\re']);
});

test('where nothing can be marked, a hidden character is spelled out', () => {
  expect(spelled('The \u202eegdirbhgieW\u202c')).toBe('The [U+202E]egdirbhgieW[U+202C]');
  expect(spelled('The Weighbridge')).toBe('The Weighbridge');
});
