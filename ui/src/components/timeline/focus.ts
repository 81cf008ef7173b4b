// The keyboard among the lines: the focus goes with the selection, unless it is busy elsewhere.

import type { TimelineState } from '../../lib/state/timeline.svelte';

/** Focuses the line with an id in a list when the focus is in that list, or nowhere. */
export function focusLine(list: HTMLElement | undefined, id: string) {
  const active = document.activeElement;
  if (!list || (active !== document.body && !list.contains(active))) return;
  const lines = [...list.querySelectorAll<HTMLElement>('[data-card]')];
  lines.find((it) => it.dataset['card'] === id)?.focus({ preventScroll: true });
}

/** On a line, the arrows do what J and K do. */
export function stepByArrow(event: KeyboardEvent, timeline: TimelineState) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  timeline.move(event.key === 'ArrowDown' ? 1 : -1);
}
