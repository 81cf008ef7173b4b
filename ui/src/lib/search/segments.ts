// Words of a hit as pieces of plain text, so that what matches can be marked without any markup.

import { CodePoints } from '../format/codepoints';

export interface Segment {
  text: string;
  isMatch: boolean;
}

/** Cuts a text at its highlights, which are counted in code points. */
export function segments(text: string, highlights: readonly [number, number][]): Segment[] {
  const points = new CodePoints(text);
  const cut: Segment[] = [];
  const add = (start: number, end: number, isMatch: boolean) => {
    if (start < end) cut.push({ text: points.slice(start, end), isMatch });
  };
  let at = 0;
  for (const [start, end] of [...highlights].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(at, start);
    const to = Math.min(points.length, end);
    if (from >= to) continue;
    add(at, from, false);
    add(from, to, true);
    at = to;
  }
  add(at, points.length, false);
  return cut;
}
