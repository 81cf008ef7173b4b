// A lead as it is typed, and what is wrong with it.

import type { NewLead } from '../ipc/backend';
import type { Kind } from '../ipc/bindings';
import { cases as t } from '../messages';

export class LeadDraft {
  date = $state('');
  kind = $state<Kind>('allegation');
  by = $state('');
  about = $state('');
  words = $state('');
  address = $state('');
  #wasSent = $state(false);

  /** What is wrong, once the form was sent. */
  get problems() {
    if (!this.#wasSent) return {};
    return {
      ...(isDate(this.date.trim()) ? {} : { date: t.leadDateWrong }),
      ...(this.words.trim() ? {} : { words: t.leadWordsMissing }),
      ...(isAddress(this.address.trim()) ? {} : { address: t.leadAddressWrong }),
    };
  }

  /** Returns the lead, or null when something is wrong with it. */
  finish(): NewLead | null {
    this.#wasSent = true;
    if (Object.keys(this.problems).length > 0) return null;
    return {
      kind: this.kind,
      date: this.date.trim(),
      words: this.words.trim(),
      by: this.by.trim() || null,
      about: this.about.trim() || null,
      address: this.address.trim(),
    };
  }

  clear() {
    this.date = this.by = this.about = this.words = this.address = '';
    this.#wasSent = false;
  }
}

/** A day, a month or a year; whether the day exists is for the engine to say. */
function isDate(text: string): boolean {
  return /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text);
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
