// The leads of a case as what can be captured next: their addresses.

import type { Backend } from '../ipc/backend';

/** Returns the addresses of the leads of a case, each once, in the order of the timeline. */
export async function leadAddresses(backend: Backend, case_: string): Promise<string[]> {
  const { lines } = await backend.timeline(case_);
  const leads = lines.filter((line) => line.type === 'lead');
  const details = await Promise.all(leads.map((lead) => backend.statement(case_, lead.id)));
  return [...new Set(details.flatMap(({ row }) => row.document?.url ?? []))];
}
