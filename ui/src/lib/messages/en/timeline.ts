// The words of the timeline: cards, table, filters and legend.

import { counted as count } from '../../format/count';
import type { Standing } from '../../timeline/choice';
import type { Column } from '../../timeline/table';

const standing: Record<Standing, string> = {
  checked: 'Reading checked',
  proposals: 'Proposals',
  leads: 'Leads',
};

const column: Record<Column, string> = {
  date: 'Date',
  kind: 'Kind',
  speaker: 'Speaker',
  words: 'Words',
  outlet: 'Outlet',
  status: 'Status',
};

export const timeline = {
  title: 'Timeline',
  loading: 'Reading the timeline …',
  clock: 'Clock',
  look: 'Layout',
  lanes: 'Lanes',
  table: 'Table',
  column,
  newestLast: 'Newest last',
  newestFirst: 'Newest first',
  shown: (statements: number, cards: number) =>
    statements === cards
      ? count(statements, 'line', 'lines')
      : `${count(statements, 'line', 'lines')} in ${count(cards, 'card', 'cards')}`,

  proposals: (n: number) => count(n, 'proposal', 'proposals'),
  allProposed: 'Nobody has checked a line yet: what is dashed may be wrong.',
  toReview: 'Review proposals',

  emptyTitle: 'Nothing captured yet',
  emptyText:
    'Add pages or watches, and what they say comes to stand here, each line with its source.',
  toCapture: 'Capture pages',
  noneTitle: 'No line passes these filters',
  noneText: 'Take a filter away to see more.',
  clearFilters: 'Clear filters',

  facets: 'Filters',
  facet: { kind: 'Kind', speaker: 'Speaker', outlet: 'Outlet', status: 'Status' },
  standing,
  facetCount: (lines: number) => count(lines, 'line', 'lines'),
  filters: 'Active filters',
  filter: {
    kind: (name: string) => `kind: ${name.toLowerCase()}`,
    speaker: (name: string) => `speaker: ${name}`,
    outlet: (name: string) => `outlet: ${name}`,
    after: (day: string) => `from ${day}`,
    before: (day: string) => `until ${day}`,
    standing: (name: string) => `only ${name.toLowerCase()}`,
  },
  remove: (filter: string) => `Remove the filter ${filter}`,

  density: 'Lines over time',
  densityHint: 'Drag over the bars to see a stretch of time, or give two dates.',
  dates: 'Dates',
  from: 'From',
  until: 'Until',
  datePlaceholder: 'yyyy-mm-dd',
  dateWrong: 'Write 2031-02 or 2031-02-18.',

  dayNotGiven: 'day not given',
  monthNotGiven: 'month not given',
  undated: {
    said: 'Not known when it was said',
    happened: 'Not known when it happened',
    published: 'Not known when it was published',
    captured: 'Not captured',
  },
  lines: (n: number) => count(n, 'line', 'lines'),

  statements: 'Statements and leads',
  lead: 'lead',
  leadNote: 'Lead, in your own words. Not captured.',
  leadKind: (kind: string) => `lead: ${kind.toLowerCase()}`,
  ownAccount: 'its own announcement',
  anonymous: 'not named',
  documentSpeaks: 'a document',
  outletSpeaks: 'in the outlet’s own voice',
  via: (names: string) => `via ${names}`,
  proposal: 'proposal',
  proposalOf: (confidence: string) => `proposal · ${confidence}`,
  confidence:
    'How sure the machine is, from 0 to 1. It says nothing on whether the words are true.',
  readsRight: 'Reads right',
  reject: 'Reject',

  answered: (name: string) => `answered by ${name}`,
  answeredAfter: (after: string, name: string) => `answered ${after} later by ${name}`,
  answeredSameDay: (name: string) => `answered the same day by ${name}`,
  answerProposed: (name: string) => `answer proposed: ${name}`,
  answers: (name: string) => `answers ${name}`,
  answersAfter: (after: string, name: string) => `answers ${name} after ${after}`,
  answersSameDay: (name: string) => `answers ${name} the same day`,
  answersProposed: (name: string) => `answers, as proposed: ${name}`,
  furtherAnswers: (n: number) => `and ${n} more`,
  noAnswer: (day: string | null) =>
    day === null ? 'no answer linked' : `no answer linked; last captured ${day}`,
  repeats: (n: number) => `also in ${count(n, 'other capture', 'other captures')}`,
  someone: 'a speaker not known',
  noOutlet: 'outlet not known',
  notShown: 'The filters leave it out of the timeline; it is open in the reader.',
  noLinkedAnswer: 'No answer is linked to this line.',
  isAnswer:
    'No answer is linked to this line, which is an answer itself: [ goes to what it answers.',
  answersNothing: 'This line is not linked to anything that it answers.',
  above: (name: string) => `${name}, further up`,
  below: (name: string) => `${name}, further down`,

  linking: (name: string) => `What does ${name} answer?`,
  linkingHow: 'J and K move, Enter links, Esc leaves.',
  linkHere: 'Link',
  leave: 'Leave',
  linked: 'Linked. Press ] on what was answered to come to its answer.',
  cannotAnswer: 'Choose another statement: a lead, or the answer itself, cannot be answered.',
  accepted: (repeats: number) =>
    repeats === 0
      ? 'Reading checked.'
      : `Reading checked, with ${count(repeats, 'word-identical repeat', 'word-identical repeats')}.`,
  rejected: (repeats: number) =>
    repeats === 0
      ? 'Rejected. Ctrl+Z takes it back.'
      : `Rejected, with ${count(repeats, 'word-identical repeat', 'word-identical repeats')}. Ctrl+Z takes it back.`,
  notAProposal: 'There is nothing to decide: this line is not a proposal.',

  keys: {
    next: 'Next line',
    previous: 'Previous line',
    read: 'Read it in the reader',
    answer: 'Go to its answer',
    answered: 'Go to what it answers',
    table: 'Lanes or table',
    accept: 'Reads right',
    reject: 'Reject',
    link: 'Link what it answers',
    edit: 'Edit',
    leave: 'Leave linking',
  },

  legend: 'Legend',
  legendLines: {
    dash: 'Dashed: a proposal of the machine that nobody has decided on.',
    dot: 'Dotted and hollow: a lead in your own words, not captured.',
    ring: 'Ringed: the line that is selected. Its answers are joined to it by a line.',
    amber: 'Amber: no answer is linked. That says nothing on whether there is one.',
    band: 'Shaded: the date is known to the month or the year only.',
  },
};
