import { expect, test } from 'vitest';
import { moment } from '../../testing/fixture';
import { dayOf, localTime, longDate, timeOf } from './date';

test('a day is written as a day', () => {
  expect(dayOf(moment('2031-03-06'))).toBe('Thu 6 Mar');
  expect(longDate(moment('2031-03-06'))).toBe('6 March 2031');
});

test('a date known to the month never shows a day', () => {
  expect(dayOf(moment('2031-03'))).toBe('Mar 2031');
  expect(longDate(moment('2031-03'))).toBe('March 2031');
});

test('a date known to the year shows the year alone', () => {
  expect(dayOf(moment('2031'))).toBe('2031');
});

test('an instant keeps the time and the zone of its source', () => {
  expect(timeOf(moment('2031-03-06T09:10:00Z'))).toBe('09:10 GMT');
  expect(timeOf(moment('2031-03-07T00:30:00+08:00'))).toBe('00:30 +08:00');
  expect(longDate(moment('2031-03-07T00:30:00+08:00'))).toBe('7 March 2031, 00:30 +08:00');
});

test('a day has no time', () => {
  expect(timeOf(moment('2031-03-06'))).toBe('');
});

test('an unknown date is nothing', () => {
  expect([dayOf, longDate, timeOf].map((write) => write(moment(null)))).toEqual(['', '', '']);
});

test('an interval shows both ends, an open one the end that is known', () => {
  const interval = (value: string) => longDate({ value, precision: 'interval', zone: null });
  expect(interval('2031-01/2031-03')).toBe('January 2031 – March 2031');
  expect(interval('2031-01/..')).toBe('from January 2031');
  expect(interval('../2031-03')).toBe('until March 2031');
});

test('an approximate date says so', () => {
  expect(longDate({ value: '2031-03~', precision: 'circa', zone: null })).toBe('about March 2031');
});

test('when the library wrote something down shows its year unless that is this year', () => {
  const now = new Date('2031-07-01T12:00:00Z');
  expect(localTime('2031-03-06T10:00:00Z', now)).not.toContain('2031');
  expect(localTime('2030-03-06T10:00:00Z', now)).toContain('6 March 2030');
});
