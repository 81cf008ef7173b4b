// Numbers with their nouns.

const NUMBER = new Intl.NumberFormat('en-GB');

/** Returns a number as it is read: `12,400`. */
export function number(count: number): string {
  return NUMBER.format(count);
}

/** Returns a number with its noun: `1 document`, `12,400 documents`. */
export function counted(count: number, one: string, many: string): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}
