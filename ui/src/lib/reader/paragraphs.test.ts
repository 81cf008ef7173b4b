import { expect, test } from 'vitest';
import { CodePoints } from '../format/codepoints';
import { around, paragraphs, partOf, parts } from './paragraphs';

test('a blank line parts paragraphs, and places are code points', () => {
  expect(paragraphs('One \u{1f600}.\n\nTwo.')).toEqual([
    { start: 0, end: 6, text: 'One \u{1f600}.', page: null },
    { start: 8, end: 12, text: 'Two.', page: null },
  ]);
});

test('a form feed begins a page, and an empty page is counted', () => {
  const found = paragraphs('One.\n\fTwo.\f\fFour.');
  expect(found.map((it) => [it.text, it.page])).toEqual([
    ['One.', null],
    ['Two.', 2],
    ['Four.', 4],
  ]);
});

test('a very long paragraph is cut at spaces and nothing is lost', () => {
  const text = 'words '.repeat(9_000);
  const found = paragraphs(text);
  expect(found.length).toBeGreaterThan(5);
  expect(found.map((it) => it.text).join('')).toBe(text);
  expect(found.every((it, index) => it.start === (found[index - 1]?.end ?? 0))).toBe(true);
});

test('what has no space is not cut inside a character', () => {
  const text = 'x' + '\u{1f600}'.repeat(20_000);
  const points = new CodePoints(text);
  for (const it of paragraphs(text)) expect(points.slice(it.start, it.end)).toBe(it.text);
});

test('a text of five megabytes comes in parts that a page can hold', () => {
  const text = Array.from({ length: 50_000 }, (_, n) => `Paragraph ${n} ${'word '.repeat(18)}`);
  const all = parts(paragraphs(text.join('\n\n')));
  expect(Math.max(...all.map((part) => part.length))).toBeLessThanOrEqual(250);
  expect(all.flat()).toHaveLength(50_000);
  const last = all.at(-1)?.at(-1);
  expect(partOf(all, last?.start ?? 0)).toBe(all.length - 1);
  expect(partOf(all, 0)).toBe(0);
});

test('a span is shown with the paragraphs before and after it', () => {
  const all = paragraphs('One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.');
  expect(around(all, [12, 18], 1).map((it) => it.text)).toEqual(['Two.', 'Three.', 'Four.']);
  expect(around(all, [0, 3], 1).map((it) => it.text)).toEqual(['One.', 'Two.']);
});
