// The keys that go from row to row in a list.

const STEPS = ['ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown', 'PageUp'];

/** Whether a key goes to another row: not where it moves in a field or does something else. */
export function isStep(event: KeyboardEvent): boolean {
  const { key, target, defaultPrevented } = event;
  if (defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return false;
  }
  const isField = target instanceof Element && target.matches('input, textarea, select');
  return STEPS.includes(key) && !isField;
}

/** Returns the row that a key goes to from another; `page` is how many rows are in sight. */
export function stepped(key: string, from: number, rows: number, page: number): number {
  const far = Math.max(1, page);
  const to: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + far,
    PageUp: from - far,
    Home: 0,
    End: rows - 1,
  };
  return Math.max(0, Math.min(rows - 1, to[key] ?? from));
}
