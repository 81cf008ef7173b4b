import { expect, test } from 'vitest';
import { precisionOf } from './precision';

test('a date is known as exactly as it is typed', () => {
  for (const [typed, precision] of [
    ['2031', 'year'],
    [' 2031-02 ', 'month'],
    ['2031-02-18', 'day'],
    ['2031-02-18T09:30:00Z', 'minute'],
    ['2031-02/2031-03', 'unknown'],
    ['soon', 'unknown'],
    ['', 'unknown'],
  ] as const) {
    expect(precisionOf(typed), typed).toBe(precision);
  }
});
