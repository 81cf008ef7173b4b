// The words of two versions, with long stretches that both have folded to their ends.

import type { TextSegment } from '../ipc/bindings';

/** Words that are the same in both and stand in place of themselves. */
export interface Skipped {
  state: 'skipped';
  /** How many words stand there. */
  words: number;
}

/** Characters that are left on either side of a fold. */
const AROUND = 160;

/** Returns the segments with the middles of long ones that both versions have left out. */
export function folded(segments: readonly TextSegment[]): (TextSegment | Skipped)[] {
  return segments.flatMap((segment, index) => {
    const before = index === 0 ? 0 : AROUND;
    const after = index === segments.length - 1 ? 0 : AROUND;
    if (segment.state !== 'same') return [segment];
    const start = border(segment.text, before);
    const end = Math.max(start, border(segment.text, Math.max(0, segment.text.length - after)));
    const middle = segment.text.slice(start, end).trim();
    if (middle.length < AROUND) return [segment];
    const words = middle.split(/\s+/u).length;
    const part = (text: string): TextSegment[] => (text ? [{ state: 'same', text }] : []);
    const skipped: Skipped = { state: 'skipped', words };
    return [...part(segment.text.slice(0, start)), skipped, ...part(segment.text.slice(end))];
  });
}

/** Returns where the next word begins at or behind a place. */
function border(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.min(Math.max(at, 0), text.length);
  const space = text.slice(at).search(/\s/u);
  return space < 0 ? text.length : at + space + 1;
}
