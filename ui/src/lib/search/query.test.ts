import { describe, expect, it, test } from 'vitest';

import { absorbed, has, NOTHING, parse, print, printFinished, toggled, wordsOf } from './query';

/** Reads a query and writes what became of it as `field=value|value … / text`. */
function read(typed: string): string {
  const { chips, text } = parse(typed);
  const shown = chips.map((chip) => `${chip.field}=${chip.values.join('|')}`);
  return `${shown.join(' ')} / ${text}`;
}

describe('fields become chips', () => {
  test.each([
    ['', ' / '],
    ['weights copied', ' / weights copied'],
    ['kind:denial', 'kind=denial / '],
    ['kind:denial weights', 'kind=denial / weights'],
    ['weights kind:denial copied', 'kind=denial / weights copied'],
    ['speaker:"Josune Tallentire"', 'speaker=Josune Tallentire / '],
    ['speaker:“Josune Tallentire”', 'speaker=Josune Tallentire / '],
    ['kind:denial kind:claim', 'kind=denial|claim / '],
    ['(kind:denial OR kind:claim) logs', 'kind=denial|claim / logs'],
    ['speaker:深度求索', 'speaker=深度求索 / '],
  ])('%s', (typed, expected) => expect(read(typed)).toBe(expected));
});

describe('what is no finished field of the index stays as it was typed', () => {
  test.each([
    ['https://news.example/a', ' / https://news.example/a'],
    ['colour:red', ' / colour:red'],
    ['kind:', ' / kind:'],
    ['speaker:"Josune', ' / speaker:"Josune'],
    ['"kind:denial"', ' / "kind:denial"'],
    ['-kind:denial', ' / -kind:denial'],
    ['NOT kind:denial', ' / NOT kind:denial'],
    ['weights OR kind:denial', ' / weights OR kind:denial'],
    ['(kind:denial OR speaker:Ullswold)', ' / (kind:denial OR speaker:Ullswold)'],
    ['kind:denial (weights OR logs', 'kind=denial / (weights OR logs'],
  ])('%s', (typed, expected) => expect(read(typed)).toBe(expected));
});

describe('what is written is read back as the same', () => {
  test.each([
    'weights',
    'weights OR logs',
    'kind:denial',
    'kind:denial weights',
    'kind:denial (weights OR logs)',
    'kind:denial ("a OR b")',
    '(kind:denial OR kind:no_comment) speaker:"Josune Tallentire" weights NOT logs',
    'outlet:"The Aldermere Courier" "training data"',
  ])('%s', (line) => expect(print(parse(line))).toBe(line));

  it('joins nothing that is typed after a chip with OR', () => {
    const query = { chips: parse('kind:denial').chips, text: 'weights OR "logs' };
    expect(print(query)).toBe('kind:denial (weights OR "logs")');
  });
});

describe('clicking', () => {
  it('puts a value in and takes it out again', () => {
    const one = toggled(NOTHING, 'kind', 'denial');
    const two = toggled(one, 'kind', 'claim');
    expect(print(two)).toBe('(kind:denial OR kind:claim)');
    expect(print(toggled(two, 'kind', 'denial'))).toBe('kind:claim');
    expect(toggled(one, 'kind', 'denial')).toEqual(NOTHING);
  });

  it('knows a value with quotation marks again', () => {
    const query = toggled(NOTHING, 'speaker', 'Ann “Annie” Example');
    expect(print(query)).toBe('speaker:"Ann Annie Example"');
    expect(has(query, 'speaker', 'Ann “Annie” Example')).toBe(true);
  });

  it('writes the query for what somebody said', () => {
    expect(wordsOf('Ullswold')).toBe('speaker:Ullswold');
    expect(wordsOf('Guild of Translators')).toBe('speaker:"Guild of Translators"');
  });
});

describe('typing', () => {
  it('adds a finished field to the chips that there are', () => {
    const query = absorbed({ chips: parse('kind:denial').chips, text: 'logs kind:claim ' });
    expect(print(query)).toBe('(kind:denial OR kind:claim) logs');
  });

  it('does not ask for a field without a value', () => {
    expect(printFinished({ chips: [], text: 'weights speaker:' })).toBe('weights');
    expect(printFinished({ chips: [], text: 'speaker:"' })).toBe('');
    expect(printFinished({ chips: [], text: 'kind:denial' })).toBe('kind:denial');
  });
});
