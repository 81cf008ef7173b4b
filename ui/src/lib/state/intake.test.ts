import { expect, it } from 'vitest';
import type { CaptureLine } from '../ipc/bindings';
import type { Backend, News } from '../ipc/backend';
import { captureLine } from '../../testing/capture';
import { fixtureBackend } from '../../testing/fixture';
import { intakeOf, underway } from './intake.svelte';
import { Session } from './session.svelte';

const ONE = 'https://courier.example/one';
const TWO = 'https://courier.example/two';

async function opened(overrides: Partial<Backend> = {}) {
  let tell: (news: News) => void = () => undefined;
  const session = new Session(
    fixtureBackend({
      listen: (hear) => {
        tell = hear;
        return Promise.resolve(() => undefined);
      },
      ...overrides,
    }),
  );
  await session.openCase('case-1');
  return { session, intake: intakeOf(session), tell: (news: News) => tell(news) };
}

it('shows each line as it comes and takes the whole answer in the end', async () => {
  let finish: (lines: CaptureLine[]) => void = () => undefined;
  const { intake, tell } = await opened({
    addPages: () => new Promise((resolve) => (finish = resolve)),
  });
  const run = intake.addPages('case-1', [ONE, TWO]);
  tell({ type: 'captured', line: captureLine({ url: ONE }) });
  tell({ type: 'captured', line: captureLine({ url: 'https://elsewhere.example/' }) });
  expect(intake.runs[0]?.lines.map((it) => it.url)).toEqual([ONE]);
  expect(intake.runs.flatMap(underway)).toEqual([TWO]);
  finish([captureLine({ url: ONE }), captureLine({ url: TWO, result: 'wall', wall: 'login' })]);
  await run;
  expect(intake.runs[0]).toMatchObject({ state: 'done' });
  expect(intake.runs[0]?.lines.map((it) => it.result)).toEqual(['new', 'wall']);
});

it('keeps what failed with the act that failed', async () => {
  const failure = { code: 'store', message: 'no space left', subject: null, hint: 'free some' };
  const { intake, session } = await opened({ importPaths: () => Promise.reject(failure) });
  expect(await intake.importPaths('case-1', ['/home/vane/a.html'], null)).toMatchObject(failure);
  expect(intake.runs[0]).toMatchObject({ state: 'failed', failure });
  expect(session.notices).toEqual([]);
});

it('imports what is dropped on the window into the open case and shows it', async () => {
  const imported: string[][] = [];
  const { intake, session, tell } = await opened({
    importPaths: (case_, paths) => {
      imported.push([case_, ...paths]);
      return Promise.resolve(paths.map((url) => captureLine({ url })));
    },
  });
  tell({ type: 'dragging', files: 2 });
  expect(intake.dragging).toBe(2);
  tell({ type: 'dropped', paths: ['/home/vane/a.html', '/home/vane/b.pdf'] });
  expect(intake.dragging).toBe(0);
  expect(session.screen).toBe('capture');
  expect(intake.way).toBe('files');
  expect(imported).toEqual([['case-1', '/home/vane/a.html', '/home/vane/b.pdf']]);
});

it('imports nothing while no case is open', async () => {
  const { intake, session, tell } = await opened();
  session.closeCase();
  tell({ type: 'dropped', paths: ['/home/vane/a.html'] });
  expect(intake.runs).toEqual([]);
});

it('counts the files of a dropped folder to the folder', async () => {
  const { intake, tell } = await opened({ importPaths: () => new Promise(() => undefined) });
  void intake.importPaths('case-1', ['/home/vane/saved'], null);
  tell({ type: 'captured', line: captureLine({ url: '/home/vane/saved/a.html' }) });
  expect(intake.runs[0]?.lines).toHaveLength(1);
});
