import { expect, test } from 'vitest';
import type { StatementMark } from '../ipc/bindings';
import { CodePoints } from '../format/codepoints';
import { besides, middleOf, placesIn } from './shape';

const SAID = '“We drew it.” 𝔸ll of it, he said.';

test('a statement can be cut before each word but the first, with its opening mark', () => {
  const second = (place: number) => new CodePoints(SAID).slice(place, 99);
  const places = placesIn(SAID);
  expect(places.map((it) => second(it).split(' ')[0])).toEqual([
    'drew',
    'it.”',
    '𝔸ll',
    'of',
    'it,',
    'he',
    'said.',
  ]);
  expect(placesIn('“No,”')).toEqual([]);
  expect(placesIn('one “two”').map((it) => 'one “two”'.slice(it))).toEqual(['“two”']);
});

test('the end of a sentence is proposed', () => {
  const places = placesIn(SAID);
  const place = places[middleOf(SAID, places)] ?? 0;
  expect(new CodePoints(SAID).slice(place, 99)).toBe('𝔸ll of it, he said.');
  expect(middleOf('No', [])).toBe(0);
});

test('only statements without words between stand beside each other', () => {
  const text = '“A one.” “B two.” And then “C three.”';
  const mark = (id: string, words: string) =>
    ({ id, start: text.indexOf(words), end: text.indexOf(words) + words.length }) as StatementMark;
  const marks = [mark('a', '“A one.”'), mark('b', '“B two.”'), mark('c', '“C three.”')];
  const beside = (id: string) => besides(text, marks, id).map((it) => it.id);
  expect(beside('a')).toEqual(['b']);
  expect(beside('b')).toEqual(['a']);
  expect(beside('c')).toEqual([]);
});
