// Cuts a query into its parts: words, quoted phrases, and whatever stands in brackets. Nothing that
// is typed is an error; a quotation or bracket that is not closed runs to the end.

export interface Unit {
  text: string;
  /** Whether its quotation marks and brackets are all closed. */
  isClosed: boolean;
}

export function units(text: string): Unit[] {
  const found: Unit[] = [];
  let current = '';
  let depth = 0;
  let isQuoted = false;
  const finish = (isClosed: boolean) => {
    if (current) found.push({ text: current, isClosed });
    current = '';
  };
  for (const character of text) {
    if (/\s/u.test(character) && !isQuoted && depth === 0) {
      finish(true);
      continue;
    }
    if (/["“”„«»]/u.test(character)) isQuoted = !isQuoted;
    else if (!isQuoted && character === '(') depth += 1;
    else if (!isQuoted && character === ')') depth = Math.max(0, depth - 1);
    current += character;
  }
  finish(!isQuoted && depth === 0);
  return found;
}

/** Tells whether a part is one of the words that join others. */
export function isFor(unit: Unit, ...operators: ('OR' | 'AND' | 'NOT')[]): boolean {
  return operators.some((operator) => operator === unit.text);
}

/** Puts brackets round words that would bind to what stands before them. */
export function wrap(text: string): string {
  const all = units(text);
  if (!all.some((unit) => isFor(unit, 'OR', 'AND'))) return text;
  const isOpen = all.at(-1)?.isClosed === false;
  return `(${text}${isOpen ? ending(text) : ''})`;
}

/** Takes away the brackets that `wrap` puts. */
export function unwrap(text: string): string {
  const [only, ...others] = units(text);
  if (!only?.isClosed || others.length > 0 || !/^\(.*\)$/su.test(text)) return text;
  const inner = text.slice(1, -1);
  return wrap(inner) === text ? inner : text;
}

/** What closes the quotation and the brackets that a text leaves open. */
function ending(text: string): string {
  const isQuoted = (text.match(/["“”„«»]/gu)?.length ?? 0) % 2 === 1;
  const bare = text.replace(/["“”„«»][^"“”„«»]*["“”„«»]?/gu, '');
  const open = (bare.match(/\(/gu)?.length ?? 0) - (bare.match(/\)/gu)?.length ?? 0);
  return (isQuoted ? '"' : '') + ')'.repeat(Math.max(0, open));
}
