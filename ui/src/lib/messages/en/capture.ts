// The Capture screen: ways in, what became of each, the queue, the watches, the documents.

import { counted } from '../../format/count';
import type { CaptureResult, JobStep, Wall, WatchKind } from '../../ipc/bindings';
import type { AddressFault } from '../../state/addresses';
import type { Way } from '../../state/intake.svelte';

const way: Record<Way, string> = {
  pages: 'Pages',
  text: 'Text',
  files: 'Files',
  watches: 'Watch',
};

const runTitle: Record<Way, string> = {
  pages: 'Pages',
  text: 'Text',
  files: 'Files',
  watches: 'Fetch',
};

const fault: Record<AddressFault, string> = {
  no_address: 'is no address of a page. It must begin with http:// or https://.',
  credentials: 'holds a name or password. Give the address without them.',
  twice: 'stands here already.',
};

const step: Record<JobStep, string> = {
  waiting: 'waiting',
  later: 'later',
  fetching: 'fetching',
  reading: 'reading',
  done: 'done',
  failed: 'failed',
};

const result: Record<CaptureResult, string> = {
  new: 'new',
  unchanged: 'not changed',
  wall: 'wall',
  failed: 'failed',
};

const wall: Record<Wall, string> = {
  login: 'Login page: kept as evidence, no article read.',
  consent: 'Consent page: kept as evidence, no article read.',
  paywall: 'Paywall: kept as evidence, no article read.',
  robot_check: 'Robot check: kept as evidence, no article read.',
};

const kind: Record<WatchKind, string> = {
  feed: 'Feed',
  page: 'Page',
  sitemap: 'Sitemap',
  docket: 'Docket',
  folder: 'Folder',
};

