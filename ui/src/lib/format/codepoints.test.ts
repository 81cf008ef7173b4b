import { expect, test } from 'vitest';
import { CodePoints } from './codepoints';

const TEXT = 'a𝒳b深😀c';

test('code points are counted as the engine counts them', () => {
  expect(new CodePoints(TEXT).length).toBe(Array.from(TEXT).length);
});

test('every code point finds its offset and its way back', () => {
  const points = new CodePoints(TEXT);
  let unit = 0;
  Array.from(TEXT).forEach((char, point) => {
    expect(points.unitOf(point)).toBe(unit);
    expect(points.pointOf(unit)).toBe(point);
    unit += char.length;
  });
  expect(points.unitOf(points.length)).toBe(TEXT.length);
  expect(points.pointOf(TEXT.length)).toBe(points.length);
});

test('a span cuts whole characters', () => {
  expect(new CodePoints(TEXT).slice(1, 5)).toBe('𝒳b深😀');
});

test('what lies past the end is the end', () => {
  expect(new CodePoints('ab').unitOf(9)).toBe(2);
  expect(new CodePoints('ab').pointOf(9)).toBe(2);
});
