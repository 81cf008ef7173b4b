// One statement while it is being corrected: its fields as they are typed, and what came of saving.

import type { Failure } from '../ipc/backend';
import type { LessonView } from '../ipc/bindings';
import { editOf, fieldOf, formOf, keepTyped, type DateField, type EditForm } from '../reader/edit';
import { asFailure, type Session } from './session.svelte';

export class Correction {
  readonly #session: Session;
  #id: string | null = null;
  /** The version by which it is corrected. */
  #version: string | null = null;
  #before: EditForm | null = null;
  #form = $state.raw<EditForm | null>(null);
  #text = $state.raw<string | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #isSaving = $state(false);
  #lesson = $state.raw<LessonView | null>(null);
  /** Whether the lesson is to be learned. */
  learns = $state(false);

  constructor(session: Session) {
    this.#session = session;
  }

  /** Null until the statement is loaded. */
  get form() {
    return this.#form;
  }

  /** The text that the statement stands in. */
  get text() {
    return this.#text;
  }

  get failure() {
    return this.#failure;
  }

  /** The date that could not be read, when that is what failed. */
  get failedField(): DateField | null {
    return this.#failure && this.#form ? fieldOf(this.#failure, this.#form) : null;
  }

  get isSaving() {
    return this.#isSaving;
  }

  /** What can be learned from the speaker as it is typed now; null when nothing can. */
  get lesson() {
    return this.#lesson;
  }

  async load(id: string) {
    this.#id = id;
    this.#failure = null;
    await this.#fetch(id);
  }

  async #fetch(id: string) {
    const case_ = this.#session.caseId;
    if (!case_) return;
    try {
      const { backend } = this.#session;
      const detail = await backend.statement(case_, id);
      const document = detail.row.document?.id;
      const view = document ? await backend.document(case_, document, detail.version) : null;
      if (this.#id !== id) return;
      const [before, typed] = [this.#before, this.#form];
      this.#version = detail.version;
      this.#before = formOf(detail);
      this.#form = before && typed ? keepTyped(before, typed, this.#before) : this.#before;
      this.#text = view?.text ?? null;
    } catch (error) {
      if (this.#id === id) this.#failure = asFailure(error);
    }
  }

  change(change: Partial<EditForm>) {
    if (this.#form) this.#form = { ...this.#form, ...change };
    if (change.speaker !== undefined) void this.#ask(change.speaker);
  }

  /** A name like those of the entity is learned unless the reporter says no. A description, or the
   * name of somebody else perhaps, only when they say so. */
  async #ask(speaker: string) {
    const [case_, id] = [this.#session.caseId, this.#id];
    if (!case_ || !id) return;
    const isNew = speaker.trim() !== '' && speaker !== this.#before?.speaker;
    const ask = () => this.#session.backend.lesson(case_, id, speaker);
    const lesson = isNew ? await ask().catch(() => null) : null;
    if (this.#id !== id || this.#form?.speaker !== speaker) return;
    if (lesson?.entity !== this.#lesson?.entity)
      this.learns = lesson !== null && lesson.is_name && lesson.is_alike;
    this.#lesson = lesson;
  }

  async save(): Promise<'saved' | 'unchanged' | 'failed'> {
    const [id, before, form] = [this.#id, this.#before, this.#form];
    if (!id || !before || !form || this.#isSaving) return 'failed';
    const edit = editOf(before, form);
    if (Object.values(edit).every((value) => value === null)) return 'unchanged';
    this.#isSaving = true;
    this.#failure = null;
    try {
      const { backend, caseId } = this.#session;
      const learn = this.#lesson && this.learns ? caseId : null;
      const done = await this.#session.inTurn(() => backend.edit(id, edit, this.#version, learn));
      this.#session.tell(done);
      this.#session.tell('more');
      return 'saved';
    } catch (error) {
      await this.#take(asFailure(error));
      return 'failed';
    } finally {
      this.#isSaving = false;
    }
  }

  /** A statement that was read anew meanwhile is shown as it is now; what was typed stays. */
  async #take(failure: Failure) {
    this.#failure = failure;
    if (failure.code === 'changed' && this.#id) await this.#fetch(this.#id);
  }
}
