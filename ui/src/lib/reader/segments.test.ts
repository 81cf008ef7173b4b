import { expect, test } from 'vitest';
import type { MentionMark, StatementMark } from '../ipc/bindings';
import { paragraphs } from './paragraphs';
import { runs } from './segments';

function mark(id: string, start: number, end: number): StatementMark {
  return { id, start, end, kind: 'claim', lane: 'alleged', status: 'unread', speaker: null };
}

function mention(start: number, end: number): MentionMark {
  return { start, end, entity: 'en-1', name: 'Ullswold', type: 'organisation' };
}

interface Given {
  statements?: StatementMark[];
  mentions?: MentionMark[];
  selected?: string;
}

/** Writes runs as `id:words`, mentions in brackets. */
function check(text: string, given: Given, expected: string[]) {
  const [paragraph] = paragraphs(text).slice(-1);
  if (!paragraph) throw new Error('no paragraph');
  const { statements = [], mentions = [], selected = null } = given;
  const found = runs(paragraph, statements, mentions, selected).map((run) => {
    const words = run.segments.map((it) => it.hidden ?? (it.mention ? `[${it.text}]` : it.text));
    return `${run.statement?.id ?? ''}:${words.join('')}`;
  });
  expect(found).toEqual(expected);
}

test('a paragraph without statements is one run', () => {
  check('abcdef', {}, [':abcdef']);
});

test('a statement is a run of its own', () => {
  check('abcdef', { statements: [mark('s', 2, 4)] }, [':ab', 's:cd', ':ef']);
});

test('where two overlap, the shorter one owns the words', () => {
  const statements = [mark('long', 0, 5), mark('short', 3, 6)];
  check('abcdefg', { statements }, ['long:abc', 'short:def', ':g']);
});

test('a statement inside another parts it in two', () => {
  check('abcdef', { statements: [mark('out', 0, 6), mark('in', 2, 4)] }, [
    'out:ab',
    'in:cd',
    'out:ef',
  ]);
});

test('the selected statement owns all of its words', () => {
  const statements = [mark('out', 0, 6), mark('in', 2, 4)];
  check('abcdef', { statements, selected: 'out' }, ['out:abcdef']);
});

test('a mention does not part a statement, and may reach out of it', () => {
  check('abcdef', { statements: [mark('s', 0, 4)], mentions: [mention(3, 5)] }, [
    's:abc[d]',
    ':[e]f',
  ]);
});

test('places are code points of the whole text', () => {
  check('\u{1f600}\u{1f600}\n\n\u{1f600}abc', { statements: [mark('s', 5, 7)] }, [
    ':\u{1f600}',
    's:ab',
    ':c',
  ]);
});

test('a statement over two paragraphs shows in both', () => {
  check('ab\n\ncd', { statements: [mark('s', 1, 5)] }, ['s:c', ':d']);
});

test('a hidden character inside a statement stands as its number and keeps the count', () => {
  check('a\u202ebcd', { statements: [mark('s', 0, 3)] }, ['s:aU+202Eb', ':cd']);
});
