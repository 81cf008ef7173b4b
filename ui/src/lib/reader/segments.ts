// Cuts a paragraph where statements, mentions and hidden characters begin and end. Statements may
// overlap: words that stand in several belong to the selected one, or else to the shortest.

import type { MentionMark, StatementMark } from '../ipc/bindings';
import { CodePoints } from '../format/codepoints';
import { pieces } from './hidden';
import type { Paragraph } from './paragraphs';

/** Words of which all is the same. */
export interface Segment {
  /** First code point, counted in the whole text. */
  start: number;
  end: number;
  text: string;
  mention: MentionMark | null;
  /** The number of a character that is not seen; null for text. */
  hidden: string | null;
  /** Whether it belongs to the words that are pointed at. */
  isShown: boolean;
}

/** Segments that one statement owns, or none. */
export interface Run {
  statement: StatementMark | null;
  segments: Segment[];
}

interface Range {
  start: number;
  end: number;
}

/** Returns the paragraph as runs, in order and without a gap. */
export function runs(
  paragraph: Paragraph,
  statements: readonly StatementMark[],
  mentions: readonly MentionMark[],
  selected: string | null,
  shown: readonly [number, number] | null = null,
): Run[] {
  const said = statements.filter((it) => meets(it, paragraph));
  const named = mentions.filter((it) => meets(it, paragraph));
  const found: Run[] = [];
  const pointed = shown ? [{ start: shown[0], end: shown[1] }] : [];
  for (const segment of segmentsOf(paragraph, [...said, ...named, ...pointed], named, pointed)) {
    const statement = owner(said, segment, selected);
    const last = found.at(-1);
    if (last && last.statement === statement) last.segments.push(segment);
    else found.push({ statement, segments: [segment] });
  }
  return found;
}

function segmentsOf(
  paragraph: Paragraph,
  ranges: readonly Range[],
  mentions: readonly MentionMark[],
  pointed: readonly Range[],
): Segment[] {
  const points = new CodePoints(paragraph.text);
  const bounds = boundaries(paragraph, ranges);
  return bounds.slice(0, -1).flatMap((start, index) => {
    const end = bounds[index + 1] ?? paragraph.end;
    const mention = mentions.find((it) => it.start <= start && end <= it.end) ?? null;
    const isShown = pointed.some((it) => it.start <= start && end <= it.end);
    let at = start;
    return pieces(points.slice(start - paragraph.start, end - paragraph.start)).map((piece) => {
      const from = at;
      at += new CodePoints(piece.text).length;
      return { start: from, end: at, text: piece.text, mention, hidden: piece.hidden, isShown };
    });
  });
}

function boundaries(paragraph: Paragraph, ranges: readonly Range[]): number[] {
  const inside = ranges
    .flatMap(({ start, end }) => [start, end])
    .filter((point) => point > paragraph.start && point < paragraph.end);
  return [...new Set([paragraph.start, ...inside, paragraph.end])].sort((a, b) => a - b);
}

function owner(
  statements: readonly StatementMark[],
  segment: Segment,
  selected: string | null,
): StatementMark | null {
  const covering = statements.filter((it) => it.start <= segment.start && segment.end <= it.end);
  const chosen = covering.find((it) => it.id === selected);
  const [shortest] = covering.sort((a, b) => a.end - a.start - (b.end - b.start));
  return chosen ?? shortest ?? null;
}

function meets(range: Range, paragraph: Paragraph): boolean {
  return range.start < paragraph.end && range.end > paragraph.start;
}
