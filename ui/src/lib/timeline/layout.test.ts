import { describe, expect, test } from 'vitest';
import type { TimelineLine } from '../ipc/bindings';
import { line, moment } from '../../testing/fixture';
import { EVERYTHING, failuresOf } from './choice';
import { fold, Links } from './fold';
import { inLanes, inOneColumn, ordered, rowsByCard, stepsOf, type Row } from './layout';

const SAID = { clock: 'said', newest: 'last' } as const;

function denial(over: Partial<TimelineLine>): TimelineLine {
  return line({ kind: 'denial', lane: 'answered', ...over });
}

/** Writes rows as a person would: bands in brackets, cards of one row joined. */
function drawn(rows: Row[]): string[] {
  return rows.map((row) => {
    if (row.type === 'band') return `[${row.moment?.value ?? 'undated'}]`;
    const cards = row.entries.map((entry) => entry.line.id).join('+');
    return '  '.repeat(row.depth) + cards + (row.isDated ? ` ${row.moment.value ?? ''}` : '');
  });
}

function lanes(lines: TimelineLine[], order: Parameters<typeof ordered>[1] = SAID): string[] {
  return drawn(inLanes(fold(ordered(lines, order)), order.clock));
}

describe('in lanes', () => {
  test('cards of one moment stand side by side, each in its lane', () => {
    const at = moment('2031-03-06');
    expect(lanes([line({ id: 'a', said: at }), denial({ id: 'b', said: at })])).toEqual([
      'a+b 2031-03-06',
    ]);
  });

  test('two of one lane stand under each other, and the date is written once', () => {
    const at = moment('2031-03-06');
    const lines = [line({ id: 'a', said: at }), line({ id: 'b', said: at })];
    expect(lanes(lines)).toEqual(['a 2031-03-06', 'b']);
  });

  test('a month stands in a band before its days and never on the first', () => {
    const lines = [
      line({ id: 'day', said: moment('2031-03-01') }),
      line({ id: 'month', said: moment('2031-03') }),
      line({ id: 'year', said: moment('2031') }),
      line({ id: 'before', said: moment('2030-12-31') }),
    ];
    const rows = ['before 2030-12-31', '[2031]', 'year', '[2031-03]', 'month', 'day 2031-03-01'];
    expect(lanes(lines)).toEqual(rows);
  });

  test('a month has one band even among intervals of the same days', () => {
    const month = moment('2031-03');
    const interval = { ...month, value: '2031-03-01/2031-03-31', precision: 'interval' as const };
    const said = [month, interval, month];
    const rows = lanes(said.map((it, index) => line({ id: `st-${index}`, said: it })));
    expect(rows.filter((row) => row === '[2031-03]')).toHaveLength(1);
  });

  test('a band heads its lines when the newest come first, too', () => {
    const lines = [
      line({ id: 'day', said: moment('2031-03-31') }),
      line({ id: 'month', said: moment('2031-03') }),
    ];
    const order = { clock: 'said', newest: 'first' } as const;
    expect(lanes(lines, order)).toEqual(['[2031-03]', 'month', 'day 2031-03-31']);
  });

  test('what lacks the chosen clock comes last under a head of its own', () => {
    const lines = [line({ id: 'without' }), line({ id: 'with', happened: moment('2030-11-04') })];
    const order = { clock: 'happened', newest: 'first' } as const;
    expect(lanes(lines, order)).toEqual(['with 2030-11-04', '[undated]', 'without']);
  });
});

describe('in one column', () => {
  test('an answer stands under what it answers, with its own date', () => {
    const lines = [
      line({ id: 'a', said: moment('2031-03-06'), answered_by: ['c'] }),
      line({ id: 'b', said: moment('2031-03-07') }),
      denial({ id: 'c', said: moment('2031-03-09'), answers: ['a'] }),
    ];
    const entries = fold(ordered(lines, SAID));
    const links = new Links(new Map(lines.map((it) => [it.id, it])), entries);
    const rows = ['a 2031-03-06', '  c 2031-03-09', 'b 2031-03-07'];
    expect(drawn(inOneColumn(entries, 'said', links))).toEqual(rows);
  });

  test('answers in a circle are still shown, each once', () => {
    const lines = [
      line({ id: 'a', answers: ['b'], answered_by: ['b'] }),
      denial({ id: 'b', answers: ['a'], answered_by: ['a'] }),
    ];
    const entries = fold(ordered(lines, SAID));
    const links = new Links(new Map(lines.map((it) => [it.id, it])), entries);
    expect(stepsOf(inOneColumn(entries, 'said', links))).toEqual(['a', 'b']);
  });
});

