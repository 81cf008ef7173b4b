// Where a statement can be cut in two, and with which others it can be joined.

import type { StatementMark } from '../ipc/bindings';
import { CodePoints } from '../format/codepoints';

/** A statement of more words is cut at one of its first ones. */
const MOST = 2_000;
const WORD = /[\p{L}\p{N}]/u;
const END = /[.!?。！？][”"’»」』)]*\s*$/u;

/** Returns the code points at which a second statement can begin, with words on both sides. */
export function placesIn(text: string): number[] {
  const points = new CodePoints(text);
  const words = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  const found: number[] = [];
  let before = '';
  for (const { segment, index } of words) {
    if (WORD.test(segment) && WORD.test(before)) found.push(beginOf(text, index, points));
    before += segment;
    if (found.length === MOST) break;
  }
  return [...new Set(found)];
}

/** An opening mark belongs to the word behind it. */
function beginOf(text: string, index: number, points: CodePoints): number {
  const marks = /[“"‘«「『(\[]*$/u.exec(text.slice(0, index))?.[0] ?? '';
  return points.pointOf(index - marks.length);
}

/** Returns which of the places is the end of a sentence, or of any words, nearest to the middle. */
export function middleOf(text: string, places: readonly number[]): number {
  const points = new CodePoints(text);
  const off = (place: number) => Math.abs(place - points.length / 2);
  const ends = places.filter((place) => END.test(points.slice(0, place)));
  const [best] = [...(ends.length > 0 ? ends : places)].sort((a, b) => off(a) - off(b));
  return best === undefined ? 0 : places.indexOf(best);
}

/** Returns the statements beside one, with no words between. */
export function besides(
  text: string,
  statements: readonly StatementMark[],
  id: string,
): StatementMark[] {
  const own = statements.find((it) => it.id === id);
  if (!own) return [];
  const points = new CodePoints(text);
  return statements.filter((it) => {
    const [first, second] = it.start < own.start ? [it, own] : [own, it];
    const gap = points.slice(first.end, Math.max(first.end, second.start));
    return it.id !== id && !WORD.test(gap);
  });
}
