// What differs between two wordings of the same words, word by word.

export interface Change {
  type: 'same' | 'removed' | 'added';
  text: string;
}

/** More words than this are compared as one. */
const LONGEST = 600;

/** Returns the words of both in order: those of `before` that are gone, those of `after` that are new. */
export function wordDiff(before: string, after: string): Change[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (Math.max(old.length, now.length) > LONGEST) return whole(before, after);
  const table = commonLengths(old, now);
  const found: Change[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      put(found, 'same', old[i++]);
      j += 1;
    } else if (j >= now.length || (i < old.length && at(table, i + 1, j) >= at(table, i, j + 1))) {
      put(found, 'removed', old[i++]);
    } else {
      put(found, 'added', now[j++]);
    }
  }
  return found;
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

function whole(before: string, after: string): Change[] {
  if (before === after) return [{ type: 'same', text: before }];
  return [
    { type: 'removed', text: before },
    { type: 'added', text: after },
  ];
}

function put(found: Change[], type: Change['type'], word: string | undefined) {
  const last = found.at(-1);
  if (last?.type === type) last.text += ` ${word ?? ''}`;
  else found.push({ type, text: word ?? '' });
}

/** For each pair of ends, how many words they have in common in this order. */
function commonLengths(old: string[], now: string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => [] as number[]);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = table[i] ?? [];
    for (let j = now.length - 1; j >= 0; j -= 1) {
      row[j] =
        old[i] === now[j]
          ? at(table, i + 1, j + 1) + 1
          : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

function at(table: number[][], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}
