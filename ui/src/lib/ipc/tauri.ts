// The backend inside the program: each method is one command of the shell (src-tauri/src/commands).
// No other file of the window knows that Tauri is there.

import { invoke, type InvokeArgs } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import { app as t } from '../messages';
import type { Backend, Failure, News } from './backend';

/** The name of the one event. */
const NEWS = 'news';

async function call<T>(command: string, sent?: InvokeArgs): Promise<T> {
  try {
    return await invoke<T>(command, sent);
  } catch (error) {
    throw isFailure(error) ? error : misunderstood(command, error);
  }
}

function isFailure(error: unknown): error is Failure {
  return typeof error === 'object' && error !== null && 'code' in error && 'hint' in error;
}

/** The shell refuses what it cannot unpack, and what the window may not call, with plain words. */
function misunderstood(command: string, error: unknown): Failure {
  return {
    code: 'call',
    message: t.misunderstood(command),
    subject: String(error),
    hint: t.misunderstoodHint,
  };
}

export const tauri: Backend = {
  windowSettings: () => call('window_settings'),
  setWindowSettings: (settings) => call('set_window_settings', { settings }),
  library: () => call('library'),
  setLibrarySettings: (settings) => call('set_library_settings', { settings }),
  pulse: () => call('pulse'),
  verify: () => call('verify'),
  allowSavingToArchive: (may) => call('allow_saving_to_archive', { may }),

  cases: () => call('cases'),
  templates: () => call('templates'),
  caseView: (case_) => call('case_view', { case: case_ }),
  newCase: (name) => call('new_case', { name }),
  startCase: (template) => call('start_case', { template }),
  addParty: (case_, party) => call('add_party', { case: case_, party }),
  setCaseProxy: (case_, proxy) => call('set_case_proxy', { case: case_, proxy }),
  addLead: (case_, lead) => call('add_lead', { case: case_, lead }),
  removeLead: (case_, lead) => call('remove_lead', { case: case_, lead }),

  timeline: (case_) => call('timeline', { case: case_ }),
  statement: (case_, id) => call('statement', { case: case_, id }),
  documents: (case_) => call('documents', { case: case_ }),
  document: (case_, document, version) => call('document', { case: case_, document, version }),
  archivedPage: (version) => call('archived_page', { version }),
  versionDiff: (document, pair) => call('version_diff', { document, pair }),

  proposals: (case_, queue) => call('proposals', { case: case_, queue }),
  accept: (id, version) => call('accept', { id, version }),
  reject: (id, version) => call('reject', { id, version }),
  edit: (id, edit, version, learn) => call('edit', { id, version, edit, learn }),
  lesson: (case_, id, speaker) => call('lesson', { case: case_, id, speaker }),
  split: (id, at, version) => call('split', { id, version, at }),
  join: (id, other, version) => call('join', { id, other, version }),
  addStatement: (case_, statement) => call('add_statement', { case: case_, statement }),
  link: (answer, answered) => call('link', { answer, answered }),
  unlink: (answer, answered) => call('unlink', { answer, answered }),
  undo: (case_) => call('undo', { case: case_ }),

  search: (query, case_, limit, offset) => call('search', { query, case: case_, limit, offset }),

  addPages: (case_, urls) => call('add_pages', { case: case_, urls }),
  supplyText: (case_, text) => call('supply_text', { case: case_, text }),
  importPaths: (case_, paths, url) => call('import_paths', { case: case_, paths, url }),
  addWatch: (case_, watch) => call('add_watch', { case: case_, watch }),
  removeWatch: (watch) => call('remove_watch', { watch }),
  fetchNow: (case_) => call('fetch_now', { case: case_ }),
  queue: (case_) => call('queue', { case: case_ }),
  retry: (job) => call('retry', { job }),
  retryFailed: (case_) => call('retry_failed', { case: case_ }),
  dropJob: (job) => call('drop_job', { job }),
  pauseQueue: () => call('pause_queue'),
  resumeQueue: () => call('resume_queue'),

  recapture: (case_) => call('recapture', { case: case_ }),
  setRecapture: (case_, every) => call('set_recapture', { case: case_, every }),
  mementos: (case_, url) => call('mementos', { case: case_, url }),
  captureMemento: (case_, url, at) => call('capture_memento', { case: case_, url, at }),
  saveToArchive: (case_, url) => call('save_to_archive', { case: case_, url }),

  entities: (case_) => call('entities', { case: case_ }),
  addEntity: (name, type) => call('add_entity', { name, entityType: type }),
  addAlias: (entity, alias) => call('add_alias', { entity, alias }),
  tagEntity: (entity, tag) => call('tag_entity', { entity, tag }),
  mergeEntities: (from, into) => call('merge_entities', { from, into }),
  tagSelection: (case_, selection) => call('tag_selection', { case: case_, selection }),

  exportPreview: (case_, scope, format) => call('export_preview', { case: case_, scope, format }),
  exportTo: (case_, scope, format, path) => call('export_to', { case: case_, scope, format, path }),
  exportFolder: () => call('export_folder'),

  chooseFiles: () => call('choose_files'),
  chooseFolder: () => call('choose_folder'),
  chooseExportFile: (name) => call('choose_export_file', { name }),
  openLink: (url) => call('open_link', { url }),

  listen: (hear) => listen<News>(NEWS, (event) => hear(event.payload)),
};
