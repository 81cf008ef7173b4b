// The entities of a case: who and what it is about, under all their names.

import { counted } from '../../format/count';
import type { PartyRole } from '../../ipc/bindings';

const roleOf: Record<PartyRole, string> = {
  accuser: 'accuser',
  accused: 'accused',
  party: 'party',
};

export const entities = {
  title: 'Entities',
  role: roleOf,
  where: 'Which entities',
  inCase: 'Of this case',
  inLibrary: 'All',
  elsewhereTitle: 'Nobody here yet',
  elsewhereText:
    'Who speaks, is spoken about or is named in this case comes to stand here, and who you add. The entities of other cases are under “All”.',
  showAll: 'Show all',
  loading: 'Loading the entities …',
  filter: 'Filter by name, alias or tag',
  type: 'Type',
  allTypes: 'All types',
  order: 'Sort by',
  orderName: 'Name',
  orderSaid: 'Most said',
  orderAbout: 'Most said about',
  list: 'Entities',
  shown: (shown: number, all: number) =>
    shown === all
      ? counted(all, 'entity', 'entities')
      : `${shown} of ${counted(all, 'entity', 'entities')}`,
  lineCounts: (said: number, about: number) => `${said} said · ${about} about`,
  emptyTitle: 'No entities yet',
  emptyText:
    'An entity is a person, organisation, product, law, proceeding or place. Select a name in the reader and press N, or add one here.',
  noneTitle: 'No entity fits',
  noneText: 'Change the filter, or choose another type.',
  tagHint: 'To tag a name in an article, select it in the reader and press N.',
  add: 'Add entity',
  addTitle: 'Add an entity',
  name: 'Name',
  nameHint: 'The main name. Other names can be added afterwards.',
  added: (name: string) => `${name} was added.`,
  cancel: 'Cancel',
  aliases: 'Also called',
  noAliases: 'No other names yet.',
  addAlias: 'Another name',
  addAliasButton: 'Add name',
  learned: 'Also meant in this case by',
  learnedNote: 'Learned from corrections. To take one back, undo the correction (Ctrl Z).',
  tags: 'Tags',
  noTags: 'No tags yet.',
  addTag: 'New tag',
  addTagButton: 'Add tag',
  wikidata: 'Wikidata',
  noWikidata: 'not linked',
  counts: 'In this case',
  said: (count: number) => `speaks in ${counted(count, 'statement', 'statements')}`,
  about: (count: number) => `is the subject of ${counted(count, 'statement', 'statements')}`,
  documents: (count: number) => `is named in ${counted(count, 'document', 'documents')}`,
  countsNote: 'Proposals are counted too.',
  party: 'Part in this case',
  notParty: 'Not a party of this case.',
  isParty: (role: PartyRole) =>
    role === 'party' ? 'A party of this case.' : `A party of this case: the ${roleOf[role]}.`,
  partyRole: 'As',
  addParty: 'Add as party',
  whatTheySaid: 'What they said',
  onTimeline: 'Show on the timeline',
  merge: 'Merge …',
  mergeTitle: (name: string) => `Merge ${name} with another entity`,
  mergeWith: 'The other entity',
  mergeChoose: 'Choose …',
  mergeKeep: 'Keep this one',
  mergeChoices: 'Which of the two stays',
  mergeHow: (from: string, into: string) =>
    `${from} becomes another name of ${into}. Everything that is kept of ${from} goes to ${into}: other names, tags, statements, parts in cases. The words of the articles do not change. Ctrl+Z takes it back, as long as nothing else of ${into} was changed since.`,
  mergeFirst: 'Choose the entity that is the same person or thing.',
  mergeOpposed: (accuser: string, accused: string) =>
    `${accuser} accuses and ${accused} is accused in this case. Two sides of a case cannot be one entity.`,
  mergeRole: 'Part',
  mergeRun: 'Merge',
  merged: (from: string, into: string) => `${from} is now another name of ${into}.`,
  none: 'none',
  keys: { next: 'Next entity', previous: 'Previous entity' },
};
