// One load after another: what is asked for while a load runs is loaded once more when that is done.
// So a load is never thrown away for a later one, and there are never two at a time.

export class Again {
  #running: Promise<void> | null = null;
  #isAsked = false;

  /** Resolves when nothing is asked for any more. The act tells of its own failures. */
  run(act: () => Promise<void>): Promise<void> {
    this.#isAsked = true;
    this.#running ??= this.#work(act);
    return this.#running;
  }

  async #work(act: () => Promise<void>) {
    try {
      while (this.#isAsked) {
        this.#isAsked = false;
        await act();
      }
    } finally {
      this.#running = null;
    }
  }
}
