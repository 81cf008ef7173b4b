// Finding a command by what one remembers of its words.

import type { Command } from './keys.svelte';

/** Returns the commands in whose words every word of the query begins or stands, best first. */
export function matching(commands: readonly Command[], query: string): Command[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands
    .map((command) => ({ command, score: score(command.label.toLowerCase(), wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ command }) => command);
}

/** 0 when a word is missing; the beginning of the label counts most, then beginnings of words. */
function score(label: string, wanted: readonly string[]): number {
  let sum = 1;
  for (const word of wanted) {
    if (!label.includes(word)) return 0;
    sum += label.startsWith(word) ? 3 : label.includes(` ${word}`) ? 2 : 1;
  }
  return sum;
}
