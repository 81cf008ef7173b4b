// The settings, saved one by one: each field tells by itself whether it was saved, or what is wrong.

import type { LibrarySettings, LibraryView } from '../ipc/bindings';
import type { Failure, WindowSettings } from '../ipc/backend';
import { asFailure, type Session } from './session.svelte';

/** A setting that can be saved. */
export type Setting =
  | 'library'
  | 'reporter'
  | 'theme'
  | 'single_keys'
  | 'hints'
  | 'user_agent'
  | 'proxy'
  | 'fetch_while_open'
  | 'case_proxy'
  | 'saving';

export class Settings {
  readonly #session: Session;
  #library = $state.raw<LibraryView | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #faults = $state.raw<Partial<Record<Setting, Failure | null>>>({});
  #saved = $state<Setting | null>(null);

  constructor(session: Session) {
    this.#session = session;
  }

  /** The library as it stands; null until it is loaded. */
  get library() {
    return this.#library;
  }

  /** What this window keeps on this machine; null until it is loaded. */
  get window() {
    return this.#session.settings;
  }

  get failure() {
    return this.#failure;
  }

  /** What was saved last. */
  get saved() {
    return this.#saved;
  }

  /** The version of the program, which its own User-Agent names. */
  get version(): string | null {
    return /^[^/\s]+\/(\S+)/.exec(this.#library?.default_user_agent ?? '')?.[1] ?? null;
  }

  fault(setting: Setting): Failure | null {
    return this.#faults[setting] ?? null;
  }

  async load() {
    try {
      if (!this.#session.settings) await this.#session.loadSettings();
      this.#library = await this.#session.backend.library();
      this.#failure = null;
    } catch (error) {
      this.#failure = asFailure(error);
    }
  }

  /** Saves one setting of the window; what was set stays when that fails. */
  saveWindow<K extends keyof WindowSettings & Setting>(
    setting: K,
    value: WindowSettings[K],
  ): Promise<boolean> {
    return this.#save(setting, async () => {
      await this.#session.saveSettings({ [setting]: value });
    });
  }

  /** Saves one setting of the library, to which the command line keeps too. */
  saveLibrary<K extends keyof LibrarySettings>(
    setting: K,
    value: LibrarySettings[K],
  ): Promise<boolean> {
    const save = async () => {
      const library = this.#library;
      if (!library) return;
      const settings = { ...library.settings, [setting]: value };
      await this.#session.backend.setLibrarySettings(settings);
      this.#library = { ...library, settings };
    };
    return this.#save(setting, () => this.#session.inTurn(save));
  }

  /** Gives the open case a way to the network of its own; null: that of the library. */
  saveCaseProxy(proxy: string | null): Promise<boolean> {
    return this.#save('case_proxy', async () => {
      const case_ = this.#session.caseId;
      if (!case_) return;
      await this.#session.backend.setCaseProxy(case_, proxy);
      await this.#session.refreshCase();
    });
  }

  /** Allows that a web archive is asked to save pages, or no longer. */
  allowSaving(may: boolean): Promise<boolean> {
    return this.#save('saving', async () => {
      await this.#session.backend.allowSavingToArchive(may);
      await this.load();
    });
  }

  /** Opens another folder as the library: its cases take the place of those shown. */
  async moveLibrary(folder: string): Promise<boolean> {
    const done = await this.saveWindow('library', folder);
    if (done) {
      this.#session.closeCase();
      await this.load();
    }
    return done;
  }

  async #save(setting: Setting, act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      this.#faults = { ...this.#faults, [setting]: null };
      this.#saved = setting;
      return true;
    } catch (error) {
      this.#faults = { ...this.#faults, [setting]: asFailure(error) };
      if (this.#saved === setting) this.#saved = null;
      return false;
    }
  }
}
