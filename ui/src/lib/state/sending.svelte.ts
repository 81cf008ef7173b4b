// Something that a dialog sends: whether it is on its way, and what came of it when it failed. The
// dialog covers the notices, so that a failure is told in it.

import type { Failure } from '../ipc/backend';
import { asFailure } from './session.svelte';

export class Sending {
  #failure = $state.raw<Failure | null>(null);
  #isUnderWay = $state(false);

  get failure() {
    return this.#failure;
  }

  get isUnderWay() {
    return this.#isUnderWay;
  }

  /** Forgets an earlier failure. */
  begin() {
    this.#failure = null;
  }

  /** Does something once at a time, and tells whether it was done. */
  async run(act: () => Promise<unknown>): Promise<boolean> {
    if (this.#isUnderWay) return false;
    this.#isUnderWay = true;
    const isDone = await this.ask(act);
    this.#isUnderWay = false;
    return isDone;
  }

  /** Asks for something that the dialog shows, whatever is sent meanwhile. */
  async ask(act: () => Promise<unknown>): Promise<boolean> {
    this.#failure = null;
    try {
      await act();
      return true;
    } catch (error) {
      this.#failure = asFailure(error);
      return false;
    }
  }
}
