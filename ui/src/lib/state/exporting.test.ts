import { describe, expect, it } from 'vitest';

import type { Backend, ExportScope } from '../ipc/backend';
import type { ExportPreview } from '../ipc/bindings';
import { fixtureBackend } from '../../testing/fixture';
import { preview } from '../../testing/find';
import { Exporting, WHOLE_CASE } from './exporting.svelte';
import { Session } from './session.svelte';

const DENIALS: ExportScope = { ...WHOLE_CASE, kinds: ['denial'], proposals: true };

async function opened(overrides: Partial<Backend> = {}) {
  const scopes: ExportScope[] = [];
  const written: string[] = [];
  const backend = fixtureBackend({
    exportFolder: async () => 'Documents',
    exportPreview: async (_case, scope, format) => {
      scopes.push(scope);
      return preview({ file_name: `sample.${format}` });
    },
    exportTo: async (_case, _scope, _format, path) => {
      written.push(path);
      return path.endsWith('Documents') ? `${path}/sample-2.md` : path;
    },
    ...overrides,
  });
  const session = new Session(backend);
  const first = (await backend.cases())[0];
  if (first) await session.openCase(first.id);
  const exporting = new Exporting(session);
  await exporting.loadFolder();
  await exporting.load(DENIALS, ['checked', 'proposals', 'leads']);
  return { exporting, scopes, written };
}

describe('lines', () => {
  it('are those of the timeline; proposals go out only when a person says so', async () => {
    const { exporting, scopes } = await opened();
    expect(scopes.at(-1)).toEqual({ ...DENIALS, proposals: false });
    await exporting.takeProposals(true);
    expect(scopes.at(-1)).toEqual(DENIALS);
  });

  it('hold what the timeline hides otherwise, and that is told', async () => {
    const { exporting } = await opened();
    await exporting.load(DENIALS, ['proposals']);
    expect(exporting.unhidden).toEqual(['checked', 'leads']);
    await exporting.takeWhat('whole');
    expect(exporting.unhidden).toEqual([]);
  });

  it('are all of the case when that is chosen', async () => {
    const { exporting, scopes } = await opened();
    await exporting.takeWhat('whole');
    expect(scopes.at(-1)).toEqual(WHOLE_CASE);
  });
});

describe('the file', () => {
  it('goes into the folder under a free name unless it was named', async () => {
    const { exporting, written } = await opened();
    expect(exporting.path).toBe('Documents/sample.md');
    await exporting.write();
    expect(written).toEqual(['Documents']);
    expect(exporting.written).toBe('Documents/sample-2.md');
  });

  it('is the one that a person named, with the ending of the format', async () => {
    const { exporting, written } = await opened({
      chooseExportFile: async () => 'Elsewhere/ours.md',
    });
    await exporting.choose();
    expect(exporting.isNamed).toBe(true);
    await exporting.takeFormat('csv');
    await exporting.write();
    expect(written).toEqual(['Elsewhere/ours.csv']);
  });

  it('stays where it was when the person cancels', async () => {
    const { exporting } = await opened({ chooseExportFile: async () => null });
    await exporting.choose();
    expect(exporting.path).toBe('Documents/sample.md');
  });

  it('does not fill itself while a person fills it, however late its own name comes', async () => {
    const session = new Session(fixtureBackend());
    await session.openCase('case-1');
    const late = new Exporting(session);
    late.name('');
    await late.loadFolder();
    await late.takeFormat('html');
    expect(late.path).toBe('');
  });

  it('that cannot be written is told of as not written', async () => {
    const { exporting } = await opened({
      exportTo: async () => {
        throw { code: 'io', message: 'cannot write', hint: '' };
      },
    });
    await exporting.write();
    expect(exporting.written).toBeNull();
    expect(exporting.isWriting).toBe(false);
  });
});

it('shows the preview of what was chosen last, whichever comes first', async () => {
  const open: ((preview: ExportPreview) => void)[] = [];
  const { exporting } = await opened();
  const session = new Session(
    fixtureBackend({ exportPreview: () => new Promise((resolve) => open.push(resolve)) }),
  );
  const first = (await session.backend.cases())[0];
  if (first) await session.openCase(first.id);
  const late = new Exporting(session);
  const both = [late.takeFormat('csv'), late.takeFormat('html')];
  open[1]?.(preview({ text: '<!doctype html>' }));
  open[0]?.(preview({ text: 'a,b' }));
  await Promise.all(both);
  expect(late.preview?.text).toBe('<!doctype html>');
  expect(late.previewed).toBe('html');
  expect(exporting.previewed).toBe('md');
});
