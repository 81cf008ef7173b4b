// The values of a list of names as what a select offers, in the order of the list.

export interface Option<T extends string> {
  value: T;
  label: string;
}

/** Returns each value with its name. */
export function optionsOf<T extends string>(names: Record<T, string>): Option<T>[] {
  return (Object.keys(names) as T[]).map((value) => ({ value, label: names[value] }));
}
