import { expect, it } from 'vitest';
import type { NewLead } from '../ipc/backend';
import { caseView, fixtureBackend } from '../../testing/fixture';
import { CaseDraft } from './cases.svelte';
import { LeadDraft } from './lead.svelte';

it('finishes a case whose party was refused instead of making another', async () => {
  const made: string[] = [];
  const added: string[] = [];
  let isRefused = true;
  const backend = fixtureBackend({
    newCase: async (name) => {
      made.push(name);
      return caseView({ id: 'case-9', name });
    },
    addParty: async (case_, party) => {
      if (party.name === 'Ullswold' && isRefused) throw { code: 'bad_value', message: 'no' };
      added.push(`${party.name} of ${case_}`);
      return caseView();
    },
  });
  const draft = new CaseDraft();
  draft.name = 'Brindle v. Ullswold';
  for (const name of ['Brindle', 'Ullswold']) {
    draft.addParty();
    const party = draft.parties.at(-1);
    if (party) party.name = name;
  }
  await expect(draft.create(backend)).rejects.toMatchObject({ code: 'bad_value' });
  expect([draft.made?.id, draft.parties.map((it) => it.name)]).toEqual(['case-9', ['Ullswold']]);
  isRefused = false;
  expect(await draft.create(backend)).toMatchObject({ id: 'case-9' });
  expect(made).toEqual(['Brindle v. Ullswold']);
  expect(added).toEqual(['Brindle of case-9', 'Ullswold of case-9']);
  expect([draft.made, draft.name, draft.parties]).toEqual([null, '', []]);
});

it('sends a lead once, and keeps what was typed after it', async () => {
  const leads: NewLead[] = [];
  let answer: () => void = () => undefined;
  const send = (lead: NewLead) => {
    leads.push(lead);
    return new Promise<void>((resolve) => (answer = resolve));
  };
  const draft = new LeadDraft();
  Object.assign(draft, { date: '2031-03', words: 'An answer', address: 'https://a.example/b' });
  const both = [draft.send(send), draft.send(send)];
  draft.words = 'Another answer';
  answer();
  expect(await Promise.all(both)).toEqual([true, false]);
  expect(leads.map((it) => it.words)).toEqual(['An answer']);
  expect(draft.words).toBe('Another answer');
});
