// What a line does, in the word that stands beside the name of its speaker.

import type { TimelineLine } from '../ipc/bindings';
import { timeline as t, words } from '../messages';

/** The finest word there is; a lead says that it is one, so that it never reads like a statement. */
export function deedOf(line: TimelineLine): string {
  if (line.type === 'lead') return t.leadKind(words.kind[line.kind]);
  if (line.answer_form) return words.answerForm[line.answer_form];
  if (line.correction_form) return words.correctionForm[line.correction_form];
  return words.verb[line.kind];
}

/** Whose words they are and where they stand: role, how the speaker is named, chain, outlet. */
export function sourceOf(line: TimelineLine): string[] {
  const parts = [line.affiliation];
  if (line.attribution === 'anonymous') parts.push(t.anonymous);
  if (line.attribution === 'document') parts.push(t.documentSpeaks);
  if (line.attribution === 'outlet') parts.push(t.outletSpeaks);
  if (line.kind === 'announcement' && line.type === 'statement') parts.push(t.ownAccount);
  if (line.cited_via.length > 0) parts.push(t.via(line.cited_via.join(' ← ')));
  parts.push(line.outlet);
  return parts.flatMap((part) => part || []);
}

/** How the mark of its kind is drawn: a lead is hollow, for nothing of it is captured. */
export function markOf({ type }: TimelineLine): 'solid' | 'hollow' {
  return type === 'lead' ? 'hollow' : 'solid';
}