describe('word-identical lines', () => {
  test('stand as one card, and the checked one shows', () => {
    const lines = [
      line({ id: 'a', cluster: 'k', status: 'unread' }),
      line({ id: 'b', cluster: 'k' }),
      line({ id: 'c', cluster: 'k', status: 'unread' }),
    ];
    const [entry, ...others] = fold(lines);
    expect(others).toEqual([]);
    expect(entry?.line.id).toBe('b');
    expect(entry?.repeats.map((it) => it.id)).toEqual(['a', 'c']);
  });

  test('of another speaker stay apart', () => {
    const lines = [
      line({ id: 'a', cluster: 'k' }),
      line({ id: 'b', cluster: 'k', voice: 'Ullswold' }),
    ];
    expect(fold(lines)).toHaveLength(2);
  });

  test('share their answers, and an answer that is filtered out is still known', () => {
    const shown = [
      line({ id: 'a', cluster: 'k' }),
      line({ id: 'b', cluster: 'k', answered_by: ['c'] }),
    ];
    const hidden = denial({ id: 'c', status: 'unread', answers: ['b'] });
    const entries = fold(shown);
    const links = new Links(new Map([...shown, hidden].map((it) => [it.id, it])), entries);
    const [entry] = entries;
    expect(entry && links.answeredBy(entry)).toEqual([
      { line: hidden, shownAs: null, isProposed: true },
    ]);
  });
});

describe('an answer that nobody has checked stays proposed', () => {
  const linksOf = (lines: TimelineLine[]) => {
    const entries = fold(lines);
    const links = new Links(new Map(lines.map((it) => [it.id, it])), entries);
    return { entries, links };
  };
  const met = line({ id: 'met' });

  test('where a checked line with the same words stands for it', () => {
    const { entries, links } = linksOf([
      line({ ...met, answered_by: ['unread'] }),
      denial({ id: 'checked', cluster: 'k' }),
      denial({ id: 'unread', cluster: 'k', status: 'unread', answers: ['met'] }),
    ]);
    const [allegation, answer] = entries;
    expect(answer?.line.id).toBe('checked');
    expect(allegation && links.answeredBy(allegation)).toMatchObject([
      { line: { id: 'checked' }, isProposed: true },
    ]);
    expect(answer && links.answers(answer)).toMatchObject([
      { line: { id: 'met' }, isProposed: true },
    ]);
  });

  test('until one of the lines that answer is checked', () => {
    const { entries, links } = linksOf([
      line({ ...met, answered_by: ['unread', 'checked'] }),
      denial({ id: 'unread', cluster: 'k', status: 'unread', answers: ['met'] }),
      denial({ id: 'checked', cluster: 'k', answers: ['met'] }),
    ]);
    const [allegation, answer] = entries;
    expect(allegation && links.answeredBy(allegation)).toMatchObject([{ isProposed: false }]);
    expect(answer && links.answers(answer)).toMatchObject([{ isProposed: false }]);
  });
});

test('ten thousand lines come to rows, each line on one of them', () => {
  const first = Date.UTC(2029, 0, 1);
  const lines = Array.from({ length: 10_000 }, (_, index) => {
    const day = new Date(first + (index % 900) * 86_400_000).toISOString().slice(0, 10);
    const said = moment(index % 50 === 0 ? day.slice(0, 7) : day);
    return index % 3 === 0
      ? denial({ id: `st-${index}`, said })
      : line({ id: `st-${index}`, said });
  });
  const failures = failuresOf({ ...EVERYTHING, kinds: ['denial'] }, ['checked']);
  const passing = lines.filter((it) => failures(it) === 0);
  const rows = inLanes(fold(ordered(lines, SAID)), 'said');
  expect(passing).toHaveLength(3334);
  expect(rowsByCard(rows).size).toBe(10_000);
  expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
});
