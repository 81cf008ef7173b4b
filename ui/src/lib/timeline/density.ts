// How many lines fall into each stretch of time, for the strip above the timeline. A date that is
// known to the month is spread over the month: it never stands on a day.

import type { Moment, OrderClock, TimelineLine } from '../ipc/bindings';
import { firstMoment, lastMoment } from './dates';

const DAY = 86_400_000;
const MOST_BARS = 140;
const MOST_TICKS = 7;

export interface Tick {
  /** From 0 to 1 along the strip. */
  at: number;
  /** Milliseconds since 1970. */
  moment: number;
  unit: 'day' | 'month' | 'year';
}

export interface Density {
  start: number;
  /** Milliseconds of one bar. */
  step: number;
  bars: number[];
  highest: number;
  ticks: Tick[];
}

/** Returns nothing when no line has the clock. */
export function densityOf(lines: readonly TimelineLine[], clock: OrderClock): Density | null {
  const moments = lines.map((line) => line[clock]).filter((it) => it.earliest !== null);
  if (moments.length === 0) return null;
  const [from, to] = reach(moments);
  const start = Math.floor(from / DAY) * DAY;
  const days = Math.floor((to - start) / DAY) + 1;
  const step = DAY * Math.ceil(days / MOST_BARS);
  const bars = new Array<number>(Math.ceil((days * DAY) / step)).fill(0);
  for (const moment of moments) spread(moment, start, step, bars);
  const highest = bars.reduce((most, bar) => Math.max(most, bar), 0);
  return { start, step, bars, highest, ticks: ticksOf(start, start + bars.length * step) };
}

function reach(moments: readonly Moment[]): [number, number] {
  let [from, to] = [Infinity, -Infinity];
  for (const { earliest, latest } of moments) {
    if (earliest === null) continue;
    from = Math.min(from, earliest);
    to = Math.max(to, latest ?? earliest);
  }
  return [from, to];
}

function spread({ earliest, latest }: Moment, start: number, step: number, bars: number[]) {
  if (earliest === null) return;
  const first = Math.floor((earliest - start) / step);
  const last = Math.floor(((latest ?? earliest) - start) / step);
  for (let at = first; at <= last; at++) bars[at] = (bars[at] ?? 0) + 1 / (last - first + 1);
}

/** Marks where months begin, or years when there would be too many, or days when too few. */
function ticksOf(start: number, end: number): Tick[] {
  const months = boundaries(start, end, 1);
  const at = (moment: number) => (moment - start) / (end - start);
  if (months.length < 2) {
    const days = [start, start + Math.floor((end - start) / 2 / DAY) * DAY];
    return [...new Set(days)].map((moment) => ({ at: at(moment), moment, unit: 'day' }));
  }
  const years = boundaries(start, end, 12);
  const isLong = months.length > MOST_TICKS * 3 && years.length > 1;
  const all = isLong ? years : months;
  const every = Math.ceil(all.length / MOST_TICKS);
  const kept = all.filter((_, index) => index % every === 0);
  return kept.map((moment) => ({ at: at(moment), moment, unit: isLong ? 'year' : 'month' }));
}

function boundaries(start: number, end: number, months: 1 | 12): number[] {
  const first = new Date(start);
  const found: number[] = [];
  let [year, month] = [first.getUTCFullYear(), months === 12 ? 0 : first.getUTCMonth()];
  for (let at = Date.UTC(year, month); at < end; at = Date.UTC(year, month)) {
    if (at >= start) found.push(at);
    month += months;
    if (month >= 12) [year, month] = [year + 1, 0];
  }
  return found;
}

/** Returns the first and last day between two places on the strip, each from 0 to 1. */
export function daysBetween(density: Density, from: number, to: number): [string, string] {
  const last = density.bars.length - 1;
  const bar = (at: number) => Math.min(Math.max(Math.floor(at * density.bars.length), 0), last);
  const [first, end] = [bar(Math.min(from, to)), bar(Math.max(from, to))];
  const startOf = density.start + first * density.step;
  const endOf = density.start + (end + 1) * density.step - DAY;
  return [dayText(startOf), dayText(endOf)];
}

/** Returns where two dates stand on the strip, each from 0 to 1; open ends reach to its edge. */
export function brushed(
  density: Density,
  after: string | null,
  before: string | null,
): [number, number] {
  const length = density.step * density.bars.length;
  const at = (moment: number) => Math.min(Math.max((moment - density.start) / length, 0), 1);
  return [
    after === null ? 0 : at(firstMoment(after)),
    before === null ? 1 : at(lastMoment(before) + 1),
  ];
}

function dayText(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
