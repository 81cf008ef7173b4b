// A backend that answers from a small invented case, for component tests: it holds no rules of the
// engine, so a test says by `overrides` what a call returns. Everything in it is invented.

import type {
  CaseView,
  DecisionLine,
  DocumentLine,
  DocumentView,
  Entity,
  EntityLine,
  MementoLine,
  Moment,
  Row,
  ShapeLine,
  StatementDetail,
  TimelineLine,
  VersionDiff,
  VersionHead,
  VersionLine,
} from '../lib/ipc/bindings';
import type { Backend, WindowSettings } from '../lib/ipc/backend';

const DAY = 86_400_000;

/** Returns a date as the engine hands it over, its precision read off the text. */
export function moment(value: string | null): Moment {
  if (value === null) {
    return { earliest: null, latest: null, value, precision: 'unknown', zone: null };
  }
  const zone = /T.*?(Z|[+-]\d\d:\d\d)$/.exec(value)?.[1] ?? null;
  if (zone) {
    const at = Date.parse(value);
    return { earliest: at, latest: at, value, precision: 'instant', zone };
  }
  const earliest = Date.parse(value);
  const next = new Date(earliest);
  if (value.length === 4) next.setUTCFullYear(next.getUTCFullYear() + 1);
  else if (value.length === 7) next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setTime(earliest + DAY);
  const precision = value.length === 4 ? 'year' : value.length === 7 ? 'month' : 'day';
  return { earliest, latest: next.valueOf() - 1, value, precision, zone };
}

/** Returns a line of the timeline: an allegation by Tapersmith unless told otherwise. */
export function line(over: Partial<TimelineLine> = {}): TimelineLine {
  return {
    id: 'st-1',
    type: 'statement',
    lane: 'alleged',
    kind: 'allegation',
    answer_form: null,
    correction_form: null,
    speaker: 'Tapersmith',
    voice: 'Tapersmith',
    affiliation: null,
    attribution: 'named',
    words: 'Ullswold copied our phrase tables from a partner’s server.',
    is_quote: true,
    is_cut: false,
    said: moment('2031-03-06T09:10:00Z'),
    happened: moment(null),
    published: moment('2031-03-06T09:31:00Z'),
    captured: moment('2031-03-06T09:40:00Z'),
    document: 'doc-1',
    version: 'ver-1',
    title: 'Tapersmith accuses Ullswold',
    outlet: 'Aldermere Courier',
    cited_via: [],
    answers: [],
    answered_by: [],
    status: 'reading_checked',
    confidence: 0.9,
    cluster: null,
    about: 'Ullswold',
    ...over,
  };
}

const ALLEGATION = line({ answered_by: ['st-2'] });
const DENIAL = line({
  id: 'st-2',
  lane: 'answered',
  kind: 'denial',
  answer_form: 'denies_in_part',
  speaker: 'Dariusz Penhallow',
  voice: 'Dariusz Penhallow',
  affiliation: 'chief executive, Ullswold',
  words: 'We bought access like any customer.',
  said: moment('2031-03-06T12:24:00Z'),
  about: 'Tapersmith',
  answers: ['st-1'],
});
const PROPOSAL = line({
  id: 'st-3',
  lane: 'acts',
  kind: 'announcement',
  words: 'An audit of the access logs begins in spring.',
  is_quote: false,
  said: moment('2031-03'),
  status: 'unread',
  confidence: 0.71,
  about: null,
});

/** The lines of the invented case: an allegation, its answer and a proposal. */
export const LINES: readonly TimelineLine[] = [ALLEGATION, DENIAL, PROPOSAL];

/** Returns a case as the head of the window shows it. */
export function caseView(over: Partial<CaseView> = {}): CaseView {
  return {
    id: 'case-1',
    name: 'Tapersmith v. Ullswold',
    slug: 'sample',
    subtitle: 'Everything in it is invented',
    fictional: true,
    template: 'sample',
    parties: [
      { entity: 'en-1', name: 'Tapersmith', role: 'accuser' },
      { entity: 'en-2', name: 'Ullswold', role: 'accused' },
    ],
    leads: 0,
    watches: 1,
    proxy: null,
    documents: 1,
    statements: 3,
    unread: 1,
    ...over,
  };
}

