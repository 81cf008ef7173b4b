import { expect, test } from 'vitest';
import { wordDiff } from './diff';

/** Writes what is gone as `-words`, what is new as `+words`. */
function check(before: string, after: string, expected: string) {
  const signs = { same: '', removed: '-', added: '+' };
  const found = wordDiff(before, after).map(({ type, text }) => `${signs[type]}${text}`);
  expect(found.join(' | ')).toBe(expected);
}

test('the same words are one stretch, whatever the space between them', () => {
  check('We bought access.', 'We  bought\naccess.', 'We bought access.');
});

test('a word put in the place of another', () => {
  check(
    'It may have copied the tables',
    'It copied the tables',
    'It | -may have | copied the tables',
  );
  check('They said maybe.', 'They said no.', 'They said | -maybe. | +no.');
});

test('words at both ends', () => {
  check('a b c', 'x a b', '+x | a b | -c');
});

test('nothing in common', () => {
  check('', 'new words', '+new words');
  check('old', '', '-old');
});

test('very long texts are compared as a whole', () => {
  const long = 'word '.repeat(2_000);
  expect(wordDiff(long, `${long} more`)).toHaveLength(2);
});
