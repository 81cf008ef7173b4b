// The keyboard's focus goes with the selection, unless it is busy elsewhere.

/** Focuses the line with an id in a list when the focus is in that list, or nowhere. */
export function focusLine(list: HTMLElement | undefined, id: string) {
  const active = document.activeElement;
  if (!list || (active !== document.body && !list.contains(active))) return;
  const lines = [...list.querySelectorAll<HTMLElement>('[data-card]')];
  lines.find((it) => it.dataset['card'] === id)?.focus({ preventScroll: true });
}