export const capture = {
  title: 'Capture',
  noCase: 'No case is open',
  noCaseText: 'Pages, texts and files are captured into a case. Open one, or start your own.',
  toCases: 'Show cases',
  loading: 'Loading the queue and the documents of this case…',
  fictional:
    'This case is invented, so nothing is fetched for it. You can still paste text and import files.',
  offline: 'This computer is offline. What waits is tried again once it is back.',
  add: 'Add to the case',
  way,

  addresses: 'Addresses',
  addressesHint: 'One a line',
  takeLeads: (count: number) =>
    count === 1 ? 'Put in the address of the lead' : `Put in the addresses of ${count} leads`,
  addressesPlaceholder: 'https://outlet.example/story',
  /** What the other side will see. */
  seen: (agent: string) =>
    `Each site sees a visit from this computer’s address under the name “${agent}”. Before the first page of a site its robots.txt is asked for.`,
  seenByProxy: (agent: string, proxy: string) =>
    `Each site sees a visit from the proxy ${proxy} under the name “${agent}”. Before the first page of a site its robots.txt is asked for.`,
  capture: 'Capture',
  badLine: (line: number, given: string, fault: string) => `Line ${line}: “${given}” ${fault}`,
  fault,

  text: 'Words of the article',
  textAddress: 'Address it was copied from',
  textTitle: 'Headline',
  textOutlet: 'Outlet',
  textDate: 'Published',
  textDateHint: '2031-03-06, 2031-03 or 2031',
  textSeen:
    'Only the words are needed. Marked “supplied by reporter, not fetched”; nothing is fetched.',
  addText: 'Add text',
  textNeeded: 'Paste the text first.',

  path: 'Files or folders',
  pathHint: 'One a line: HTML, MHTML, PDF, text, mail, WARC, WACZ, OPML, or a folder of these',
  choose: 'Choose…',
  fileAddress: 'Address of the page',
  fileAddressHint:
    'For one page that you saved from your browser. It is then marked “supplied by reporter, not fetched”.',
  import: 'Import',
  dropHint: 'You can also drop files anywhere on this window.',
  pathNeeded: 'Choose a file or give its path first.',
  onePage: 'An address can be given for one file at a time.',
  badAddress: 'An address begins with http:// or https://.',

  target: 'Address or folder',
  targetHint: 'A feed, a page, a sitemap, a court docket, or a folder on this computer',
  targetNeeded: 'Give an address or a folder first.',
  chooseFolder: 'Choose folder…',
  every: 'Look every',
  everyHint: 'A number with s, m, h or d: 30m, 1d',
  kindOf: 'Kind',
  guessed: 'Guessed',
  kind,
  addWatch: 'Add watch',
  watchAdded: 'Watch added.',
  whileOpen: 'Watches that are due are looked at while this window is open.',
  notWhileOpen: 'Watches are looked at only when you press “Fetch now”.',
  changeInSettings: 'Change in Settings',

  // What came of what was given.
  runs: 'What came of it',
  clear: 'Clear',
  runTitle,
  runCount: (done: number, of: number) => `${done} of ${of}`,
  underway: 'on its way',
  result,
  statements: (count: number) => counted(count, 'statement', 'statements'),
  read: 'Read',
  readFor: (url: string) => `Read ${url}`,
  nothingDue: 'Nothing was due, and nothing waited.',
  wall,
  wallHint: 'Paste the article’s text, or save the page in your browser and import it.',
  pasteText: 'Paste text',
  importPage: 'Import saved page',

  // The lists.
  lists: 'Queue, watches and documents',
  queue: 'Queue',
  watches: 'Watches',
  documents: 'Documents',
  withCount: (word: string, count: number) => (count > 0 ? `${word} ${count}` : word),
  queueEmpty: 'Nothing in the queue',
  queueEmptyText: 'Pages that you capture, and what the watches find, stand here on their way in.',
  queueDone: (done: number, of: number) => `${done} of ${of} done`,
  queueFailed: (failed: number) => `${failed} failed`,
  pause: 'Pause the queue',
  resume: 'Resume the queue',
  pausedSince: (when: string) => `Paused since ${when}.`,
  paused: 'Watches and what waits stand still; pages that you add are captured all the same.',
  offlineSince: (when: string) => `No site could be reached since ${when}.`,
  offlineText: 'What waits is tried again by itself.',
  queueHeld: 'What waits is fetched when you press “Fetch now”.',
  textSupplied: 'Its words were supplied by you since.',
  retry: 'Retry',
  retryFor: (url: string) => `Retry ${url}`,
  retryAll: 'Retry all failed',
  retried: (count: number) => `${counted(count, 'address waits', 'addresses wait')} again.`,
  remove: 'Remove',
  removeFor: (what: string) => `Remove ${what}`,
  fetchNow: 'Fetch now',
  fetching: 'Fetching…',
  step,
  laterAt: (when: string) => `later, at ${when}`,
  attempts: (count: number) => counted(count, 'try so far', 'tries so far'),

  recapture: 'Capture pages of checked statements again',
  recaptureEvery: { off: 'Never', day: 'Every day', week: 'Every week', month: 'Every month' },
  recapturePages: (n: number) =>
    n === 1 ? '1 page carries checked statements.' : `${n} pages carry checked statements.`,
  recaptureNext: (when: string) => `The next is due ${when}.`,
  watchesEmpty: 'No watches yet',
  watchesEmptyText: 'A watch looks at a feed, page, sitemap, docket or folder again and again.',
  everyLength: (length: string) => `every ${length}`,
  dayAndClock: (day: string, clock: string) => `${day}, ${clock}`,
  nextNow: 'due now',
  nextLook: (when: string) => `next look ${when}`,
  neverLooked: 'not looked at yet',
  lastLook: (when: string, result: string | null) =>
    result ? `last look ${when}: ${result}` : `last look ${when}`,
  failingSince: (when: string) => `Failing since ${when}`,

  documentsEmpty: 'No documents yet',
  documentsEmptyText: 'Capture a page, paste a text or import a file: it is read and stands here.',
  columns: {
    title: 'Headline',
    published: 'Published',
    captured: 'Captured',
    statements: 'Statements',
  },
  untitled: 'No headline',
  versions: (count: number) => counted(count, 'version', 'versions'),
  toAddresses: 'Capture a page',
  keys: { next: 'Next line', previous: 'Previous line', read: 'Read the document' },

  dropTitle: (case_: string) => `Drop to import into ${case_}`,
  dropText: (files: number) => counted(files, 'file or folder', 'files or folders'),
  dropNoCase: 'Open a case first',
  dropNoCaseText: 'Files are imported into the case that is open.',
};
