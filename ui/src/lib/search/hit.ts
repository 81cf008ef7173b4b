// What is shown of a hit besides its words.

import type { Dated } from '../format/date';
import type { HitView } from '../ipc/bindings';

/** When a statement was said; null when that is not known, or for a document. */
export function saidOf(hit: HitView): Dated | null {
  return hit.type === 'statement' && hit.said?.value ? hit.said : null;
}

/** Tells whether nobody has decided on the statement of a hit. */
export function isProposal(hit: HitView): boolean {
  return hit.type === 'statement' && hit.status === 'unread';
}
