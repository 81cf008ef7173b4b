import { expect, it } from 'vitest';
import type { CaptureLine } from '../ipc/bindings';
import type { Backend, News } from '../ipc/backend';
import { captureLine } from '../../testing/capture';
import { caseView, fixtureBackend } from '../../testing/fixture';
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
  expect(await intake.importPaths('case-1', ['Downloads/a.html'], null)).toMatchObject(failure);
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
  tell({ type: 'dropped', paths: ['Downloads/a.html', 'Downloads/b.pdf'] });
  expect(intake.dragging).toBe(0);
  expect(session.screen).toBe('capture');
  expect(intake.way).toBe('files');
  expect(imported).toEqual([['case-1', 'Downloads/a.html', 'Downloads/b.pdf']]);
});

it('imports nothing while no case is open', async () => {
  const { intake, session, tell } = await opened();
  session.closeCase();
  tell({ type: 'dropped', paths: ['Downloads/a.html'] });
  expect(intake.runs).toEqual([]);
});

it('counts the files of a dropped folder to the folder', async () => {
  const { intake, tell } = await opened({ importPaths: () => new Promise(() => undefined) });
  void intake.importPaths('case-1', ['Downloads/saved'], null);
  tell({ type: 'captured', line: captureLine({ url: 'Downloads/saved/a.html' }) });
  expect(intake.runs[0]?.lines).toHaveLength(1);
});

it('keeps no run of a value that is told to be wrong at its field', async () => {
  const failure = { code: 'bad_value', message: 'no date', subject: '2031-03-40', hint: '' };
  const { intake } = await opened({ supplyText: () => Promise.reject(failure) });
  const text = { text: 'Words', url: null, title: null, outlet: null, published: '2031-03-40' };
  expect(await intake.supplyText('case-1', text)).toMatchObject(failure);
  expect(intake.runs).toEqual([]);
});

it('shows what one case was given in that case alone', async () => {
  const { intake, session } = await opened({
    caseView: (id) => Promise.resolve(caseView({ id })),
    addPages: () => Promise.resolve([captureLine({ url: ONE, result: 'wall', wall: 'login' })]),
    fetchNow: () => new Promise(() => undefined),
  });
  await intake.addPages('case-1', [ONE]);
  void intake.fetchNow('case-1');
  expect([intake.runs.length, intake.isFetching]).toEqual([2, true]);
  await session.openCase('case-2');
  expect([intake.runs, intake.isRunning, intake.isFetching]).toEqual([[], false, false]);
  intake.clear();
  await session.openCase('case-1');
  expect(intake.runs).toHaveLength(2);
});

it('keeps what is typed for a case apart from that of another', async () => {
  const { intake } = await opened();
  intake.draftsOf('case-1').pages.text = ONE;
  expect(intake.draftsOf('case-2').pages.text).toBe('');
  expect(intake.draftsOf('case-1').pages.text).toBe(ONE);
});

it('begins with addresses again after a visit that left nothing typed', async () => {
  const { intake } = await opened();
  intake.begin('text', ONE);
  intake.leave('case-1');
  expect([intake.way, intake.about]).toEqual(['pages', '']);
  intake.begin('text', ONE);
  intake.draftsOf('case-1').text(ONE).text = 'Words.';
  intake.leave('case-1');
  expect([intake.way, intake.about]).toEqual(['text', ONE]);
});

it('fills in the address of a wall each time that it is helped', async () => {
  const { intake } = await opened({ supplyText: () => Promise.resolve(captureLine()) });
  intake.begin('text', ONE);
  const draft = intake.draftsOf('case-1').text(ONE);
  draft.text = 'Words.';
  await draft.send((text) => intake.supplyText('case-1', text));
  expect(draft.url).toBe('');
  intake.begin('text', ONE);
  expect(draft.url).toBe(ONE);
});