function row(from: TimelineLine): Row {
  return {
    ...from,
    form: from.is_quote ? 'direct' : 'indirect',
    ruling: null,
    speaker_affiliation: from.affiliation,
    anonymity: null,
    access: null,
    quote: from.is_quote ? from.words : null,
    text: `“${from.words}” ${from.speaker ?? ''} said.`,
    document: {
      id: from.document,
      title: from.title,
      outlet: from.outlet,
      url: 'https://courier.example/tapersmith-accuses',
    },
    capture: { id: 'cap-1', sha256: '4be109d7'.repeat(8), provenance: 'bundled' },
    point: null,
    decided: null,
    why: null,
    response: null,
    fictional: true,
  };
}

/** Returns everything on one statement. */
export function detail(over: Partial<StatementDetail> = {}): StatementDetail {
  return {
    row: row(ALLEGATION),
    version: 'ver-1',
    span: [0, 60],
    said_basis: 'publication',
    answers: [],
    answered_by: [DENIAL],
    repeats: [],
    history: [{ what: 'reading checked', by: 'AB', at: '2031-03-12T10:00:00Z' }],
    changes: [],
    content: [],
    reasons: [],
    is_added: false,
    sourced_line: 'Tapersmith alleges: “Ullswold copied our phrase tables.” Aldermere Courier.',
    ...over,
  };
}

/** Returns a version of a document. */
export function version(over: Partial<VersionLine> = {}): VersionLine {
  return {
    id: 'ver-1',
    capture: 'cap-1',
    captured: moment('2031-03-06T09:40:00Z'),
    sha256: '4be109d7'.repeat(8),
    provenance: 'bundled',
    ...over,
  };
}

/** Returns a document as the reader shows it. */
export function documentView(over: Partial<DocumentView> = {}): DocumentView {
  return {
    id: 'doc-1',
    url: 'https://courier.example/tapersmith-accuses',
    title: 'Tapersmith accuses Ullswold',
    outlet: 'Aldermere Courier',
    authors: ['Ines Farrant'],
    lang: 'en',
    published: moment('2031-03-06T09:31:00Z'),
    modified: moment(null),
    version: version(),
    versions: [version()],
    text: '“Ullswold copied our phrase tables from a partner’s server,” Tapersmith said.\n\n“We bought access like any customer,” said Dariusz Penhallow of Ullswold.',
    statements: [
      {
        id: 'st-1',
        start: 0,
        end: 77,
        kind: 'allegation',
        lane: 'alleged',
        status: 'reading_checked',
        speaker: 'Tapersmith',
      },
      {
        id: 'st-2',
        start: 79,
        end: 151,
        kind: 'denial',
        lane: 'answered',
        status: 'unread',
        speaker: 'Dariusz Penhallow',
      },
    ],
    mentions: [{ start: 1, end: 9, entity: 'en-2', name: 'Ullswold', type: 'organisation' }],
    is_page: true,
    fictional: true,
    problems: [],
    ...over,
  };
}

/** Returns what a person set. */
export function windowSettings(over: Partial<WindowSettings> = {}): WindowSettings {
  return {
    theme: 'light',
    single_keys: true,
    reporter: 'AB',
    library: 'Documents/Counterclaim',
    hints: false,
    ...over,
  };
}

