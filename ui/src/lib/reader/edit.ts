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
    answer_form: formsOf(after.kind).length > 0 ? changed('answerForm') || null : null,
    speaker: changed('speaker'),
    speaker_affiliation: changed('affiliation'),
    attribution: changed('attribution'),
    said: changed('said'),
    happened: changed('happened'),
    about: changed('about'),
    span: changed('span'),
  };
}

/** Returns a form as it is now with what was typed; words that were chosen in a text are not kept. */
export function keepTyped(before: EditForm, typed: EditForm, now: EditForm): EditForm {
  const changes = Object.entries(typed).filter(
    ([field, value]) => field !== 'span' && value !== before[field as keyof EditForm],
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
