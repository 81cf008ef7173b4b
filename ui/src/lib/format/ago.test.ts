import { expect, test } from 'vitest';
import { moment } from '../../testing/fixture';
import { after } from './ago';

function check(from: string | null, to: string | null, expected: string | null) {
  expect(after(moment(from), moment(to))).toBe(expected);
}

test('between two instants hours and minutes are told', () => {
  check('2031-03-06T09:10:00Z', '2031-03-06T12:24:00Z', '3 h 14 min');
  check('2031-03-06T09:10:00Z', '2031-03-06T09:24:00Z', '14 min');
});

test('zones of sources are taken into account', () => {
  check('2031-03-06T09:10:00Z', '2031-03-06T18:10:00+08:00', '1 h');
});

test('after two days only days are told', () => {
  check('2031-03-06T09:10:00Z', '2031-03-09T10:00:00Z', '3 days');
});

test('between days, days are told, also where one of them is an instant', () => {
  check('2031-03-06', '2031-03-07', '1 day');
  check('2031-03-06', '2031-03-06T12:24:00Z', 'the same day');
});

test('a date known to the month tells nothing', () => {
  check('2031-03', '2031-03-07', null);
  check(null, '2031-03-07', null);
});

test('what came before tells nothing', () => {
  check('2031-03-07', '2031-03-06', null);
  check('2031-03-06T12:00:00Z', '2031-03-06T09:00:00Z', null);
});
