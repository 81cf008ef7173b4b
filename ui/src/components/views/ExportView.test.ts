import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import type { Backend } from '../../lib/ipc/backend';
import { Session } from '../../lib/state/session.svelte';
import type { Choice } from '../../lib/timeline/choice';
import { TimelineState } from '../../lib/state/timeline.svelte';
import { preview } from '../../testing/find';
import { fixtureBackend } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import ExportView from './ExportView.svelte';

async function opened(overrides: Partial<Backend> = {}, choice: Partial<Choice> = {}) {
  const session = new Session(
    fixtureBackend({
      exportFolder: async () => 'Documents',
      exportPreview: async (_case, _scope, format) =>
        preview({ text: '<script>alert(1)</script>', file_name: `sample.${format}` }),
      exportTo: async () => 'Documents/sample.md',
      ...overrides,
    }),
  );
  await session.openCase('case-1');
  const timeline = new TimelineState(session);
  timeline.choose({ kinds: ['denial'], after: '2031-03-06', ...choice });
  render(Stage, { screen: ExportView, session, timeline });
  return { session };
}

it('says in words which lines go out, and how many proposals stay behind', async () => {
  await opened();
  expect(await screen.findByText(/151 proposals are left out/)).toBeTruthy();
  expect(screen.getByText(/kind: denial · on or after 6 March 2031/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('radio', { name: 'The whole case' }));
  expect(await screen.findByText(/every line/)).toBeTruthy();
});

it('shows a web page in a frame in which nothing runs', async () => {
  await opened();
  await fireEvent.click(screen.getByRole('radio', { name: /^Web page/ }));
  const frame = await screen.findByTitle<HTMLIFrameElement>('Preview of sample.html');
  expect(frame.getAttribute('sandbox')).toBe('');
  expect(document.querySelector('script')).toBeNull();
});

it('writes the file and says where it is', async () => {
  await opened();
  await screen.findByText(/9 lines/);
  await fireEvent.click(screen.getByRole('button', { name: /^Export/ }));
  expect(await screen.findByText('Exported to Documents/sample.md')).toBeTruthy();
});

it('says why there is nothing to export, and shows the way to the review', async () => {
  const { session } = await opened({ exportPreview: async () => preview({ rows: 0 }) });
  await fireEvent.click(await screen.findByRole('button', { name: 'Go to the review' }));
  expect(session.screen).toBe('review');
});

it('says at the field why nothing was written there', async () => {
  await opened({
    exportTo: async () => {
      throw { code: 'io', message: 'there is no such folder', subject: null, hint: 'make it' };
    },
  });
  await screen.findByText(/9 lines/);
  await fireEvent.click(screen.getByRole('button', { name: /^Export/ }));
  expect(await screen.findByText('There is no such folder. Make it.')).toBeTruthy();
});

it('says which of the timeline’s filters the export does not follow', async () => {
  await opened({}, { standings: ['proposals'] });
  expect(await screen.findByText(/hides leads\. The export holds them/)).toBeTruthy();
  expect(screen.getByText(/hides checked statements\. The export holds them/)).toBeTruthy();
  const proposals = screen.getByRole<HTMLInputElement>('checkbox', { name: /proposals/ });
  expect(proposals.checked).toBe(false);
});

it('asks for no preview before it is known what the timeline shows', async () => {
  const scopes: boolean[] = [];
  await opened({
    exportPreview: async (_case, scope) => {
      scopes.push(scope.proposals);
      return preview();
    },
  });
  await screen.findByText(/9 lines/);
  expect(scopes).toEqual([false]);
});

it('says why the lines of the timeline are not there', async () => {
  await opened({
    timeline: () => Promise.reject({ code: 'store', message: 'the disk is full', hint: '' }),
  });
  expect(await screen.findByText('The disk is full.')).toBeTruthy();
});
