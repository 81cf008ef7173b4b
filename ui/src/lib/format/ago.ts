// How long after one thing another came: only as exact as both dates are.

import type { Moment } from '../ipc/bindings';
import { words } from '../messages/en/words';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Returns the time between two dates in words: `3 h 14 min` when both are instants, days when both
 * are known to the day; null when it cannot be said, or when the second came first.
 */
export function after(from: Moment, to: Moment): string | null {
  if (from.earliest === null || to.earliest === null) return null;
  const bothInstants = from.precision === 'instant' && to.precision === 'instant';
  const between = to.earliest - from.earliest;
  if (bothInstants) return between < 0 ? null : exact(between);
  const days = (dayNumber(to) ?? NaN) - (dayNumber(from) ?? NaN);
  if (Number.isNaN(days) || days < 0) return null;
  return days === 0 ? words.sameDay : words.days(days);
}

function exact(between: number): string {
  if (between >= 2 * DAY) return words.days(Math.floor(between / DAY));
  return words.passed(Math.floor(between / HOUR), Math.floor((between % HOUR) / MINUTE));
}

/** The calendar day in the zone of the source, counted from 1970. */
function dayNumber(moment: Moment): number | null {
  if (moment.precision !== 'instant' && moment.precision !== 'day') return null;
  const day = Date.parse(`${moment.value?.slice(0, 10) ?? ''}T00:00:00Z`);
  return Number.isNaN(day) ? null : Math.round(day / DAY);
}
