// Asks once a second how the library stands, while the window can be seen.

import type { Session } from './session.svelte';

const SECOND = 1000;

/** Starts asking; returns how to stop. A failure is told once, until an answer comes again. */
export function heartbeat(session: Session): () => void {
  let isAsking = false;
  let wasLost = false;

  async function beat() {
    if (isAsking || document.hidden) return;
    isAsking = true;
    try {
      await session.beat();
      wasLost = false;
    } catch (error) {
      if (!wasLost) await session.attempt(() => Promise.reject(error));
      wasLost = true;
    } finally {
      isAsking = false;
    }
  }

  const timer = setInterval(() => void beat(), SECOND);
  const seen = () => void beat();
  document.addEventListener('visibilitychange', seen);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', seen);
  };
}
