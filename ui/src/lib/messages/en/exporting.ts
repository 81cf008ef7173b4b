// The export: which lines, in which format, and where to.

import { counted } from '../../format/count';
import type { ExportFormat, ExportScope } from '../../ipc/backend';
import { longDate } from '../../format/date';
import type { Standing } from '../../timeline/choice';
import { words } from './words';

const format: Record<ExportFormat, string> = {
  md: 'Markdown',
  html: 'Web page',
  csv: 'Table (CSV)',
  json: 'Data (JSON)',
};

const formatHelp: Record<ExportFormat, string> = {
  md: 'For a text editor: to write on, or to hand to an editor.',
  html: 'One file to read or print, in any browser.',
  csv: 'For a spreadsheet: one line for each statement.',
  json: 'For programs: every field, one record for each statement.',
};

function list(all: string[]): string {
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** A filter's date is a day, as `2031-03-06`, a month or a year. */
function day(value: string): string {
  const precision = value.length === 4 ? 'year' : value.length === 7 ? 'month' : 'day';
  return longDate({ value, precision, zone: null });
}

/** Says which lines a scope holds, as parts of a sentence. */
function scopeInWords(scope: ExportScope): string[] {
  const { kinds, speaker, outlets, after, before, clock } = scope;
  const parts = [
    kinds.length > 0 ? `kind: ${list(kinds.map((kind) => words.kind[kind].toLowerCase()))}` : null,
    speaker ? `speaker: ${speaker}` : null,
    outlets.length > 0 ? `outlet: ${list(outlets)}` : null,
    after ? `on or after ${day(after)}` : null,
    before ? `on or before ${day(before)}` : null,
  ].filter((part) => part !== null);
  return [
    ...(parts.length > 0 ? parts : ['every line']),
    `ordered by: ${words.clock[clock].toLowerCase()}`,
  ];
}

/** What the timeline hides and the export holds all the same. */
const unhidden: Record<Exclude<Standing, 'proposals'>, string> = {
  checked: 'The timeline hides checked statements. The export holds them all the same.',
  leads: 'The timeline hides leads. The export holds them all the same.',
};

export const exporting = {
  title: 'Export',
  format,
  formatHelp,
  scopeInWords,
  scope: 'Lines',
  shown: 'What the timeline shows',
  whole: 'The whole case',
  unhidden,
  formats: 'Format',
  proposals: 'Include proposals',
  proposalsHint:
    'A proposal was found by the machine and decided on by nobody. It is marked as such.',
  rows: (count: number) => counted(count, 'line', 'lines'),
  leftOut: (count: number) =>
    count === 0
      ? 'No proposal was left out.'
      : `${counted(count, 'proposal is', 'proposals are')} left out.`,
  citation: 'How each line names its source',
  citationText:
    'The words, who said them, when, and where: outlet, headline, address, time of capture, and the SHA-256 of the captured bytes.',
  citationLead: 'Example, invented:',
  citationExample:
    '“We keep to the published limits.” Ann Example, spokesperson, 18 February 2031. The Example Courier, “Firm answers letter”, https://courier.example/answers, captured 18 February 2031, 09:40 UTC, SHA-256 4be1 09d7 … a93f',
  target: 'File',
  targetHint: 'If a file of this name is there, it stays: this one gets a number.',
  targetNamedHint: 'If a file of this name is there, it is replaced.',
  choose: 'Choose …',
  write: 'Export',
  writing: 'Exporting …',
  written: (path: string) => `Exported to ${path}`,
  preview: 'Preview',
  previewOf: (name: string) => `Preview of ${name}`,
  loading: 'Making the preview …',
  cut: 'The preview ends here. The file will hold all of it.',
  emptyTitle: 'Nothing to export yet',
  emptyText: (left: number) =>
    left > 0
      ? `Nobody has decided on any statement here. ${counted(left, 'proposal waits', 'proposals wait')} in the review; they can be included, marked as proposals.`
      : 'No line fits. Export the whole case, or change the filters of the timeline.',
  bareText: 'Nothing is captured in this case yet. What is said in its pages can be exported.',
  toCapture: 'Capture pages',
  toReview: 'Go to the review',
  keys: { write: 'Write the export' },
};
