import { describe, expect, test } from 'vitest';
import { line, moment } from '../../testing/fixture';
import { wholeDay } from './dates';
import { brushed, daysBetween, densityOf } from './density';
import { between } from './path';
import { sorted } from './table';

describe('the strip', () => {
  const days = ['2031-03-01', '2031-03-01', '2031-03-10'];
  const density = densityOf(
    days.map((day) => line({ said: moment(day) })),
    'said',
  );

  test('counts the lines of each day', () => {
    expect(density?.bars).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(density?.highest).toBe(2);
  });

  test('spreads a month over its days', () => {
    const month = densityOf([line({ said: moment('2031-02') })], 'said');
    expect(month?.bars).toHaveLength(28);
    expect(month?.bars[0]).toBeCloseTo(1 / 28);
  });

  test('is not there when no line has the clock', () => {
    expect(densityOf([line()], 'happened')).toBeNull();
  });

  test('turns a stretch into days and back', () => {
    if (!density) throw new Error('no strip');
    expect(daysBetween(density, 0.55, 0.05)).toEqual(['2031-03-01', '2031-03-06']);
    expect(brushed(density, '2031-03-01', '2031-03-06')).toEqual([0, 0.6]);
    expect(brushed(density, null, null)).toEqual([0, 1]);
  });

  test('marks months, and years when it is long', () => {
    const reach = (from: string, to: string) =>
      densityOf([line({ said: moment(from) }), line({ said: moment(to) })], 'said')?.ticks ?? [];
    expect(reach('2031-01-15', '2031-04-15').map((tick) => tick.unit)).toEqual([
      'month',
      'month',
      'month',
    ]);
    expect(reach('2026-01-15', '2031-04-15')[0]?.unit).toBe('year');
  });
});

test('a line to the next lane enters its card from the left', () => {
  const from = { left: 0, right: 100, top: 0, bottom: 80 };
  const to = { left: 120, right: 220, top: 200, bottom: 280 };
  expect(between(from, to)).toMatch(/^M100 22H.*H118$/);
});

describe('the table', () => {
  const entry = (id: string, speaker: string | null, day: string | null) => ({
    line: line({ id, voice: speaker, said: moment(day) }),
    repeats: [],
  });
  const entries = [
    entry('a', 'Ullswold', '2031-03-02'),
    entry('b', null, '2031-03-01'),
    entry('c', 'Tapersmith', null),
  ];
  const order = (column: 'speaker' | 'date', direction: 'ascending' | 'descending') =>
    sorted(entries, { column, direction }, 'said').map((it) => it.line.id);

  test('sorts by a column, and what has no value there comes last either way', () => {
    expect(order('speaker', 'ascending')).toEqual(['c', 'a', 'b']);
    expect(order('speaker', 'descending')).toEqual(['a', 'c', 'b']);
    expect(order('date', 'ascending')).toEqual(['b', 'a', 'c']);
    expect(order('date', 'descending')).toEqual(['a', 'b', 'c']);
  });
});

test('a date of the table is short and no more precise than it is known', () => {
  expect(wholeDay(moment('2031-02-11T09:10:00Z'))).toBe('11 Feb 2031');
  expect(wholeDay(moment('2031-02'))).toBe('Feb 2031');
});
