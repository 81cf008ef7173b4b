// Dates in words, as exactly as they are known and no more: a date known to the month never shows a
// day, and an instant keeps the time and the zone of its source.

import type { Date as ViewDate } from '../ipc/bindings';
import { words } from '../messages/en/words';

/** What a date must have to be written: a `Moment` or a `Date` of the bindings. */
export type Dated = Pick<ViewDate, 'value' | 'precision' | 'zone'>;

interface Parts {
  year: string;
  month: number | null;
  day: number | null;
  time: string | null;
}

const LOCALE = 'en-GB';
const MONTHS = names({ month: 'long' }, (month) => Date.UTC(2024, month, 1), 12);
const SHORT_MONTHS = MONTHS.map((month) => month.slice(0, 3));

/** Returns a date for a narrow place, its year left out where a day is known: `Thu 6 Mar`. */
export function dayOf(moment: Dated): string {
  return written(moment, (parts) => {
    if (parts.month === null) return parts.year;
    const month = SHORT_MONTHS[parts.month - 1] ?? '';
    if (parts.day === null) return `${month} ${parts.year}`;
    return `${weekday(parts, 'short')} ${parts.day} ${month}`;
  });
}

/** Returns the time of an instant with the zone of its source: `09:10 GMT`, `17:10 +08:00`. */
export function timeOf(moment: Dated): string {
  if (moment.precision !== 'instant' || !moment.value) return '';
  const time = partsOf(moment.value)?.time;
  return time ? `${time} ${zoneOf(moment.zone)}` : '';
}

/** Returns a date in full, with the time of an instant: `6 March 2031, 09:10 GMT`. */
export function longDate(moment: Dated): string {
  const day = written(moment, longDay);
  const time = timeOf(moment);
  return time ? `${day}, ${time}` : day;
}

/**
 * Returns a moment that the library wrote down (RFC 3339) in the time of this machine, with its
 * year unless that is this year.
 */
export function localTime(instant: string, now = new Date()): string {
  const at = new Date(instant);
  if (Number.isNaN(at.valueOf())) return '';
  return at.toLocaleString(LOCALE, {
    day: 'numeric',
    month: 'long',
    year: at.getFullYear() === now.getFullYear() ? undefined : 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

function written(moment: Dated, write: (parts: Parts) => string): string {
  const value = moment.value;
  if (!value || moment.precision === 'unknown') return '';
  const [from = '', to] = value.split('/');
  if (to !== undefined) return interval(from, to, write);
  const parts = partsOf(from);
  if (!parts) return value;
  return moment.precision === 'circa' || /[~?%]/.test(from)
    ? words.about(write(parts))
    : write(parts);
}

/** Writes both ends of an interval; `..` or nothing stands for an open end. */
function interval(from: string, to: string, write: (parts: Parts) => string): string {
  const [first, last] = [from, to].map((end) => {
    const parts = partsOf(end);
    return parts ? write(parts) : '';
  });
  if (!first) return words.until(last ?? '');
  return last ? words.between(first, last) : words.from(first);
}

function partsOf(value: string): Parts | null {
  const found =
    /^[~?%]?(-?\d{4}|\d{3}X|\d{2}XX)(?:-[~?%]?(\d\d))?(?:-[~?%]?(\d\d))?(?:T(\d\d:\d\d))?/.exec(
      value,
    );
  if (!found?.[1]) return null;
  const month = found[2] ? Number(found[2]) : null;
  const isMonth = month !== null && month >= 1 && month <= 12;
  return {
    year: found[1],
    month: isMonth ? month : null,
    day: isMonth && found[3] ? Number(found[3]) : null,
    time: found[4] ?? null,
  };
}

function longDay({ year, month, day }: Parts): string {
  const named = month === null ? year : `${MONTHS[month - 1] ?? ''} ${year}`;
  return day === null ? named : `${day} ${named}`;
}

function weekday({ year, month, day }: Parts, length: 'short' | 'long'): string {
  const at = new Date(Date.UTC(Number(year), (month ?? 1) - 1, day ?? 1));
  return at.toLocaleDateString(LOCALE, { weekday: length, timeZone: 'UTC' });
}

function zoneOf(zone: string | null): string {
  return zone === null || zone === 'Z' || zone === '+00:00' ? words.noShift : zone;
}

function names(
  options: Intl.DateTimeFormatOptions,
  moment: (index: number) => number,
  count: number,
): string[] {
  const format = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'UTC' });
  return Array.from({ length: count }, (_, index) => format.format(moment(index)));
}
