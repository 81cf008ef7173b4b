// Cards come into rows: by the chosen clock, each in its lane, cards of one moment side by side.
// A date that is known to the month or the year alone stands in a band, never on a first day.

import type { Lane, Moment, OrderClock, TimelineLine } from '../ipc/bindings';
import type { Choice } from './choice';
import type { Entry, Links } from './fold';

export interface BandRow {
  type: 'band';
  key: string;
  /** Null for what has no date by the chosen clock. */
  moment: Moment | null;
  count: number;
}

export interface CardsRow {
  type: 'cards';
  key: string;
  moment: Moment;
  /** Whether the date is written beside it: not when the row above has the same. */
  isDated: boolean;
  isInBand: boolean;
  /** At most one for each lane, in the order of the lanes. */
  entries: Entry[];
  /** How far an answer is indented under what it answers. */
  depth: number;
}

export type Row = BandRow | CardsRow;

const LANES: readonly Lane[] = ['alleged', 'answered', 'acts'];
const DEEPEST = 2;

/** Orders by a clock; of two that begin together the wider stands first, and no date comes last. */
export function ordered(
  lines: readonly TimelineLine[],
  { clock, newest }: Pick<Choice, 'clock' | 'newest'>,
): TimelineLine[] {
  const direction = newest === 'last' ? 1 : -1;
  return [...lines].sort((a, b) => {
    const [x, y] = [a[clock], b[clock]];
    const [isXUnknown, isYUnknown] = [x.precision === 'unknown', y.precision === 'unknown'];
    if (isXUnknown || isYUnknown) return Number(isXUnknown) - Number(isYUnknown);
    const leading = newest === 'last' ? starts(x) - starts(y) : ends(x) - ends(y);
    const wider = newest === 'last' ? ends(y) - ends(x) : starts(y) - starts(x);
    return leading * direction || wider * direction || compared(x.value, y.value);
  });
}

/** Keeps dates together that are written alike: a month and an interval may span the same days. */
function compared(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

function starts(moment: Moment): number {
  return moment.earliest ?? moment.latest ?? 0;
}

function ends(moment: Moment): number {
  return moment.latest ?? moment.earliest ?? 0;
}

/** Three lanes. */
export function inLanes(entries: readonly Entry[], clock: OrderClock): Row[] {
  const rows: Row[] = [];
  for (const group of byMoment(entries, clock)) {
    if (isBand(group.moment)) rows.push(band(group));
    rows.push(...packed(group));
  }
  return rows;
}

/** One column: an answer stands under what it answers, wherever its date would put it. */
export function inOneColumn(entries: readonly Entry[], clock: OrderClock, links: Links): Row[] {
  const byId = new Map(entries.map((entry) => [entry.line.id, entry]));
  const shown = (ids: ReturnType<Links['answers']>) =>
    ids.flatMap(({ shownAs }) => (shownAs === null ? [] : (byId.get(shownAs) ?? [])));
  const placed = new Set<string>();
  const under = (entry: Entry, depth: number): { entry: Entry; depth: number }[] => {
    if (placed.has(entry.line.id)) return [];
    placed.add(entry.line.id);
    const answers = shown(links.answeredBy(entry));
    const deeper = Math.min(depth + 1, DEEPEST);
    return [{ entry, depth }, ...answers.flatMap((answer) => under(answer, deeper))];
  };
  const rows: Row[] = [];
  const roots = entries.filter((entry) => shown(links.answers(entry)).length === 0);
  for (const group of byMoment(roots, clock)) {
    const cards = group.entries.flatMap((entry) => under(entry, 0));
    if (isBand(group.moment) && cards.length > 0) rows.push(band(group));
    rows.push(...cards.map((card, index) => single(card, group, index === 0, clock)));
  }
  // What answers in a circle has no beginning of its own.
  const circular = entries.flatMap((entry) => under(entry, 0));
  for (const card of circular) {
    const group = { moment: card.entry.line[clock], entries: [card.entry] };
    rows.push(single(card, group, true, clock));
  }
  return rows;
}

interface Group {
  moment: Moment;
  entries: Entry[];
}

function byMoment(entries: readonly Entry[], clock: OrderClock): Group[] {
  const groups: Group[] = [];
  for (const entry of entries) {
    const moment = entry.line[clock];
    const last = groups.at(-1);
    if (last?.moment.value === moment.value) last.entries.push(entry);
    else groups.push({ moment, entries: [entry] });
  }
  return groups;
}

function isBand(moment: Moment): boolean {
  return ['month', 'year', 'unknown'].includes(moment.precision);
}

function band(group: Group): BandRow {
  const isKnown = group.moment.precision !== 'unknown';
  return {
    type: 'band',
    key: `band ${group.moment.value ?? 'undated'}`,
    moment: isKnown ? group.moment : null,
    count: group.entries.length,
  };
}

/** Fills rows with cards of one moment: a card goes beside the one before it when its lane is free. */
function packed(group: Group): CardsRow[] {
  const rows: CardsRow[] = [];
  const isInBand = isBand(group.moment);
  for (const entry of group.entries) {
    const row = rows.at(-1);
    if (row && row.entries.every((it) => it.line.lane !== entry.line.lane)) {
      row.entries.push(entry);
      continue;
    }
    const isDated = rows.length === 0 && !isInBand;
    const { moment } = group;
    const key = entry.line.id;
    rows.push({ type: 'cards', key, moment, isDated, isInBand, entries: [entry], depth: 0 });
  }
  for (const row of rows) {
    row.entries.sort((a, b) => LANES.indexOf(a.line.lane) - LANES.indexOf(b.line.lane));
  }
  return rows;
}

function single(
  { entry, depth }: { entry: Entry; depth: number },
  group: Group,
  isFirst: boolean,
  clock: OrderClock,
): CardsRow {
  const isInBand = isBand(group.moment);
  const moment = entry.line[clock];
  const differs = moment.value !== group.moment.value;
  const isDated = differs || (isFirst && !isInBand);
  return {
    type: 'cards',
    key: entry.line.id,
    moment,
    isDated,
    isInBand,
    entries: [entry],
    depth,
  };
}

/** The cards in the order in which J and K go through them. */
export function stepsOf(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => (row.type === 'cards' ? row.entries.map((it) => it.line.id) : []));
}

/** In which row each card stands. */
export function rowsByCard(rows: readonly Row[]): Map<string, number> {
  const at = new Map<string, number>();
  rows.forEach((row, index) => {
    if (row.type === 'cards') for (const { line } of row.entries) at.set(line.id, index);
  });
  return at;
}
