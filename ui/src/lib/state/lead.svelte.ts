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
  #underway = $state<string | null>(null);

  /** What is wrong, once the form was sent. */
  get problems() {
    if (!this.#wasSent) return {};
    return {
      ...(isDate(this.date.trim()) ? {} : { date: t.leadDateWrong }),
      ...(this.words.trim() ? {} : { words: t.leadWordsMissing }),
      ...(isAddress(this.address.trim()) ? {} : { address: t.leadAddressWrong }),
    };
  }

  /** Whether just this is on its way. */
  get isSending(): boolean {
    return this.#underway !== null && this.#underway === this.#written;
  }

  /**
   * Sends the lead, unless something is wrong with it or just this is on its way; tells whether it
   * was sent. The form is emptied unless it was changed meanwhile.
   */
  async send(send: (lead: NewLead) => Promise<void>): Promise<boolean> {
    this.#wasSent = true;
    if (Object.keys(this.problems).length > 0 || this.isSending) return false;
    const sent = (this.#underway = this.#written);
    try {
      await send(this.#lead);
    } finally {
      this.#underway = null;
    }
    if (sent === this.#written) this.#clear();
    return true;
  }

  get #lead(): NewLead {
    return {
      kind: this.kind,
      date: this.date.trim(),
      words: this.words.trim(),
      by: this.by.trim() || null,
      about: this.about.trim() || null,
      address: this.address.trim(),
    };
  }

  get #written(): string {
    return JSON.stringify(this.#lead);
  }

  #clear() {
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
