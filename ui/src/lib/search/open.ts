// Opens a hit in the reader. A statement is found in its document first; what belongs to another
// case alone is opened in that case.

import type { HitView } from '../ipc/bindings';
import type { Session } from '../state/session.svelte';

export async function openHit(session: Session, hit: HitView): Promise<void> {
  const elsewhere = caseElsewhere(session, hit);
  if (elsewhere) {
    await session.openCase(elsewhere);
    session.show('search');
  }
  const case_ = session.case;
  if (!case_) return;
  if (hit.type === 'document') {
    session.read({ document: hit.id, version: null, statement: null });
    return;
  }
  const { row } = await session.backend.statement(case_.id, hit.id);
  session.select(hit.id, row.document?.id ?? null);
}

/** Returns the case that a hit is opened in when the open one does not hold it. */
export function caseElsewhere(session: Session, hit: HitView): string | null {
  const open = session.caseId;
  return open && hit.cases.includes(open) ? null : (hit.cases[0] ?? null);
}