const ENTITY: Entity = {
  id: 'en-1',
  name: 'Tapersmith',
  entity_type: 'organisation',
  wikidata: null,
  aliases: ['Tapersmith Ltd'],
  tags: [],
};
const ENTITIES: EntityLine[] = [
  { ...ENTITY, role: 'accuser', said: 2, about: 0, documents: 1, learned: [] },
  {
    ...ENTITY,
    id: 'en-2',
    name: 'Ullswold',
    role: 'accused',
    said: 1,
    about: 2,
    documents: 1,
    learned: [],
  },
];
const DOCUMENT: DocumentLine = {
  id: 'doc-1',
  title: 'Tapersmith accuses Ullswold',
  outlet: 'Aldermere Courier',
  url: 'https://courier.example/tapersmith-accuses',
  published: moment('2031-03-06T09:31:00Z'),
  captured: moment('2031-03-06T09:40:00Z'),
  provenance: 'bundled',
  versions: 1,
  statements: 3,
};

function decided(id: string, status: DecisionLine['status']): DecisionLine {
  return { id, status, repeats: [] };
}

function shaped(id: string, added: string | null, removed: string | null): ShapeLine {
  return { id, added, removed, status: 'reading_checked' };
}

/** Returns a backend that answers from the invented case, but where a test says otherwise. */
export function fixtureBackend(over: Partial<Backend> = {}): Backend {
  return { ...library(), ...caseCalls(), ...decisions(), ...collecting(), ...system(), ...over };
}

function library() {
  let settings = windowSettings();
  return {
    windowSettings: async () => settings,
    setWindowSettings: async (to: WindowSettings) => void (settings = to),
    library: async () => ({
      folder: 'Documents/Counterclaim',
      captures: 1,
      documents: 1,
      default_user_agent: 'Counterclaim/0.1',
      may_save_to_archive: false,
      saving_tells: 'The web archive then learns the address of each page.',
      settings: { user_agent: null, proxy: null, fetch_while_open: true },
    }),
    setLibrarySettings: async () => {},
    verify: async () => [],
    allowSavingToArchive: async () => {},
    pulse: async () => ({
      rev: 1,
      waiting: 0,
      failed: 0,
      done: 0,
      failing_watches: 0,
      next_due: null,
      online: true,
    }),
  };
}

function caseCalls() {
  const started = caseView();
  return {
    cases: async () => [started],
    templates: async () => [
      {
        template: 'sample',
        name: started.name,
        subtitle: 'Everything in it is invented',
        as_of: '2031-05-02',
        fictional: true,
        started: started.id,
      },
      {
        template: 'openai-v-deepseek',
        name: 'OpenAI v. DeepSeek',
        subtitle: 'No lawsuit known',
        as_of: '2026-11-23',
        fictional: false,
        started: null,
      },
    ],
    caseView: async (id: string) => caseView({ id }),
    newCase: async (name: string) =>
      caseView({ id: 'case-2', name, fictional: false, template: null, parties: [] }),
    startCase: async (template: string) =>
      template === 'sample'
        ? started
        : caseView({ id: 'case-3', name: 'OpenAI v. DeepSeek', fictional: false, leads: 12 }),
    addParty: async () => started,
    setCaseProxy: async () => started,
    addLead: async () => {},
    removeLead: async () => {},
    timeline: async () => ({
      lines: [...LINES],
      rejected: 0,
      rev: 1,
      last_captured: '2031-03-12T10:00:00Z',
    }),
    statement: async (_case: string, id: string) =>
      detail({ row: row(LINES.find((it) => it.id === id) ?? ALLEGATION) }),
    documents: async () => [DOCUMENT],
    document: async () => documentView(),
    versionDiff: async () => DIFF,
    archivedPage: async () => ({ html: '<p>Tapersmith accuses Ullswold</p>', is_cut: false }),
  } satisfies Partial<Backend>;
}

