// Cuts the text of a version into paragraphs with their place in it, and a long one into parts, so
// that only one part of a text of many megabytes is in the page.

import { CodePoints } from '../format/codepoints';

export interface Paragraph {
  /** First code point. */
  start: number;
  /** One past the last code point. */
  end: number;
  text: string;
  /** The page that begins here, when one does. */
  page: number | null;
}

/** UTF-16 units after which a paragraph without a blank line is cut at the next space. */
const LONGEST = 8_000;
/** Code points of a part; a paragraph is never cut for it. */
const PART = 40_000;
/** Paragraphs of a part. */
const PART_PARAGRAPHS = 250;

const BREAK = /[\n\f]*\f[\n\f]*|\n{2,}/g;

/** A blank line parts two paragraphs, a form feed two pages. */
export function paragraphs(text: string): Paragraph[] {
  const points = new CodePoints(text);
  const found: Paragraph[] = [];
  let at = 0;
  let page = 1;
  let begins: number | null = null;
  const take = (end: number) => {
    for (const [from, to] of bounded(text, at, end)) {
      const start = points.pointOf(from);
      found.push({ start, end: points.pointOf(to), text: text.slice(from, to), page: begins });
      begins = null;
    }
  };
  for (const match of text.matchAll(BREAK)) {
    take(match.index);
    const feeds = match[0].split('\f').length - 1;
    page += feeds;
    if (feeds > 0) begins = page;
    at = match.index + match[0].length;
  }
  take(text.length);
  return found;
}

/** Puts paragraphs together to parts of a size that a page can hold. */
export function parts(all: readonly Paragraph[]): Paragraph[][] {
  const found: Paragraph[][] = [];
  let current: Paragraph[] = [];
  for (const paragraph of all) {
    const size = paragraph.end - (current[0]?.start ?? paragraph.start);
    if (current.length >= PART_PARAGRAPHS || (current.length > 0 && size > PART)) {
      found.push(current);
      current = [];
    }
    current.push(paragraph);
  }
  if (current.length > 0) found.push(current);
  return found;
}

/** In which part a code point stands. */
export function partOf(all: readonly Paragraph[][], point: number): number {
  const after = all.findIndex((part) => (part[0]?.start ?? 0) > point);
  return Math.max(0, after === -1 ? all.length - 1 : after - 1);
}

/** The paragraphs that a span touches, with some before and after. */
export function around(
  all: readonly Paragraph[],
  span: readonly [number, number],
  more: number,
): Paragraph[] {
  const first = all.findIndex((it) => it.end > span[0]);
  const last = all.findLastIndex((it) => it.start < span[1]);
  if (first === -1 || last === -1) return [];
  return all.slice(Math.max(0, first - more), last + more + 1);
}

/** Cuts what is too long at a space, never inside a character. */
function bounded(text: string, start: number, end: number): [number, number][] {
  const found: [number, number][] = [];
  let from = start;
  while (end - from > LONGEST) {
    const space = text.slice(from + LONGEST / 2, from + LONGEST).search(/\s\S*$/u);
    let to = space === -1 ? from + LONGEST : from + LONGEST / 2 + space + 1;
    if (isInsideCharacter(text, to)) to -= 1;
    found.push([from, to]);
    from = to;
  }
  if (end > from) found.push([from, end]);
  return found;
}

function isInsideCharacter(text: string, unit: number): boolean {
  const code = text.charCodeAt(unit);
  return code >= 0xdc00 && code <= 0xdfff;
}
