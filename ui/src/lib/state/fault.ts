// What is wrong with a value, in the words that stand at its field.

import type { Failure } from '../ipc/backend';
import { inWords } from './session.svelte';

/** Returns a failure and what to do about it, as sentences. */
export function withHint(failure: Failure): string {
  const hint = failure.hint && inWords({ ...failure, message: failure.hint, subject: null });
  return [inWords(failure), hint].filter(Boolean).join(' ');
}

/** Returns what the engine says of an address or file as a sentence that does not name it again. */
export function saidOf(subject: string, said: string): string {
  const rest = said.startsWith(`${subject} `) ? said.slice(subject.length + 1) : said;
  return inWords({ code: '', message: rest, subject: null, hint: '' });
}