/** Two versions of a page, one word apart. */
export const DIFF: VersionDiff = {
  document: 'doc-1',
  url: 'https://courier.example/tapersmith-accuses',
  from: versionHead(1),
  to: versionHead(2),
  other_reader: false,
  fields: [{ field: 'title', from: 'Tapersmith accuses Ullswold', to: 'Tapersmith and Ullswold' }],
  segments: [
    { state: 'same', text: 'Tapersmith says Ullswold ' },
    { state: 'removed', text: 'stole ' },
    { state: 'added', text: 'used ' },
    { state: 'same', text: 'its tables.' },
  ],
  statements: [
    {
      id: 'st-1',
      kind: 'allegation',
      speaker: 'Tapersmith',
      status: 'reading_checked',
      state: 'changed',
      text: 'Tapersmith says Ullswold stole its tables.',
      from: [0, 42],
      now: 'Tapersmith says Ullswold used its tables.',
      to: [0, 41],
    },
  ],
  added: [],
};

function versionHead(number: number): VersionHead {
  return {
    number,
    id: `ver-${number}`,
    capture: `cap-${number}`,
    captured: `2031-03-0${number}T10:00:00Z`,
    stood: null,
    sha256: 'ab'.repeat(32),
    provenance: 'fetched',
    title: 'Tapersmith accuses Ullswold',
    extractor: 'article 1',
  };
}

function decisions() {
  return {
    proposals: async () => [{ line: PROPOSAL, repeats: [] }],
    accept: async (id: string) => decided(id, 'reading_checked'),
    reject: async (id: string) => decided(id, 'rejected'),
    edit: async (id: string) => decided(id, 'reading_checked'),
    lesson: async () => null,
    split: async (id: string) => shaped(id, 'st-9', null),
    join: async (id: string, other: string) => shaped(id, null, other),
    addStatement: async () => shaped('st-9', 'st-9', null),
    link: async () => {},
    unlink: async () => {},
    undo: async () => 'reading checked: “We bought access like any customer.”',
    search: async () => ({ total: 0, took_ms: 1, lag: 0, hits: [], facets: {}, problems: [] }),
  } satisfies Partial<Backend>;
}

const CAPTURED = {
  url: 'note',
  capture: 'cap-2',
  document: 'doc-2',
  version: 'ver-2',
  statements: 1,
  result: 'new' as const,
  wall: null,
  error: null,
  hint: null,
  problems: [],
};

/** A copy in the web archive. */
export const MEMENTO: MementoLine = {
  at: '2031-03-07T08:00:00Z',
  url: 'https://web.archive.org/web/20310307080000id_/https://courier.example/tapersmith-accuses',
  original: 'https://courier.example/tapersmith-accuses',
  status: 200,
};

function collecting() {
  return {
    addPages: async () => [],
    supplyText: async () => CAPTURED,
    importPaths: async () => [],
    addWatch: async () => {},
    removeWatch: async () => {},
    fetchNow: async () => [],
    queue: async () => ({ jobs: [], watches: [], paused_since: null, offline_since: null }),
    pauseQueue: async () => {},
    resumeQueue: async () => {},
    recapture: async () => ({ case: 'case-1', every: 'off' as const, pages: 2, next: null }),
    setRecapture: async () => {},
    mementos: async () => [],
    captureMemento: async () => CAPTURED,
    saveToArchive: async () => MEMENTO,
    retry: async () => {},
    retryFailed: async () => 0,
    dropJob: async () => {},
    entities: async () => ENTITIES,
    addEntity: async () => ENTITY,
    addAlias: async () => ENTITY,
    tagEntity: async () => ENTITY,
    mergeEntities: async () => ENTITY,
    tagSelection: async () => ENTITY,
  } satisfies Partial<Backend>;
}

function system() {
  return {
    exportPreview: async () => ({
      text: '# Tapersmith v. Ullswold',
      is_cut: false,
      file_name: 'sample.md',
      rows: 2,
      proposals_left_out: 1,
    }),
    exportTo: async (...[, , , path]: Parameters<Backend['exportTo']>) => path,
    exportFolder: async () => 'Documents/Exports',
    chooseFiles: async () => null,
    chooseFolder: async () => null,
    chooseExportFile: async () => null,
    openLink: async () => {},
    listen: async () => () => {},
  } satisfies Partial<Backend>;
}
