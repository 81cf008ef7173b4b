import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import type { Backend } from '../../lib/ipc/backend';
import { Session } from '../../lib/state/session.svelte';
import { TimelineState } from '../../lib/state/timeline.svelte';
import { preview } from '../../testing/find';
import { fixtureBackend } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import ExportView from './ExportView.svelte';

async function opened(overrides: Partial<Backend> = {}) {
  const session = new Session(
    fixtureBackend({
      exportFolder: async () => '/home/ab/Documents',
      exportPreview: async (_case, _scope, format) =>
        preview({ text: '<script>alert(1)</script>', file_name: `sample.${format}` }),
      exportTo: async () => '/home/ab/Documents/sample.md',
      ...overrides,
    }),
  );
  await session.openCase('case-1');
  const timeline = new TimelineState(session);
  timeline.choose({ kinds: ['denial'], after: '2031-03-06' });
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
  expect(await screen.findByText('Exported to /home/ab/Documents/sample.md')).toBeTruthy();
});

it('says why there is nothing to export, and shows the way to the review', async () => {
  const { session } = await opened({ exportPreview: async () => preview({ rows: 0 }) });
  await fireEvent.click(await screen.findByRole('button', { name: 'Go to the review' }));
  expect(session.screen).toBe('review');
});
