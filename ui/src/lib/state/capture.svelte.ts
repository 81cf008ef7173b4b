// What a case holds and what is still to come: its capture queue, its watches and its documents.

import type { DocumentLine, JobLine, QueueView } from '../ipc/bindings';
import type { Backend, Failure } from '../ipc/backend';
import { asFailure } from './session.svelte';

export class Capture {
  readonly #backend: Backend;
  #case: string | null = null;
  #queue = $state.raw<QueueView | null>(null);
  #documents = $state.raw<DocumentLine[] | null>(null);
  #fetchWhileOpen = $state(false);
  #agent = $state('');
  #proxy = $state<string | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #done = $derived(this.#queue?.jobs.filter((it) => it.step === 'done').length ?? 0);
  #failed = $derived(this.#queue?.jobs.filter((it) => it.step === 'failed').length ?? 0);

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** The queue; null until it is loaded. */
  get queue() {
    return this.#queue;
  }

  /** Since when the queue is paused, and since when no site could be reached. */
  get pausedSince() {
    return this.#queue?.paused_since ?? null;
  }

  get offlineSince() {
    return this.#queue?.offline_since ?? null;
  }

  get documents() {
    return this.#documents;
  }

  /** Whether watches are looked at while the window is open. */
  get fetchWhileOpen() {
    return this.#fetchWhileOpen;
  }

  /** The name under which pages are asked for. */
  get agent() {
    return this.#agent;
  }

  get proxy() {
    return this.#proxy;
  }

  get failure() {
    return this.#failure;
  }

  get done() {
    return this.#done;
  }

  get failed() {
    return this.#failed;
  }

  /** Whether something is on its way, so that the queue is asked for again. */
  get isWaiting() {
    return this.#queue?.jobs.some((job) => isOnItsWay(job)) ?? false;
  }

  /** Loads a case; what is shown of the same case stays until then. */
  async load(case_: string) {
    if (case_ !== this.#case) {
      this.#queue = null;
      this.#documents = null;
    }
    this.#case = case_;
    await this.#guarded(case_, async () => {
      const [queue, documents, library] = await Promise.all([
        this.#backend.queue(case_),
        this.#backend.documents(case_),
        this.#backend.library(),
      ]);
      if (case_ !== this.#case) return;
      this.#queue = queue;
      this.#documents = documents;
      this.#fetchWhileOpen = library.settings.fetch_while_open;
      this.#agent = library.settings.user_agent ?? library.default_user_agent;
      this.#proxy = library.settings.proxy;
    });
  }

  /** Asks for the queue alone; the caller decides how often. */
  async look() {
    const case_ = this.#case;
    if (!case_) return;
    await this.#guarded(case_, async () => {
      const queue = await this.#backend.queue(case_);
      if (case_ === this.#case) this.#queue = queue;
    });
  }

  async #guarded(case_: string, load: () => Promise<void>) {
    try {
      await load();
      if (case_ === this.#case) this.#failure = null;
    } catch (error) {
      if (case_ === this.#case) this.#failure = asFailure(error);
    }
  }
}

/** Tells whether a job has neither come to an end nor been given up. */
export function isOnItsWay(job: JobLine): boolean {
  return job.step !== 'done' && job.step !== 'failed';
}
