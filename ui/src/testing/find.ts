// Hits, entities and previews for tests of what is found and exported. All of it is invented.

import type { EntityLine, ExportPreview, HitView, SearchView } from '../lib/ipc/bindings';

export function hit(given: Partial<HitView> & { id: string }): HitView {
  return {
    type: 'statement',
    cases: ['case-1'],
    snippet: 'Ullswold denies that it used a single answer.',
    highlights: [],
    score: 1,
    speaker: 'Ullswold',
    kind: 'denial',
    status: 'reading_checked',
    title: 'Ullswold answers letter',
    outlet: 'The Example Courier',
    url: 'https://courier.example/answers',
    said: { value: '2031-02-18', precision: 'day', zone: null },
    published: { value: '2031-02-18T09:10:00Z', precision: 'instant', zone: 'Z' },
    ...given,
  };
}

/** `count` hits from `from` on, as one page of many. */
export function hits(count: number, from = 0): HitView[] {
  return Array.from({ length: count }, (_, at) => hit({ id: `hit-${from + at}` }));
}

export function found(given: Partial<SearchView> = {}): SearchView {
  const some = given.hits ?? [];
  return {
    total: some.length,
    took_ms: 3,
    lag: 0,
    hits: some,
    facets: {},
    problems: [],
    ...given,
  };
}

export function entity(given: Partial<EntityLine> & { id: string; name: string }): EntityLine {
  return {
    role: null,
    learned: [],
    said: 0,
    about: 0,
    documents: 1,
    entity_type: 'organisation',
    wikidata: null,
    aliases: [],
    tags: [],
    ...given,
  };
}

export function preview(given: Partial<ExportPreview> = {}): ExportPreview {
  return {
    text: '# Tapersmith v. Ullswold',
    is_cut: false,
    file_name: 'sample.md',
    rows: 9,
    proposals_left_out: 151,
    ...given,
  };
}
