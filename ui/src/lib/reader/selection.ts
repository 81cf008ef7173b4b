// What a reporter selected in an article, as a span of the text. Every piece of text in the page says
// with `data-at` and `data-end` where it stands; labels among them are not text of the article.

import { CodePoints } from '../format/codepoints';

/** Words that were selected, and the version of the document that they stand in. */
export interface Picked {
  version: string;
  span: [number, number];
  text: string;
}

/** Returns the code points between the ends of a selection, or null when no words are selected. */
export function spanOf(root: Element, range: Range): [number, number] | null {
  if (range.collapsed || !root.contains(range.commonAncestorContainer)) return null;
  const all = [...root.querySelectorAll<HTMLElement>('[data-at]')];
  const start = pointAt(all, range.startContainer, range.startOffset);
  const end = pointAt(all, range.endContainer, range.endOffset);
  return start === null || end === null || end <= start ? null : [start, end];
}

/** Takes spaces at both ends out of a span. */
export function trimmed(text: string, [start, end]: [number, number]): [number, number] | null {
  const points = new CodePoints(text);
  const words = points.slice(start, end);
  const before = new CodePoints(words.slice(0, words.length - words.trimStart().length)).length;
  const length = new CodePoints(words.trim()).length;
  return length === 0 ? null : [start + before, start + before + length];
}

function pointAt(all: readonly HTMLElement[], node: Node, offset: number): number | null {
  const piece = all.find((it) => it.contains(node));
  if (piece) return inPiece(piece, node, offset);
  const next = node.childNodes[offset] ?? null;
  const following = all.find((it) => (next ? isAtOrAfter(it, next) : isBehind(it, node)));
  if (following) return Number(following.dataset['at']);
  const last = all.at(-1);
  return last ? Number(last.dataset['end']) : null;
}

function inPiece(piece: HTMLElement, node: Node, offset: number): number {
  const [start, end] = [Number(piece.dataset['at']), Number(piece.dataset['end'])];
  if (piece.dataset['hidden'] !== undefined) return offset === 0 ? start : end;
  if (node.nodeType !== Node.TEXT_NODE) return offset === 0 ? start : end;
  return start + new CodePoints(node.textContent ?? '').pointOf(offset);
}

function isAtOrAfter(piece: Node, node: Node): boolean {
  return node.contains(piece) || follows(piece, node);
}

function isBehind(piece: Node, node: Node): boolean {
  return !node.contains(piece) && follows(piece, node);
}

function follows(piece: Node, node: Node): boolean {
  return (node.compareDocumentPosition(piece) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
