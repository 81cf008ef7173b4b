// The dates of the strip, the filters and the last capture, which are no dates of lines.

import { dayOf, longDate, type Dated } from '../format/date';
import type { Tick } from './density';

const dayMonth = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
const year = new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: 'UTC' });

/** Returns the label of a mark under the strip; a January carries its year. */
export function tickLabel({ moment, unit }: Tick): string {
  const at = new Date(moment);
  if (unit === 'day') return dayMonth.format(at);
  if (unit === 'year') return year.format(at);
  return at.getUTCMonth() === 0 ? year.format(at) : month.format(at).slice(0, 3);
}

/** Returns the first moment of a day, month or year (`2026-03-06`, `2026-03`, `2026`). */
export function firstMoment(date: string): number {
  return Date.parse(`${date}-01-01`.slice(0, 10) + 'T00:00:00Z');
}

/** Returns the last moment of a day, month or year. */
export function lastMoment(date: string): number {
  const next = new Date(firstMoment(date));
  if (date.length === 10) next.setUTCDate(next.getUTCDate() + 1);
  else if (date.length === 7) next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCFullYear(next.getUTCFullYear() + 1);
  return next.getTime() - 1;
}

/** Tells whether somebody typed a day, month or year that there is. */
export function isDate(text: string): boolean {
  if (!/^\d{4}(-\d\d){0,2}$/.test(text)) return false;
  const first = firstMoment(text);
  return !Number.isNaN(first) && new Date(first).toISOString().startsWith(text);
}

/** Returns a date of a filter in words. */
export function dateInWords(text: string): string {
  const precision = text.length === 4 ? 'year' : text.length === 7 ? 'month' : 'day';
  return isDate(text) ? longDate({ value: text, precision, zone: null }) : text;
}

/** Returns the day of an instant in words; null when there is none. */
export function captureDay(instant: string | null): string | null {
  const text = instant?.slice(0, 10) ?? null;
  return text === null ? null : dateInWords(text);
}

/** Returns a date for the head of the gutter: the day as it stands in the gutter, and its year. */
export function topDate(date: Dated): { day: string; year: string } {
  const hasYear = date.precision === 'month' || date.precision === 'year';
  const year = /\d{4}/.exec(date.value ?? '')?.[0] ?? '';
  return { day: dayOf(date), year: hasYear ? '' : year };
}

/** Returns a date of a line without its time of day, its months cut to three letters. */
export function wholeDay(date: Dated): string {
  const text = longDate(date.precision === 'instant' ? { ...date, precision: 'day' } : date);
  return text.replace(/\b([A-Z][a-z]{2})[a-z]+/g, '$1');
}
