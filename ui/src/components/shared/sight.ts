// Bringing a row into the sight of its list, no further than needed.

/** Returns how far a list has to be scrolled so that a row stands in it: whole, or from its top. */
export function distance(row: DOMRect, list: DOMRect): number {
  const [above, below] = [row.top - list.top, row.bottom - list.bottom];
  if (above < 0 || row.height > list.height) return above;
  return Math.max(0, below);
}

/** Scrolls a row into the sight of its list; tells whether it stood there already. */
export function bring(row: Element, list: Element): boolean {
  const far = distance(row.getBoundingClientRect(), list.getBoundingClientRect());
  if (Math.abs(far) < 1) return true;
  list.scrollTop += Math.sign(far) * Math.ceil(Math.abs(far));
  return false;
}
