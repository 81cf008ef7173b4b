// What a reporter typed to put into a case and did not send yet: pages, texts, files, watches. It
// lives as long as the window, so that a look at another screen loses nothing, and it is emptied
// only when what was sent is still what stands there.

import type { WatchKind } from '../ipc/bindings';
import type { Failure, NewWatch, SuppliedText } from '../ipc/backend';
import { addressOf, readAddresses } from './addresses';

/** Sends something and returns what kept it from being taken, if anything did. */
type Send<T> = (what: T) => Promise<Failure | null>;

/** Something that is typed, sent once and then emptied. */
export abstract class Draft {
  #underway = $state<string | null>(null);
  #failure = $state.raw<Failure | null>(null);

  /** All that is typed, to tell whether it changed. */
  protected abstract get written(): string;

  /** Empties what a next one does not share. */
  abstract clear(): void;

  /** Whether just this is on its way. */
  get isSending(): boolean {
    return this.#underway !== null && this.#underway === this.written;
  }

  /** What was wrong with it when it was last sent. */
  get failure() {
    return this.#failure;
  }

  /** Sends it unless just this is on its way; empties it unless it was changed meanwhile. */
  protected async sendOnce(send: () => Promise<Failure | null>) {
    if (this.isSending) return;
    const sent = (this.#underway = this.written);
    const failure = await send();
    if (this.#underway === sent) this.#underway = null;
    this.#failure = failure;
    if (failure === null && this.written === sent) this.clear();
  }
}

/** Addresses of pages, one a line. */
export class PagesDraft {
  text = $state('');
  #wasSent = $state(false);
  #lines = $derived(readAddresses(this.text));

  /** The lines that are wrong, once they were sent. */
  get faults() {
    return this.#wasSent ? this.#lines.filter((it) => it.fault !== null) : [];
  }

  /** Puts addresses under what is typed. */
  add(addresses: string[]) {
    const known = this.#lines.map((it) => it.address);
    const typed = this.text.trim() ? [this.text.trimEnd()] : [];
    this.text = [...typed, ...addresses.filter((it) => !known.includes(it))].join('\n');
  }

  /** Sends the good lines; what is wrong stays to be put right. */
  async send(send: Send<string[]>) {
    const good = this.#lines.flatMap((it) => it.address ?? []);
    const bad = this.#lines.filter((it) => it.fault === 'no_address' || it.fault === 'credentials');
    const typed = this.text.split('\n');
    this.#wasSent = bad.length > 0 || good.length === 0;
    if (good.length === 0) return;
    this.text = bad.map((it) => typed[it.line - 1]?.trim()).join('\n');
    if (await send(good)) this.text = [...good, this.text].filter(Boolean).join('\n');
  }
}

/** A text that was copied from somewhere. */
export class TextDraft extends Draft {
  text = $state('');
  url = $state('');
  title = $state('');
  outlet = $state('');
  published = $state('');
  #wasSent = $state(false);

  constructor(about: string) {
    super();
    this.url = about;
  }

  /** Fills in what it is for, unless something is typed. */
  begin(about: string) {
    if (this.isEmpty) this.url = about;
  }

  get isEmpty(): boolean {
    return this.text.trim() === '';
  }

  /** Whether it was sent without any words. */
  get isNeeded(): boolean {
    return this.#wasSent && this.isEmpty;
  }

  protected get written() {
    return JSON.stringify([this.text, this.url, this.title, this.outlet, this.published]);
  }

  async send(send: Send<SuppliedText>) {
    this.#wasSent = true;
    if (this.isEmpty) return;
    const { text } = this;
    const [url, title, outlet, published] = [this.url, this.title, this.outlet, this.published].map(
      (value) => value.trim() || null,
    );
    await this.sendOnce(() =>
      send({
        text,
        url: url ?? null,
        title: title ?? null,
        outlet: outlet ?? null,
        published: published ?? null,
      }),
    );
  }

  clear() {
    this.text = this.url = this.title = this.outlet = this.published = '';
    this.#wasSent = false;
  }
}

/** Files and folders, one a line, and the address of a page that was saved. */
export class FilesDraft extends Draft {
  text = $state('');
  url = $state('');
  #wasSent = $state(false);

  constructor(about: string) {
    super();
    this.url = about;
  }

  /** Fills in what it is for, unless something is typed. */
  begin(about: string) {
    if (this.isEmpty) this.url = about;
  }

  get paths(): string[] {
    return this.text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  get isEmpty(): boolean {
    return this.paths.length === 0;
  }

  /** Whether it was sent without any file. */
  get isNeeded(): boolean {
    return this.#wasSent && this.isEmpty;
  }

  /** What is wrong with the address, once it was sent. */
  get addressFault(): 'bad' | 'many' | null {
    return this.#wasSent ? this.#fault : null;
  }

  get #fault(): 'bad' | 'many' | null {
    if (!this.url.trim()) return null;
    if (!addressOf(this.url.trim())) return 'bad';
    return this.paths.length > 1 ? 'many' : null;
  }

  protected get written() {
    return JSON.stringify([this.text, this.url]);
  }

  /** Puts files under those that stand there. */
  add(chosen: string[]) {
    const { paths } = this;
    this.text = [...paths, ...chosen.filter((it) => !paths.includes(it))].join('\n');
  }

  async send(send: (paths: string[], url: string | null) => Promise<Failure | null>) {
    this.#wasSent = true;
    if (this.isEmpty || this.#fault) return;
    const { paths } = this;
    const url = this.url.trim() ? addressOf(this.url.trim()) : null;
    await this.sendOnce(() => send(paths, url));
  }

  clear() {
    this.text = this.url = '';
    this.#wasSent = false;
  }
}

/** A place to look at again and again. */
export class WatchDraft extends Draft {
  target = $state('');
  every = $state('1h');
  kind = $state<WatchKind | ''>('');
  #wasSent = $state(false);

  get isEmpty(): boolean {
    return this.target.trim() === '';
  }

  /** Whether it was sent without a place. */
  get isNeeded(): boolean {
    return this.#wasSent && this.isEmpty;
  }

  protected get written() {
    return JSON.stringify([this.target, this.every, this.kind]);
  }

  async send(send: Send<NewWatch>) {
    this.#wasSent = true;
    if (this.isEmpty) return;
    const watch = {
      target: this.target.trim(),
      every: this.every.trim(),
      kind: this.kind === '' ? null : this.kind,
    };
    await this.sendOnce(() => send(watch));
  }

  clear() {
    this.target = this.kind = '';
    this.#wasSent = false;
  }
}

/** What is typed for one case. */
export class Drafts {
  readonly pages = new PagesDraft();
  readonly watch = new WatchDraft();
  readonly #texts = new Map<string, TextDraft>();
  readonly #files = new Map<string, FilesDraft>();

  /** The text for the page at an address, so that no words come under another one. */
  text(about: string): TextDraft {
    const draft = this.#texts.get(about) ?? new TextDraft(about);
    this.#texts.set(about, draft);
    return draft;
  }

  /** The files for the page at an address. */
  files(about: string): FilesDraft {
    const draft = this.#files.get(about) ?? new FilesDraft(about);
    this.#files.set(about, draft);
    return draft;
  }
}
