// The dates of the strip, the filters and the last capture, which are no dates of lines.

import { longDate, type Dated } from '../format/date';
import type { Tick } from './density';

const dayMonth = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
const year = new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** Returns the label of a mark under the strip; a January carries its year. */
export function tickLabel({ moment, unit }: Tick): string {
  const at = new Date(moment);
  if (unit === 'day') return dayMonth.format(at);
  if (unit === 'year') return year.format(at);
  return at.getUTCMonth() === 0 ? year.format(at) : month.format(at).slice(0, 3);
}

/** Returns a day of a filter, `2026-03-06`, in words. */
export function dayInWords(text: string): string {
  const at = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? text : day.format(at);
}

/** Returns the day of an instant in words; null when there is none. */
export function captureDay(instant: string | null): string | null {
  const text = instant?.slice(0, 10) ?? null;
  return text === null ? null : dayInWords(text);
}

/** Returns a date of a line without its time of day, its months cut to three letters. */
export function wholeDay(date: Dated): string {
  const text = longDate(date.precision === 'instant' ? { ...date, precision: 'day' } : date);
  return text.replace(/\b([A-Z][a-z]{2})[a-z]+/g, '$1');
}
