// What is searched for, as the box shows it: fields as chips, and the rest as it was typed. Both are
// one query; `print` writes it in the language of the index and `parse` reads it back.

import { isFor, units, unwrap, wrap, type Unit } from './units';

/** The fields that become chips, in the order in which they are offered. */
export const FIELDS = [
  'type',
  'kind',
  'speaker',
  'outlet',
  'status',
  'title',
  'entity',
  'tag',
  'attribution',
  'lang',
] as const;

export type FieldName = (typeof FIELDS)[number];

/** One field with the values of which any will do. */
export interface FieldChip {
  field: FieldName;
  values: string[];
}

export interface Query {
  chips: FieldChip[];
  text: string;
}

export const NOTHING: Query = { chips: [], text: '' };

/** Reads a query; what is no field, or stands beside an OR, stays text as it was typed. */
export function parse(typed: string): Query {
  const all = units(typed);
  if (all.some((unit) => isFor(unit, 'OR', 'AND'))) return { chips: [], text: typed.trim() };
  let chips: FieldChip[] = [];
  const rest: string[] = [];
  all.forEach((unit, at) => {
    const before = all[at - 1];
    const chip = before && isFor(before, 'NOT') ? null : chipOf(unit);
    if (chip) chips = joined(chips, chip);
    else rest.push(unit.text);
  });
  const text = rest.join(' ');
  return { chips, text: chips.length > 0 ? unwrap(text) : text };
}

/** Writes a query as one line that the index understands. */
export function print({ chips, text }: Query): string {
  const words = text.trim();
  if (chips.length === 0) return words;
  const typed = words ? [wrap(words)] : [];
  return [...chips.map(printChip), ...typed].join(' ');
}

/** As `print`, without a field at the end whose value is still to be typed. */
export function printFinished(query: Query): string {
  return print({ ...query, text: query.text.replace(/(^|\s)-?[a-z]+:"?\s*$/u, '') });
}

/** Puts a value into the query, or takes it out when it is there. */
export function toggled(query: Query, field: FieldName, given: string): Query {
  const value = plain(given);
  if (!has(query, field, value)) {
    return { ...query, chips: joined(query.chips, { field, values: [value] }) };
  }
  const without = (chip: FieldChip): FieldChip =>
    chip.field === field ? { field, values: chip.values.filter((it) => it !== value) } : chip;
  return { ...query, chips: query.chips.map(without).filter((chip) => chip.values.length > 0) };
}

export function withoutField(query: Query, field: FieldName): Query {
  return { ...query, chips: query.chips.filter((chip) => chip.field !== field) };
}

export function has(query: Query, field: FieldName, value: string): boolean {
  const wanted = plain(value);
  return query.chips.some((chip) => chip.field === field && chip.values.includes(wanted));
}

/** Returns the query that finds what somebody said. */
export function wordsOf(speaker: string): string {
  return print(toggled(NOTHING, 'speaker', speaker));
}

/** Makes finished fields of the typed text chips beside those that there are. */
export function absorbed(query: Query): Query {
  const { chips, text } = parse(query.text);
  return { chips: chips.reduce(joined, query.chips), text };
}

function joined(chips: FieldChip[], added: FieldChip): FieldChip[] {
  const same = chips.find((chip) => chip.field === added.field);
  if (!same) return [...chips, added];
  const values = [...new Set([...same.values, ...added.values])];
  return chips.map((chip) => (chip === same ? { ...chip, values } : chip));
}

function printChip({ field, values }: FieldChip): string {
  const parts = values.map((value) => `${field}:${quoted(value)}`);
  return parts.length === 1 ? parts.join('') : `(${parts.join(' OR ')})`;
}

function quoted(value: string): string {
  return /^[\p{L}\p{N}_]+$/u.test(value) ? value : `"${value}"`;
}

/** A quotation mark inside a value would end it; the index reads no punctuation anyway. */
function plain(value: string): string {
  return value
    .replace(/["“”„«»\\]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

function chipOf(unit: Unit): FieldChip | null {
  const single = fieldOf(unit.text);
  if (single) return { field: single.field, values: [single.value] };
  if (!unit.text.startsWith('(') || !unit.isClosed) return null;
  return groupOf(units(unit.text.slice(1, -1)));
}

/** Reads `kind:denial OR kind:claim`: one field throughout. */
function groupOf(inner: Unit[]): FieldChip | null {
  const values: string[] = [];
  let field: FieldName | null = null;
  for (const [at, unit] of inner.entries()) {
    if (at % 2 === 1) {
      if (!isFor(unit, 'OR')) return null;
      continue;
    }
    const read = fieldOf(unit.text);
    if (!read || (field && field !== read.field)) return null;
    field = read.field;
    values.push(read.value);
  }
  return field && inner.length % 2 === 1 ? { field, values: [...new Set(values)] } : null;
}

function fieldOf(text: string): { field: FieldName; value: string } | null {
  const found = /^([a-z]+):(?:["“„]([^"“”„]+)["”]|([^\s"“”„()[\]:*^~\\]+))$/u.exec(text);
  const field = FIELDS.find((it) => it === found?.[1]);
  const value = plain(found?.[2] ?? found?.[3] ?? '');
  return field && value ? { field, value } : null;
}
