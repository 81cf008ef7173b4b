// How many lines each value of a facet would leave, counted in one pass: a facet counts the lines
// that pass every filter but its own.

import type { Kind, TimelineLine } from '../ipc/bindings';
import { FAILS, standingOf, type Standing } from './choice';

export interface Facet<T> {
  value: T;
  count: number;
}

export interface Facets {
  kinds: Facet<Kind>[];
  voices: Facet<string>[];
  outlets: Facet<string>[];
  standings: Facet<Standing>[];
}

/** The order in which kinds are listed: by lane. */
export const KINDS: readonly Kind[] = [
  'allegation',
  'claim',
  'denial',
  'no_comment',
  'confirmation',
  'retraction',
  'filing',
  'ruling',
  'announcement',
];

const STANDINGS: readonly Standing[] = ['checked', 'proposals', 'leads'];

export function facetsOf(
  lines: readonly TimelineLine[],
  failures: (line: TimelineLine) => number,
): Facets {
  const kinds = new Map<Kind, number>();
  const voices = new Map<string, number>();
  const outlets = new Map<string, number>();
  const standings = new Map<Standing, number>();
  for (const line of lines) {
    const failed = failures(line);
    count(kinds, line.kind, (failed & ~FAILS.kind) === 0);
    count(standings, standingOf(line.status), (failed & ~FAILS.standing) === 0);
    if (line.voice !== null) count(voices, line.voice, (failed & ~FAILS.voice) === 0);
    if (line.outlet !== null) count(outlets, line.outlet, (failed & ~FAILS.outlet) === 0);
  }
  return {
    kinds: listed(KINDS, kinds),
    voices: mostFirst(voices),
    outlets: mostFirst(outlets),
    standings: listed(STANDINGS, standings),
  };
}

function count<T>(counts: Map<T, number>, value: T, passes: boolean) {
  counts.set(value, (counts.get(value) ?? 0) + (passes ? 1 : 0));
}

function listed<T>(order: readonly T[], counts: Map<T, number>): Facet<T>[] {
  return order
    .filter((value) => counts.has(value))
    .map((value) => ({ value, count: counts.get(value) ?? 0 }));
}

function mostFirst(counts: Map<string, number>): Facet<string>[] {
  const facets = [...counts].map(([value, count]) => ({ value, count }));
  return facets.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
