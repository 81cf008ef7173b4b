// The words of the glossary as the window writes them: kinds, forms, attributions, states.

import { counted } from '../../format/count';
import type {
  AnswerForm,
  Attribution,
  CorrectionForm,
  EntityType,
  Kind,
  Lane,
  OrderClock,
  Provenance,
} from '../../ipc/bindings';

/** The status of a line: that of a reading, or that it is a lead. */
type LineStatus = 'unread' | 'reading_checked' | 'second_check' | 'cleared' | 'rejected' | 'lead';

const kind: Record<Kind, string> = {
  allegation: 'Allegation',
  claim: 'Claim',
  denial: 'Denial',
  confirmation: 'Confirmation',
  no_comment: 'No comment',
  announcement: 'Announcement',
  ruling: 'Ruling',
  filing: 'Filing',
  retraction: 'Retraction',
};

/** What a speaker does with the words: “Ann Example *alleges*”. */
const verb: Record<Kind, string> = {
  allegation: 'alleges',
  claim: 'claims',
  denial: 'denies',
  confirmation: 'confirms',
  no_comment: 'does not comment',
  announcement: 'announces',
  ruling: 'rules',
  filing: 'files',
  retraction: 'retracts',
};

const answerForm: Record<AnswerForm, string> = {
  denies: 'denies',
  denies_in_part: 'denies in part',
  defends: 'defends',
  counter_accuses: 'accuses in turn',
  does_not_address: 'does not address it',
  declined: 'declined to comment',
  no_response: 'no response by publication',
  unreachable: 'could not be reached',
};

const correctionForm: Record<CorrectionForm, string> = {
  correction: 'corrects',
  clarification: 'clarifies',
  story_withdrawn: 'withdraws the story',
  claim_withdrawn: 'withdraws the claim',
  dismissed: 'dismisses',
};

const lane: Record<Lane, string> = {
  alleged: 'Alleged or claimed',
  answered: 'Answered',
  acts: 'Acts and rulings',
};

const attribution: Record<Attribution, string> = {
  named: 'named',
  anonymous: 'anonymous',
  document: 'a document',
  outlet: 'the outlet itself',
};

const status: Record<LineStatus, string> = {
  unread: 'proposal',
  reading_checked: 'reading checked',
  second_check: 'checked twice',
  cleared: 'cleared',
  rejected: 'rejected',
  lead: 'lead',
};

const clock: Record<OrderClock, string> = {
  happened: 'Happened',
  said: 'Said',
  published: 'Published',
  captured: 'Captured',
};

const provenance: Record<Provenance, string> = {
  fetched: 'fetched',
  imported: 'imported',
  supplied: 'supplied by reporter, not fetched',
  bundled: 'bundled with the program',
  web_archive: 'fetched from a web archive',
};

const entityType: Record<EntityType, string> = {
  person: 'Person',
  organisation: 'Organisation',
  place: 'Place',
  product: 'Product',
  law: 'Law',
  proceeding: 'Proceeding',
};

export const words = {
  kind,
  verb,
  answerForm,
  correctionForm,
  lane,
  attribution,
  status,
  clock,
  provenance,
  entityType,
  unknownSpeaker: 'Speaker not known',
  noDate: 'no date',
  about: (date: string) => `about ${date}`,
  between: (from: string, to: string) => `${from} – ${to}`,
  from: (date: string) => `from ${date}`,
  until: (date: string) => `until ${date}`,
  /** The zone of a time without a shift. */
  noShift: 'GMT',
  sameDay: 'the same day',
  days: (days: number) => counted(days, 'day', 'days'),
  /** A time that passed, in whole hours and the minutes beyond them. */
  passed: (hours: number, minutes: number) =>
    [hours > 0 ? `${hours} h` : '', minutes > 0 || hours === 0 ? `${minutes} min` : '']
      .filter(Boolean)
      .join(' '),
};
