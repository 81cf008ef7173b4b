// An export before it is written: which lines, in which format, how it will look and where it goes.

import type { ExportFormat, ExportScope, Failure } from '../ipc/backend';
import type { ExportPreview } from '../ipc/bindings';
import type { Standing } from '../timeline/choice';
import { asFailure, type Session } from './session.svelte';

export type What = 'shown' | 'whole';

export const WHOLE_CASE: ExportScope = {
  kinds: [],
  speaker: null,
  outlets: [],
  after: null,
  before: null,
  clock: 'said',
  proposals: false,
};

/** What every export holds: only proposals can be left out. */
type Kept = Exclude<Standing, 'proposals'>;
const KEPT: readonly Kept[] = ['checked', 'leads'];

const ENDING = /\.(md|html|csv|json)$/u;

export class Exporting {
  readonly #session: Session;
  #shown = $state.raw<ExportScope>(WHOLE_CASE);
  #what = $state<What>('shown');
  #format = $state<ExportFormat>('md');
  #standings = $state.raw<readonly Standing[]>(KEPT);
  #proposals = $state(false);
  #preview = $state.raw<ExportPreview | null>(null);
  #previewed = $state<ExportFormat>('md');
  #folder = $state('');
  #named = $state<string | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #isLoading = $state(false);
  #isWriting = $state(false);
  #written = $state<string | null>(null);
  #fault = $state.raw<Failure | null>(null);
  #turn = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  get what() {
    return this.#what;
  }

  get format() {
    return this.#format;
  }

  /** Whether proposals go out: only when a person says so, whatever the timeline shows. */
  get proposals(): boolean {
    return this.#proposals;
  }

  /** What the timeline hides and the export holds all the same. */
  get unhidden(): Kept[] {
    if (this.#what === 'whole') return [];
    return KEPT.filter((standing) => !this.#standings.includes(standing));
  }

  /** Which lines are exported. */
  get scope(): ExportScope {
    const scope =
      this.#what === 'shown' ? this.#shown : { ...WHOLE_CASE, clock: this.#shown.clock };
    return { ...scope, proposals: this.proposals };
  }

  /** The last preview; it stays while the next is waited for. */
  get preview() {
    return this.#preview;
  }

  /** The format that the preview is in. */
  get previewed() {
    return this.#previewed;
  }

  get failure() {
    return this.#failure;
  }

  get isLoading() {
    return this.#isLoading;
  }

  get isWriting() {
    return this.#isWriting;
  }

  /** Why nothing was written to the place that was named. */
  get fault() {
    return this.#fault;
  }

  /** The file that was written last. */
  get written() {
    return this.#written;
  }

  /** Where the export goes: the folder for exports, or what the person named. */
  get path() {
    return this.#named ?? joined(this.#folder, this.#preview?.file_name ?? '');
  }

  /** Whether a person named the file: then one that is there is replaced. */
  get isNamed() {
    return this.#named !== null;
  }

  async loadFolder() {
    this.#folder = (await this.#session.attempt(() => this.#session.backend.exportFolder())) ?? '';
  }

  /** Follows the timeline's filters, and loads the preview. */
  load(shown: ExportScope, standings: readonly Standing[]) {
    this.#shown = shown;
    this.#standings = standings;
    return this.#loadPreview();
  }

  takeWhat(what: What) {
    this.#what = what;
    return this.#chosenAnew();
  }

  takeFormat(format: ExportFormat) {
    this.#format = format;
    this.#named = this.#named?.replace(ENDING, `.${format}`) ?? null;
    return this.#chosenAnew();
  }

  takeProposals(proposals: boolean) {
    this.#proposals = proposals;
    return this.#chosenAnew();
  }

  name(path: string) {
    // A field that was emptied to be filled anew must not fill itself.
    const own = joined(this.#folder, this.#preview?.file_name ?? '');
    const isOwn = path !== '' && path === own;
    this.#named = isOwn ? null : path;
    this.#fault = null;
    this.#written = null;
  }

  /** Asks the system where to. */
  async choose() {
    const name = this.#preview?.file_name ?? '';
    const path = await this.#session.attempt(() => this.#session.backend.chooseExportFile(name));
    if (path) this.name(path);
  }

  /** Writes the export. Into its own folder it goes under a name that is free. */
  async write() {
    const case_ = this.#session.caseId;
    if (!case_ || this.#isWriting) return;
    this.#isWriting = true;
    this.#fault = this.#written = null;
    const target = this.#named?.trim() ? this.#named.trim() : this.#folder;
    const { backend } = this.#session;
    try {
      this.#written = await backend.exportTo(case_, this.scope, this.#format, target);
    } catch (error) {
      this.#fault = asFailure(error);
    }
    this.#isWriting = false;
  }

  #chosenAnew() {
    this.#written = this.#fault = null;
    return this.#loadPreview();
  }

  async #loadPreview() {
    const case_ = this.#session.caseId;
    if (!case_) return;
    const turn = ++this.#turn;
    const format = this.#format;
    this.#isLoading = true;
    try {
      const preview = await this.#session.backend.exportPreview(case_, this.scope, format);
      if (turn !== this.#turn) return;
      this.#preview = preview;
      this.#previewed = format;
      this.#failure = null;
    } catch (error) {
      if (turn === this.#turn) this.#failure = asFailure(error);
    }
    if (turn === this.#turn) this.#isLoading = false;
  }
}

/** Joins a folder and a name by the separator that the folder uses. */
function joined(folder: string, name: string): string {
  if (!folder) return name;
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}
