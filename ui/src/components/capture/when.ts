// Moments of this machine's own work (the next look, the next try) in its own time zone: the clock
// today, the day before it on any other day.

import { capture as t } from '../../lib/messages';

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const WHOLE_DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** Returns `14:02`, or `7 Mar, 14:02` on another day than `now`, with the year in another year. */
export function clockOf(iso: string, now: Date = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const clock = CLOCK.format(at);
  if (at.toDateString() === now.toDateString()) return clock;
  const day = (at.getFullYear() === now.getFullYear() ? DAY : WHOLE_DAY).format(at);
  return t.dayAndClock(day, clock);
}

/** Tells whether a moment is over. */
export function isPast(iso: string, now: Date = new Date()): boolean {
  return new Date(iso).getTime() <= now.getTime();
}

const UNITS: [number, string][] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
];

/** Returns a length of time as a reporter types it: `30m`, `1d`. */
export function lengthOf(seconds: number): string {
  const unit = UNITS.find(([size]) => seconds % size === 0);
  return unit ? `${seconds / unit[0]}${unit[1]}` : `${seconds}s`;
}
