// What the list of cases says, and the forms for a new case, its parties and its leads.

import { counted } from '../../format/count';

export const cases = {
  title: 'Cases',
  intro:
    'A case is a dispute that you follow. “v.” in a name does not mean that there is a lawsuit.',
  loading: 'Reading the cases',
  yours: 'In this library',
  none: 'No case yet',
  noneText: 'Start one that ships with the program, or name your own.',
  isOpen: 'open now',
  documents: (count: number) => counted(count, 'document', 'documents'),
  statements: (count: number) => counted(count, 'statement', 'statements'),
  proposals: (count: number) => counted(count, 'proposal', 'proposals'),

  ready: 'Ready to start',
  readyText:
    'Starting a case brings in its parties and its leads: dated notes with addresses. Nothing is fetched until you say so.',
  sampleText: 'Starting the sample brings in its invented pages; they ship with the program.',
  asOf: (date: string) => `as of ${date}`,
  start: 'Start',
  startNamed: (name: string) => `Start ${name}`,
  startedNow: (name: string, leads: number) =>
    leads === 0
      ? `${name} is open.`
      : `${name} is open with ${counted(leads, 'lead', 'leads')}. Nothing was fetched.`,

  newTitle: 'Start your own case',
  name: 'Name of the case',
  nameHint: 'As you would call it, for example “Company v. Company”',
  nameMissing: 'Give the case a name.',
  parties: 'Parties',
  partiesHint:
    'You can add them later too. Review brings what parties say, and what is said of them, first.',
  partyName: 'Name',
  partyRole: 'Role',
  partyAliases: 'Other names',
  aliasesHint: 'Separated by commas',
  removeParty: (name: string) => (name ? `Remove ${name}` : 'Remove this party'),
  addParty: 'Add a party',
  create: 'Create the case',
  finish: 'Add the parties and open the case',
  halfMade: (name: string) =>
    `${name} is made, but not all of its parties are. Put right what is wrong, or remove it.`,
  created: (name: string) => `${name} is ready. Capture the first page.`,
  roles: { accuser: 'Accuser', accused: 'Accused', party: 'Other party' },

  leadTitle: (name: string) => `Add a lead to ${name}`,
  leadText:
    'A lead is your own dated note with an address that is not captured yet. It is never a statement and is not counted as one.',
  leadDate: 'Date',
  leadDateHint: 'A day, a month or a year: 2025-01-29, 2025-01 or 2025',
  leadDateWrong: 'Write a day, a month or a year, like 2025-01-29, 2025-01 or 2025.',
  leadKind: 'Kind',
  leadBy: 'Who speaks',
  leadAbout: 'About whom',
  leadWords: 'What it says, in your words',
  leadWordsMissing: 'Say in a few words what it is about.',
  leadAddress: 'Address',
  leadAddressForm: 'https://',
  leadAddressWrong: 'Write an address that begins with https:// or http://.',
  optional: 'Optional',
  addLead: 'Add the lead',
  leadAdded: 'The lead stands on the timeline, hollow until its page is captured.',
};
