// Characters of a captured text that are not seen but change what is read: they turn the direction
// round, join or split words, or carry a message of their own. The reader shows each by its number.

/** A stretch of captured text, or one character that is not seen. */
export interface Piece {
  text: string;
  /** `U+202E` for a character that is not seen; null for text. */
  hidden: string | null;
}

const HIDDEN =
  /[\0-\x08\v\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** Cuts a text at its hidden characters. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > at) found.push({ text: text.slice(at, match.index), hidden: null });
    found.push({ text: match[0], hidden: numberOf(match[0]) });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at), hidden: null });
  return found;
}

/** Returns a text with its hidden characters as numbers, for where nothing can be marked: a title. */
export function spelled(text: string): string {
  return pieces(text)
    .map(({ text: shown, hidden }) => (hidden ? `[${hidden}]` : shown))
    .join('');
}

function numberOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
