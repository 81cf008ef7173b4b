// What a reporter chose to see of a timeline, and which lines pass. Each line is asked once which
// of the filters it fails, and the counts of the facets come from the same answer.

import type { Kind, Moment, OrderClock, RowStatus, TimelineLine } from '../ipc/bindings';
import type { ExportScope } from '../ipc/backend';
import { firstMoment, lastMoment } from './dates';

/** What a line is, by how far a person has come with it. */
export type Standing = 'checked' | 'proposals' | 'leads';

export interface Choice {
  /** Every kind when empty. */
  kinds: readonly Kind[];
  /** The main name of the speaker. */
  voice: string | null;
  /** Every outlet when empty. */
  outlets: readonly string[];
  /** What the case itself suggests when null: see `usualStandings`. */
  standings: readonly Standing[] | null;
  /** The first day, month or year, as `2026-03-06`, `2026-03` or `2026`. */
  after: string | null;
  /** The last one. */
  before: string | null;
  clock: OrderClock;
  newest: 'last' | 'first';
}

export const EVERYTHING: Choice = {
  kinds: [],
  voice: null,
  outlets: [],
  standings: null,
  after: null,
  before: null,
  clock: 'said',
  newest: 'last',
};

/** The bits that tell which filters a line fails. */
export const FAILS = { kind: 1, voice: 2, outlet: 4, standing: 8, time: 16 } as const;

export function standingOf(status: RowStatus): Standing {
  if (status === 'lead') return 'leads';
  return status === 'unread' ? 'proposals' : 'checked';
}

/** Checked statements and leads; everything while nobody has checked anything. */
export function usualStandings(lines: readonly TimelineLine[]): readonly Standing[] {
  const hasChecked = lines.some((line) => standingOf(line.status) === 'checked');
  return hasChecked ? ['checked', 'leads'] : ['checked', 'proposals', 'leads'];
}

/** Returns a function that tells which filters a line fails: 0 when it passes. */
export function failuresOf(choice: Choice, standings: readonly Standing[]) {
  const kinds = new Set(choice.kinds);
  const outlets = new Set(choice.outlets);
  const allowed = new Set(standings);
  const after = choice.after === null ? null : firstMoment(choice.after);
  const before = choice.before === null ? null : lastMoment(choice.before);
  return (line: TimelineLine): number =>
    (kinds.size > 0 && !kinds.has(line.kind) ? FAILS.kind : 0) |
    (choice.voice !== null && line.voice !== choice.voice ? FAILS.voice : 0) |
    (outlets.size > 0 && !outlets.has(line.outlet ?? '') ? FAILS.outlet : 0) |
    (allowed.has(standingOf(line.status)) ? 0 : FAILS.standing) |
    (liesBetween(line[choice.clock], after, before) ? 0 : FAILS.time);
}

/** A line without the chosen clock lies nowhere: it is left out once a time is asked for. */
function liesBetween(moment: Moment, after: number | null, before: number | null): boolean {
  if (after === null && before === null) return true;
  if (moment.precision === 'unknown') return false;
  const isTooEarly = after !== null && moment.latest !== null && moment.latest < after;
  const isTooLate = before !== null && moment.earliest !== null && moment.earliest > before;
  return !isTooEarly && !isTooLate;
}

/** Returns the choice as what is exported: proposals with it where they are shown. */
export function scopeOf(choice: Choice, standings: readonly Standing[]): ExportScope {
  return {
    kinds: [...choice.kinds],
    speaker: choice.voice,
    outlets: [...choice.outlets],
    after: choice.after,
    before: choice.before,
    clock: choice.clock,
    proposals: standings.includes('proposals'),
  };
}

/** Adds a value to a list, or takes it out. */
export function toggled<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((it) => it !== value) : [...list, value];
}
