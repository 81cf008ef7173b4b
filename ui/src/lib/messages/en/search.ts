// The search: its box, the facets beside it, the hits.

import { counted } from '../../format/count';
import type { FieldName } from '../../search/query';

const field: Record<FieldName, string> = {
  type: 'Type',
  kind: 'Kind',
  speaker: 'Speaker',
  outlet: 'Outlet',
  status: 'Status',
  title: 'Headline',
  entity: 'Names',
  tag: 'Tag',
  attribution: 'Attribution',
  lang: 'Language',
};

const fieldHelp: Record<FieldName, string> = {
  speaker: 'whose words they are',
  kind: 'allegation, claim, denial, no_comment …',
  outlet: 'who published it',
  status: 'unread, reading_checked …',
  title: 'words of the headline',
  entity: 'who or what is named in it',
  tag: 'a tag of the speaker',
  type: 'statement or document',
  attribution: 'named, anonymous, document, outlet',
  lang: 'the language, as en',
};

const type: Record<string, string> = { statement: 'Statements', document: 'Documents' };

export const search = {
  title: 'Search',
  field,
  fieldHelp,
  type,
  box: 'Search statements and documents',
  placeholder: 'Words, “phrases”, or a field such as speaker:',
  chip: (name: string, values: string) => `${name}: ${values}`,
  removeChip: (name: string) => `Remove the field ${name}`,
  where: 'Where to search',
  whereCase: 'In this case',
  whereAll: 'In all cases',
  facets: 'Narrow down',
  facetCount: (count: number) => counted(count, 'hit', 'hits'),
  hits: 'Hits',
  asking: 'Searching …',
  searchable: (count: number) =>
    `${counted(count, 'statement or document', 'statements and documents')} can be searched.`,
  total: (count: number, took: number) =>
    `${counted(count, 'hit', 'hits')} in ${took < 1 ? 'less than 1' : took} ms`,
  lag: (changes: number) => `The index is ${counted(changes, 'change', 'changes')} behind.`,
  problems: 'Part of the query could not be used. The rest was searched for:',
  unknownSpeaker: 'Speaker not known',
  untitled: 'No headline',
  published: (date: string) => `published ${date}`,
  inCase: (name: string) => `in ${name}`,
  anotherCase: 'another case',
  emptyTitle: 'What was said, by whom, and where',
  emptyText:
    'Statements and the documents that carry them are found together. Every word must occur; “a phrase” is found as it stands; a OR b finds either, a NOT b only the first. Fields can be typed, or chosen below the navigation.',
  examples: 'Try one of these:',
  fieldsTitle: 'Fields that can be typed',
  bareTitle: 'Nothing captured yet',
  bareText: 'What is captured into this case can be searched here a moment later.',
  toCapture: 'Capture pages',
  noneTitle: 'Nothing found',
  noneText: (line: string) => `Nothing that was captured matches ${line}.`,
  searchAll: 'Search in all cases',
  clear: 'Clear the search',
  keys: {
    next: 'Next hit',
    previous: 'Previous hit',
    open: 'Open the hit in the reader',
  },
  /** Two queries that find something in the sample case. */
  sampleExamples: ['“free service”', 'kind:denial speaker:Ullswold'],
  anyExamples: ['kind:denial', 'kind:allegation status:unread'],
};
