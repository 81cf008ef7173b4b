// The Settings screen, with the page on privacy. What it says of the program is held against
// docs/threat-model.md: change both, or neither.

import { counted, number } from '../../format/count';
import type { Theme } from '../../ipc/backend';

/** What the checks of a library are about; one that is not known here goes by its own name. */
const check: Record<string, string> = {
  store: 'The database holds together.',
  archive: 'Every record of the archive is what its digests say.',
  'captured bytes': 'Every page has the bytes that were received.',
  'records and rows': 'Archive and database name the same captures.',
  'capture log': 'The log of captures has an entry for each, in order.',
  checkpoints: 'The signed checkpoints fit the log.',
  texts: 'Every text is the one that was read from its page.',
  spans: 'The words of every statement stand where they are said to stand.',
  index: 'The search index holds what the database holds.',
  'captures that can be trusted': 'Captures that nothing speaks against.',
};

const theme: Record<Theme, string> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};

/** Where the library lies is told by the screen itself. */
const privacy = [
  {
    title: 'What leaves this computer, and when',
    points: [
      'Reading, searching, reviewing and exporting make no request.',
      'Capturing a page asks its site for the page, and for its robots.txt. The site sees the address that the visit comes from, the time, and the name under “Network”.',
      'Looking at a watch asks the site of the watch, and captures what is new there. That happens when you press “Fetch now”, and while this window is open if you left that on under “Network”.',
      'A web archive is asked about a page only when you press in its dialog, and to save a page only if you allowed that under “Network”.',
      'To find a site, its name is looked up by the name service of your system; with a proxy, by the proxy.',
      'On macOS and Windows, the system may ask whoever issued the certificate of a site whether it still holds.',
      'Opening a link hands it to your browser, after a warning. The site then sees a visit from your browser.',
    ],
  },
  {
    title: 'What does not',
    points: [
      'There is no telemetry, no account and no update check.',
      'No cookie and no Referer is sent with a capture.',
      'Names, notes, decisions and searches stay on this computer.',
    ],
  },
  {
    title: 'What lies in the library folder',
    points: [
      'The captured pages and files as they were received, with their addresses and times.',
      'Your cases, leads, watches, tags and decisions, each decision with the name of who took it.',
      'An index for searching, which holds the same words.',
      'It is not encrypted: whoever can read the folder can read all of it. Use the disk encryption of your system.',
    ],
  },
  {
    title: 'What this window never does',
    points: [
      'It loads nothing from a network. A captured page is shown without its scripts, images and styles.',
      'It never calls a statement true or false: “checked” means that the words were read right.',
      'It opens no link without a warning.',
    ],
  },
];

export const settings = {
  title: 'Settings',
  loading: 'Loading the settings…',
  sections: 'Sections',
  section: {
    library: 'Library',
    reporter: 'Reporter',
    appearance: 'Appearance',
    keyboard: 'Keyboard',
    network: 'Network',
    privacy: 'Privacy',
    about: 'About',
  },
  save: 'Save',
  saved: 'Saved',

  library: 'Folder',
  libraryHint:
    'Everything lies in this one folder: pages as received, cases, decisions, the index.',
  choose: 'Choose…',
  libraryNeeded: 'Give the path of a folder.',
  captures: (n: number) => counted(n, 'capture', 'captures'),
  documents: (n: number) => counted(n, 'document', 'documents'),
  verify: 'Check the library',
  verifyHint:
    'Reads every page, version and decision again and compares them with what was written down. A large library takes minutes.',
  verifying: 'Checking…',
  verifyWell: 'Everything is there and unchanged.',
  verifyBad:
    'Not everything is as it was written down. Keep the folder as it is, and make a copy of it before anything else.',
  verifyLine: (count: number) => `${number(count)} checked`,
  check: (name: string) => check[name] ?? name,
  verifyList: 'What was checked',
  verifyMore: (count: number) => `and ${number(count)} more`,
  notEncrypted:
    'The library is not encrypted. Whoever can read the folder can read all of it: use the disk encryption of your system.',

  reporter: 'Your name',
  reporterHint: 'Decisions are written down under it, and exports show it. Initials will do.',
  reporterNeeded: 'Give a name or initials: a decision needs somebody who took it.',

  theme: 'Theme',
  themes: theme,
  themeHint: 'High contrast follows the system.',
  hints: 'Show the hints of the first minute',
  hintsHint: 'Three hints on the timeline: Enter, ] and J.',

  singleKeys: 'Single keys act',
  singleKeysHint: 'J, K, R, X and so on. Keys with Ctrl act either way.',
  sheet: 'Show all keys',

  agent: 'User-Agent',
  agentHint: 'The name under which pages are asked for. Every site that you capture from sees it.',
  agentDefault: (agent: string) =>
    `Empty, it is “${agent}”: it says openly which program asks, and of what version. A name that only you use lets a site know your visits from others.`,
  agentOneLine: 'A User-Agent is one line of plain letters, digits and signs.',
  proxy: 'Proxy',
  proxyHint:
    'For example socks5h://127.0.0.1:9050 or http://proxy.example:3128, or the word tor or system. Empty, each site is asked directly.',
  proxyNote:
    'Through a proxy, sites see the proxy’s address and not yours. The proxy also looks up the names of sites, so that the name service of this network does not see them.',
  proxyBad:
    'A proxy is written like socks5h://127.0.0.1:9050: http, socks5 or socks5h, then host and port.',
  caseProxy: (name: string) => `Proxy of ${name}`,
  caseProxyHint:
    'Only for this case: an address, or the word tor, system or none. Empty, it goes the way of the library.',
  saving: 'The Wayback Machine may be asked to save pages',
  whileOpen: 'Fetch while this window is open',
  whileOpenHint:
    'Watches that are due are looked at, and what waits in the queue is tried again. Off, nothing is fetched unless you ask for it.',

  privacyIntro: 'The whole of what this program tells others, and what it keeps.',
  libraryAt: 'The library lies at',
  privacy,

  version: (version: string) => `Counterclaim ${version}.`,
  about: 'A reader and archive for reporters who follow disputes. It works on this computer alone.',
  fonts: 'Fonts',
  fontsText: 'Inter and Source Serif 4, both under the SIL Open Font License, Version 1.1.',
  licence: 'Licence',
  licenceText: 'Apache License 2.0 or MIT License, as you choose.',
};
