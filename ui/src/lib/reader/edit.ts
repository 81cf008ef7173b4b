// The form in which a statement is corrected, and what of it was changed.

import type {
  Access,
  AnswerForm,
  Attribution,
  CorrectionForm,
  Kind,
  Stage,
  StatementDetail,
} from '../ipc/bindings';
import type { Edit, Failure } from '../ipc/backend';

/** First code point and one past the last. */
export type Place = [number, number];

/** The fields as they are typed; empty text for what is not known. */
export interface EditForm {
  kind: Kind;
  answerForm: AnswerForm | '';
  correctionForm: CorrectionForm | '';
  court: string;
  question: string;
  stage: Stage | '';
  speaker: string;
  affiliation: string;
  attribution: Attribution;
  sources: string;
  reason: string;
  basis: string;
  access: Access | '';
  /** One a line, nearest to the text first. */
  chain: string;
  said: string;
  happened: string;
  about: string;
  span: Place | null;
  content: Place[];
}

export function formOf({ row, span, content }: StatementDetail): EditForm {
  return {
    kind: row.kind,
    answerForm: row.answer_form ?? '',
    correctionForm: row.correction_form ?? '',
    court: row.ruling?.court ?? '',
    question: row.ruling?.question ?? '',
    stage: row.ruling?.stage ?? '',
    speaker: row.speaker ?? '',
    affiliation: row.speaker_affiliation ?? '',
    attribution: row.attribution ?? 'named',
    sources: String(row.anonymity?.count ?? ''),
    reason: row.anonymity?.reason ?? '',
    basis: row.anonymity?.basis ?? '',
    access: row.access ?? '',
    chain: row.cited_via.join('\n'),
    said: row.said.value ?? '',
    happened: row.happened.value ?? '',
    about: row.about ?? '',
    span,
    content,
  };
}

/** A form of which nothing is known yet. */
export const EMPTY: EditForm = {
  kind: 'claim',
  answerForm: '',
  correctionForm: '',
  court: '',
  question: '',
  stage: '',
  speaker: '',
  affiliation: '',
  attribution: 'named',
  sources: '',
  reason: '',
  basis: '',
  access: '',
  chain: '',
  said: '',
  happened: '',
  about: '',
  span: null,
  content: [],
};

/** An edit that changes nothing. */
export const NO_CHANGE: Edit = {
  kind: null,
  answer_form: null,
  correction_form: null,
  ruling: null,
  speaker: null,
  speaker_affiliation: null,
  attribution: null,
  anonymity: null,
  access: null,
  cited_via: null,
  said: null,
  happened: null,
  about: null,
  span: null,
  content: null,
};

/** Returns what differs; everything else stays as it is. What another kind or attribution has is left
 * out: it goes with it. */
export function editOf(before: EditForm, after: EditForm): Edit {
  const changed = <K extends keyof EditForm>(field: K): EditForm[K] | null =>
    String(before[field]) === String(after[field]) ? null : after[field];
  const any = (...fields: (keyof EditForm)[]) => fields.some((it) => changed(it) !== null);
  const isRuling = after.kind === 'ruling' && any('court', 'question', 'stage');
  const isUnnamed = after.attribution === 'anonymous' && any('sources', 'reason', 'basis');
  return {
    kind: changed('kind'),
    answer_form: formsOf(after.kind).length > 0 ? changed('answerForm') : null,
    correction_form: after.kind === 'retraction' ? changed('correctionForm') : null,
    ruling: isRuling
      ? { court: after.court, question: after.question, stage: after.stage || null }
      : null,
    speaker: changed('speaker'),
    speaker_affiliation: changed('affiliation'),
    attribution: changed('attribution'),
    anonymity: isUnnamed
      ? { count: countOf(after.sources), reason: after.reason, basis: after.basis }
      : null,
    access: after.attribution === 'document' ? changed('access') : null,
    cited_via: any('chain') ? after.chain.split('\n').filter((it) => it.trim() !== '') : null,
    said: changed('said'),
    happened: changed('happened'),
    about: changed('about'),
    span: changed('span'),
    content: changed('content'),
  };
}

function countOf(typed: string): number | null {
  const count = Number.parseInt(typed, 10);
  return Number.isSafeInteger(count) && count > 0 ? count : null;
}

/** Returns a form as it is now with what was typed; words that were chosen in a text are not kept. */
export function keepTyped(before: EditForm, typed: EditForm, now: EditForm): EditForm {
  const changes = Object.entries(typed).filter(
    ([field, value]) =>
      field !== 'span' && field !== 'content' && value !== before[field as keyof EditForm],
  );
  return { ...now, ...(Object.fromEntries(changes) as Partial<EditForm>) };
}

const FORMS: Partial<Record<Kind, AnswerForm[]>> = {
  denial: ['denies', 'denies_in_part', 'defends', 'counter_accuses', 'does_not_address'],
  no_comment: ['declined', 'no_response', 'unreachable', 'does_not_address'],
};

/** Returns how a statement of a kind can answer; only a denial or a refusal to comment does. */
export function formsOf(kind: Kind): AnswerForm[] {
  return FORMS[kind] ?? [];
}

/** Gives a statement another kind; a form that does not belong to it goes. */
export function withKind(form: EditForm, kind: Kind): EditForm {
  const stays = formsOf(kind).some((it) => it === form.answerForm);
  return { ...form, kind, answerForm: stays ? form.answerForm : '' };
}

export type DateField = 'said' | 'happened';

/** Which date a failure is about; null when it is about something else. */
export function fieldOf(failure: Failure, form: EditForm): DateField | null {
  if (failure.code !== 'bad_value' || failure.subject === null) return null;
  if (failure.subject === form.said.trim()) return 'said';
  return failure.subject === form.happened.trim() ? 'happened' : null;
}
