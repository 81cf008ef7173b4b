// Word-identical lines stand as one card, and what a card answers is gathered over all of them.

import type { TimelineLine } from '../ipc/bindings';
import { standingOf } from './choice';

/** A card: one line, and the same words in other captures folded under it. */
export interface Entry {
  line: TimelineLine;
  repeats: TimelineLine[];
}

/** What stands at the other end of an answer. */
export interface Linked {
  line: TimelineLine;
  /** The card that shows it; null when the filters leave it out. */
  shownAs: string | null;
  /** Whether nobody has checked a line that makes it an answer, whatever stands for that line. */
  isProposed: boolean;
}

/** Lines with the same words of the same speaker: one of them shows for all. */
function foldKey(line: TimelineLine): string {
  if (line.cluster === null || line.type === 'lead') return line.id;
  return `${line.cluster}|${line.kind}|${line.voice ?? ''}`;
}

/** Folds lines in their order; the first that a person checked shows, or else the first. */
export function fold(lines: readonly TimelineLine[]): Entry[] {
  const folds = new Map<string, Entry>();
  for (const line of lines) {
    const key = foldKey(line);
    const entry = folds.get(key);
    if (!entry) folds.set(key, { line, repeats: [] });
    else if (isProposal(entry.line) && !isProposal(line)) {
      entry.repeats.push(entry.line);
      entry.line = line;
    } else entry.repeats.push(line);
  }
  const shown = new Map([...folds.values()].map((entry) => [entry.line.id, entry]));
  return lines.flatMap((line) => shown.get(line.id) ?? []);
}

export function isProposal(line: TimelineLine): boolean {
  return standingOf(line.status) === 'proposals';
}

/** Who stands at the other ends of answers, for any card, whether the filters show them or not. */
export class Links {
  readonly #lines: ReadonlyMap<string, TimelineLine>;
  readonly #shownAs = new Map<string, string>();

  constructor(lines: ReadonlyMap<string, TimelineLine>, entries: readonly Entry[]) {
    this.#lines = lines;
    for (const { line, repeats } of entries) {
      this.#shownAs.set(line.id, line.id);
      for (const repeat of repeats) this.#shownAs.set(repeat.id, line.id);
    }
  }

  /** The card under which a line is shown. */
  cardOf(id: string | null): string | null {
    return id === null ? null : (this.#shownAs.get(id) ?? null);
  }

  /** What a card answers. */
  answers(entry: Entry): Linked[] {
    return this.#ends(entry, (own) => own.answers.flatMap((id) => this.#end(id, () => own)));
  }

  /** What answers a card. */
  answeredBy(entry: Entry): Linked[] {
    return this.#ends(entry, (own) => own.answered_by.flatMap((id) => this.#end(id, (end) => end)));
  }

  /** Gathers the ends of a line and its repeats, each once; a fact as soon as one of them is. */
  #ends(entry: Entry, endsOf: (own: TimelineLine) => Linked[]): Linked[] {
    const ends = new Map<string, Linked>();
    for (const end of [entry.line, ...entry.repeats].flatMap(endsOf)) {
      const key = foldKey(end.line);
      const known = ends.get(key);
      const isBetter = end.shownAs !== null || (known?.isProposed && !end.isProposed);
      const isProposed = end.isProposed && (known?.isProposed ?? true);
      ends.set(key, { ...(known && !isBetter ? known : end), isProposed });
    }
    return [...ends.values()];
  }

  /** What stands at one end; the answer is the line whose reading makes it one. */
  #end(id: string, answerOf: (end: TimelineLine) => TimelineLine): Linked[] {
    const line = this.#lines.get(id);
    if (!line) return [];
    const shownAs = this.cardOf(id);
    const shown = shownAs === null ? line : (this.#lines.get(shownAs) ?? line);
    return [{ line: shown, shownAs, isProposed: isProposal(answerOf(line)) }];
  }
}
