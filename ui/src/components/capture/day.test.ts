import { expect, it } from 'vitest';
import { fullDay } from './day';

const date = (value: string, precision: 'instant' | 'day' | 'month') =>
  fullDay({ value, precision, zone: 'Z' });

it('writes a day with its year, and no more than is known', () => {
  expect(date('2031-03-06T09:10:00Z', 'instant')).toBe('6 Mar 2031');
  expect(date('2031-05-01', 'day')).toBe('1 May 2031');
  expect(date('2031-03', 'month')).toBe('Mar 2031');
});
