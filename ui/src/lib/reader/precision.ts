// How exactly a date is known that is being typed.

export type Precision = 'minute' | 'day' | 'month' | 'year' | 'unknown';

const FORMS: [RegExp, Precision][] = [
  [/^\d{4}[~?]?$/u, 'year'],
  [/^\d{4}-\d\d[~?]?$/u, 'month'],
  [/^\d{4}-\d\d-\d\d[~?]?$/u, 'day'],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d/u, 'minute'],
];

/** Returns how exactly a date is known; unknown while it is none, and for a range. */
export function precisionOf(typed: string): Precision {
  const date = typed.trim();
  return FORMS.find(([form]) => form.test(date))?.[1] ?? 'unknown';
}
