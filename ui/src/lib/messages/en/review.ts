// The words of the review and of the form in which a reading is corrected.

import { counted } from '../../format/count';
import type { Precision } from '../../reader/precision';

export const review = {
  title: 'Review',
  loading: 'Loading the proposals …',
  queue: 'Proposals',
  which: 'Which proposals',
  parties: (n: number) => `${n.toLocaleString('en-GB')} of parties`,
  all: (n: number) => `${n.toLocaleString('en-GB')} all`,
  noParties: 'This case has no parties yet, so every proposal is queued.',
  intro:
    'The machine proposes, you decide. A decision says that the words were read right, never that they are true.',

  doneTitle: 'All decided',
  doneText:
    'Nothing waits for a decision here. What is captured next comes to stand in this queue.',
  partiesDoneTitle: 'All of the parties’ proposals are decided',
  partiesDoneText: (n: number) =>
    `${counted(n, 'proposal', 'proposals')} by and about others ${n === 1 ? 'waits' : 'wait'}.`,
  showAll: 'Show all proposals',

  place: (n: number, all: number) =>
    `Proposal ${n.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')}`,
  context: 'The words in their place',
  contextLoading: 'Opening the document …',
  reading: 'What the machine read',
  kind: 'Kind',
  speaker: 'Speaker',
  affiliation: 'Role',
  attribution: 'Attribution',
  said: 'Said',
  happened: 'Happened',
  about: 'About',
  answers: 'Answers',
  none: 'none found',
  from: (outlet: string, when: string) => `${outlet}, captured ${when}`,
  read: 'Read the article',
  repeats: (n: number) =>
    `The decision covers ${counted(n, 'word-identical repeat', 'word-identical repeats')}`,

  readsRight: 'Reads right',
  reject: 'Reject',
  edit: 'Edit',
  skip: 'Skip',
  setKind: 'Set the kind',
  accepted: (repeats: number, left: number) =>
    `Reading checked${repeats > 0 ? `, with ${counted(repeats, 'repeat', 'repeats')}` : ''}. ${counted(left, 'proposal', 'proposals')} left.`,
  rejected: (repeats: number, left: number) =>
    `Rejected${repeats > 0 ? `, with ${counted(repeats, 'repeat', 'repeats')}` : ''}. ${counted(left, 'proposal', 'proposals')} left.`,
  kindSet: (kind: string, left: number) =>
    `Reading checked as ${kind.toLowerCase()}. ${counted(left, 'proposal', 'proposals')} left.`,

  editTitle: 'Edit the reading',
  editLoading: 'Loading the statement …',
  editNote: 'What you save is your decision: the reading counts as checked.',
  answerForm: 'How it answers',
  notSaid: 'not said',
  correctionForm: 'What it takes back',
  court: 'Court or regulator',
  question: 'Question decided',
  stage: 'Stage',
  stages: { interim: 'interim', judgment: 'judgment', appealed: 'under appeal' },
  access: 'Can the document be read?',
  sources: 'Number of sources',
  sourcesHint: 'Empty when the text does not say.',
  reason: 'Why they are not named',
  basis: 'How they know',
  chain: 'Cited via',
  chainHint: 'One a line, nearest to this text first.',
  learn: (words: string, name: string) => `Also read ‘${words}’ as ${name} in this case`,
  learnWarning:
    'These words are a description and may mean somebody else elsewhere. Look at what they would change.',
  learnOther:
    'These words may be the name of somebody else. Leave this off when only this statement was read wrongly.',
  learnTouches: (n: number) =>
    n === 0
      ? 'No other proposal has this speaker; what is captured later will be read so.'
      : `${counted(n, 'other proposal', 'other proposals')} would be read so, and stay ${n === 1 ? 'a proposal' : 'proposals'}:`,
  learnLine: (outlet: string | null, words: string) => (outlet ? `${outlet}: ${words}` : words),
  learnMore: (n: number) => `and ${n.toLocaleString('en-GB')} more`,
  speakerHint: 'As the text names them. Empty when the speaker is not known.',
  affiliationHint: 'Organisation and role.',
  dateHint: (precision: Precision) =>
    precision === 'unknown'
      ? 'A day 2031-02-18, a month 2031-02 or a year 2031.'
      : `Known to the ${precision}.`,
  aboutHint: 'The party or thing spoken of.',
  span: 'Words of the statement',
  spanHint: 'Select other words here, then say below what they are.',
  spanUse: 'These are the statement',
  spanNow: 'Statement',
  contentUse: 'These were said',
  contentMore: 'These were said too',
  contentNow: 'Said',
  save: 'Save',
  saved: 'Your reading was saved.',
  nothingChanged: 'Nothing was changed.',
  cancel: 'Cancel',

  keys: {
    accept: 'Reads right',
    reject: 'Reject',
    edit: 'Edit',
    link: 'Link an answer',
    read: 'Read the article',
    next: 'Next proposal',
    previous: 'Previous proposal',
    kind: (kind: string) => `Set the kind: ${kind.toLowerCase()}`,
  },
};
