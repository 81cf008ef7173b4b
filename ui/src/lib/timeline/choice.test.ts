import { describe, expect, test } from 'vitest';
import { line, moment } from '../../testing/fixture';
import { EVERYTHING, failuresOf, scopeOf, usualStandings, type Choice } from './choice';
import { facetsOf } from './facets';

const ALL = ['checked', 'proposals', 'leads'] as const;

function passes(change: Partial<Choice>, given: Parameters<typeof line>[0]) {
  return failuresOf({ ...EVERYTHING, ...change }, change.standings ?? ALL)(line(given)) === 0;
}

describe('what passes', () => {
  test('a line of another kind, speaker or outlet does not', () => {
    expect(passes({ kinds: ['denial'] }, {})).toBe(false);
    expect(passes({ kinds: ['denial', 'allegation'] }, {})).toBe(true);
    expect(passes({ voice: 'Ullswold' }, {})).toBe(false);
    expect(passes({ outlets: ['Another Paper'] }, {})).toBe(false);
  });

  test('a whole day counts, to its last moment', () => {
    const change = { after: '2031-03-06', before: '2031-03-06' };
    expect(passes(change, { said: moment('2031-03-06T23:59:59Z') })).toBe(true);
    expect(passes(change, { said: moment('2031-03-07') })).toBe(false);
  });

  test('a month may lie in a stretch that cuts it', () => {
    expect(passes({ after: '2031-03-20' }, { said: moment('2031-03') })).toBe(true);
    expect(passes({ after: '2031-04-01' }, { said: moment('2031-03') })).toBe(false);
  });

  test('a line without the clock is left out once a time is asked for', () => {
    expect(passes({ clock: 'happened' }, {})).toBe(true);
    expect(passes({ clock: 'happened', after: '2031-01-01' }, {})).toBe(false);
  });
});

test('proposals are shown unasked only while nobody has checked anything', () => {
  expect(usualStandings([line({ status: 'unread' })])).toContain('proposals');
  expect(usualStandings([line({ status: 'unread' }), line()])).not.toContain('proposals');
});

test('what is seen holds proposals when they are shown', () => {
  expect(scopeOf(EVERYTHING, ['checked', 'leads']).proposals).toBe(false);
  expect(scopeOf(EVERYTHING, ['checked', 'proposals']).proposals).toBe(true);
});

test('a facet counts what every other filter lets through', () => {
  const lines = [
    line({ id: 'a' }),
    line({ id: 'b', kind: 'denial', voice: 'Ullswold' }),
    line({ id: 'c', kind: 'denial' }),
  ];
  const choice: Choice = { ...EVERYTHING, kinds: ['denial'] };
  const facets = facetsOf(lines, failuresOf(choice, ALL));
  expect(facets.kinds).toEqual([
    { value: 'allegation', count: 1 },
    { value: 'denial', count: 2 },
  ]);
  expect(facets.voices).toEqual([
    { value: 'Tapersmith', count: 1 },
    { value: 'Ullswold', count: 1 },
  ]);
});
