// The lines between the selected card and the other ends of its answers, as they stand in the page.

import type { TimelineState } from '../../lib/state/timeline.svelte';
import type { Linked } from '../../lib/timeline/fold';
import { between, towards, type Box } from '../../lib/timeline/path';

const MOST_LINES = 8;
/** How far from the edge a line ends that goes on beyond it. */
const SHORT_OF_EDGE = 8;

/** An end that is out of sight, and at which edge it is named. */
export interface Away {
  end: Linked;
  edge: 'top' | 'bottom';
}

/** A line; dashed while the answer is only proposed. */
export interface Join {
  path: string;
  isProposed: boolean;
}

export interface Joins {
  paths: Join[];
  away: Away[];
}

/** Reads where the cards are and returns what is drawn. Called when nothing moves. */
export function joinsIn(frame: HTMLElement, timeline: TimelineState): Joins {
  const joins: Joins = { paths: [], away: [] };
  const entry = timeline.selected;
  const boxes = boxesIn(frame);
  const from = boxes.get(entry?.line.id ?? '');
  if (!entry || !from) return joins;
  const height = frame.clientHeight;
  if (from.bottom < 0 || from.top > height) return joins;
  const ends = [
    ...timeline.answeredBy(entry).map((end) => ({ end, isAnswer: true })),
    ...timeline.answers(entry).map((end) => ({ end, isAnswer: false })),
  ].filter(({ end }) => end.shownAs !== null);
  for (const { end, isAnswer } of ends.slice(0, MOST_LINES)) {
    const to = boxes.get(end.shownAs ?? '');
    const isBelow = rowOf(timeline, end.shownAs) > rowOf(timeline, entry.line.id);
    const isSeen = to !== undefined && to.bottom > 0 && to.top < height;
    if (!isSeen) joins.away.push({ end, edge: isBelow ? 'bottom' : 'top' });
    const edge = isBelow ? height - SHORT_OF_EDGE : SHORT_OF_EDGE;
    const joined = to && (isAnswer ? between(from, to) : between(to, from));
    joins.paths.push({ path: joined ?? towards(from, edge), isProposed: end.isProposed });
  }
  return joins;
}

function rowOf(timeline: TimelineState, id: string | null): number {
  return timeline.rowOf(id ?? '') ?? 0;
}

/** The cards that are in the page, seen from the upper left corner of the list. */
function boxesIn(frame: HTMLElement): Map<string, Box> {
  const outer = frame.getBoundingClientRect();
  const cards = frame.querySelectorAll<HTMLElement>('[data-card-box]');
  return new Map(
    [...cards].map((card) => {
      const inner = card.getBoundingClientRect();
      const [left, top] = [inner.left - outer.left, inner.top - outer.top];
      const box = { left, top, right: left + inner.width, bottom: top + inner.height };
      return [card.dataset['cardBox'] ?? '', box];
    }),
  );
}
