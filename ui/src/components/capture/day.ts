// The days of documents, for the narrow columns of their list.

import { longDate, type Dated } from '../../lib/format/date';

/** Returns the day of a date with its year, without the time that an instant has: `6 Mar 2031`. */
export function fullDay(date: Dated): string {
  const isInstant = date.precision === 'instant';
  const day = longDate(isInstant ? { ...date, precision: 'day' } : date);
  return day.replace(/(\p{Lu}\p{Ll}{2})\p{Ll}+(?= -?\d)/gu, '$1');
}
