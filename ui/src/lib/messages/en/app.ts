// What the frame of the window says: header, navigation, status bar, palette, sheet of keys.

import { counted, number } from '../../format/count';

export const app = {
  // The name is one word in two inks.
  nameFirst: 'Counter',
  nameSecond: 'claim',
  retry: 'Try again',
  close: 'Close',
  dismiss: 'Dismiss this message',
  opening: 'Opening the library',

  fictional: 'Fictional sample',
  fictionalLong: 'Every person, company, outlet and word in this case is invented.',
  caseMenu: (name: string) => `Case: ${name}. Switch case`,
  allCases: 'All cases',
  noCase: 'No case open',
  search: 'Search this library',
  searchPlaceholder: 'Search statements and documents',
  capture: 'Capture',
  export: 'Export',
  navigation: 'Screens',
  foldNav: 'Fold the navigation',
  unfoldNav: 'Open the navigation',
  reader: 'Reader',
  closeReader: 'Close the reader',
  resizeReader: 'Width of the reader',
  status: 'Library',

  screens: {
    cases: 'Cases',
    timeline: 'Timeline',
    review: 'Review',
    search: 'Search',
    entities: 'Entities',
    capture: 'Capture',
    export: 'Export',
    settings: 'Settings',
  },
  countOf: {
    timeline: (count: number) => counted(count, 'statement', 'statements'),
    review: (count: number) => counted(count, 'proposal', 'proposals'),
  },

  queue: (done: number, all: number) => `Queue ${number(done)} of ${number(all)}`,
  queueEmpty: 'Queue empty',
  failed: (count: number) => `${number(count)} failed`,
  failingWatches: (count: number) => `${counted(count, 'watch', 'watches')} cannot be reached`,
  nextTry: (minutes: number) =>
    minutes < 60
      ? `next try in ${number(minutes)} min`
      : `next try in ${number(Math.round(minutes / 60))} h`,
  online: 'Online',
  offline: 'Offline: nothing is fetched',
  libraryAt: (folder: string) => `Library: ${folder}`,

  moreValues: (count: number) => `${number(count)} more`,
  fewerValues: 'Fewer',

  palette: 'Commands',
  paletteHint: 'Type what you want to do',
  paletteNone: 'No command is called that.',
  sheet: 'Keys',
  sheetOff: 'Single keys are switched off in the settings; keys with Ctrl work.',
  groups: {
    anywhere: 'Anywhere',
    moving: 'Moving about',
    deciding: 'Deciding',
    making: 'Adding and taking out',
  },
  commands: {
    palette: 'Show every command',
    search: 'Search',
    sheet: 'Show the keys',
    panes: 'Go to the next pane',
    undo: 'Take the last decision back',
    capture: 'Capture pages, text or files',
    export: 'Export this case',
    close: 'Close what is open',
    next: 'Next statement',
    previous: 'Previous statement',
    open: 'Open the statement in the reader',
    linkedBefore: 'Go to what it answers',
    linkedAfter: 'Go to its answer',
    readsRight: 'The reading is right',
    reject: 'Reject the proposal',
    edit: 'Change the reading',
    kind: 'Set the kind',
    split: 'Split the statement that is read',
    join: 'Join it with the one beside it',
    link: 'Link an answer',
    tag: 'Tag the selected words',
    copy: 'Copy the line with its source',
    table: 'Timeline as a table, or back',
    goTo: (screen: string) => `Go to: ${screen}`,
  },
  undone: (what: string) => `Taken back: ${what}`,

  hints: 'First steps',
  hintNext: 'next statement',
  hintOpen: 'read it',
  hintAnswer: 'its answer',
  hintsText: 'This is an invented case to try things on.',
  starter: (name: string) => `Open ${name}`,
  ownCase: 'Start your own case',
  hintsDismiss: 'Put the first steps away',

  failedTitle: 'The library could not be opened',
  failedText:
    'Nothing was changed. Try again, or choose the folder of another library; a new one is made in an empty folder.',
  chooseFolder: 'Choose another folder',

  misunderstood: (command: string) => `the program did not understand the window (${command})`,
  misunderstoodHint: 'close the window and open it again; nothing was changed',
};
