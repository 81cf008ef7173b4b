// The form in which a statement is corrected, and what of it was changed.

import type { AnswerForm, Attribution, Kind, StatementDetail } from '../ipc/bindings';
import type { Edit, Failure } from '../ipc/backend';

/** The fields as they are typed; empty text for what is not known. */
export interface EditForm {
  kind: Kind;
  answerForm: AnswerForm | '';
  speaker: string;
  affiliation: string;
  attribution: Attribution;
  said: string;
  happened: string;
  about: string;
  span: [number, number] | null;
}

export function formOf({ row, span }: StatementDetail): EditForm {
  return {
    kind: row.kind,
    answerForm: row.answer_form ?? '',
    speaker: row.speaker ?? '',
    affiliation: row.speaker_affiliation ?? '',
    attribution: row.attribution ?? 'named',
    said: row.said.value ?? '',
    happened: row.happened.value ?? '',
    about: row.about ?? '',
    span,
  };
}

/** An edit that changes nothing. */
export const NO_CHANGE: Edit = {
  kind: null,
  answer_form: null,
  speaker: null,
  speaker_affiliation: null,
  attribution: null,
  said: null,
  happened: null,
  about: null,
  span: null,
};

/** Returns what differs; everything else stays as it is. */
export function editOf(before: EditForm, after: EditForm): Edit {
  const changed = <K extends keyof EditForm>(field: K): EditForm[K] | null =>
    String(before[field]) === String(after[field]) ? null : after[field];
  return {
    kind: changed('kind'),
    answer_form: hasAnswerForm(after.kind) ? changed('answerForm') || null : null,
    speaker: changed('speaker'),
    speaker_affiliation: changed('affiliation'),
    attribution: changed('attribution'),
    said: changed('said'),
    happened: changed('happened'),
    about: changed('about'),
    span: changed('span'),
  };
}

/** Only a denial or a refusal to comment says how it answers. */
export function hasAnswerForm(kind: Kind): boolean {
  return kind === 'denial' || kind === 'no_comment';
}

export type DateField = 'said' | 'happened';

/** Which date a failure is about; null when it is about something else. */
export function fieldOf(failure: Failure, form: EditForm): DateField | null {
  if (failure.code !== 'bad_value' || failure.subject === null) return null;
  if (failure.subject === form.happened) return 'happened';
  return failure.subject === form.said ? 'said' : null;
}
