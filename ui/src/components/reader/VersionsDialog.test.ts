import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { Keys } from '../../lib/keys/keys.svelte';
import { Session } from '../../lib/state/session.svelte';
import { DIFF, documentView, fixtureBackend, moment } from '../../testing/fixture';
import Stage from '../../testing/Stage.svelte';
import ReaderPane from './ReaderPane.svelte';

async function dialog() {
  const view = documentView();
  const older = { ...view.version, id: 'ver-0', captured: moment('2031-03-01T10:00:00Z') };
  const versionDiff = vi.fn(async () => DIFF);
  const document = async () => ({ ...view, versions: [older, view.version] });
  const session = new Session(fixtureBackend({ document, versionDiff }));
  await session.openCase('case-1');
  session.show('search');
  session.select('st-1', 'doc-1');
  render(Stage, { screen: ReaderPane, session, keys: new Keys() });
  await fireEvent.click(await screen.findByRole('button', { name: 'Compare versions' }));
  const sheet = await screen.findByRole('dialog', { name: 'Two versions of this page' });
  return { sheet: within(sheet), versionDiff, latest: view.version.id };
}

test('the last two versions are compared, the older one first', async () => {
  const { sheet, versionDiff, latest } = await dialog();
  await sheet.findByText('Other words in B');
  expect(versionDiff).toHaveBeenCalledWith('doc-1', ['ver-0', latest]);
});

test('words that one of them has are told of in words and by an element of their own', async () => {
  const { sheet } = await dialog();
  const gone = await sheet.findByText('stole', { exact: false, selector: 'del *' });
  expect(gone.closest('del')?.textContent).toContain('Present in A, absent in B:');
  const come = sheet.getByText('used', { exact: false, selector: 'ins *' });
  expect(come.closest('ins')?.textContent).toContain('Absent in A, present in B:');
});

test('one version is not compared with itself', async () => {
  const { sheet, versionDiff } = await dialog();
  await sheet.findByText('Other words in B');
  await fireEvent.change(sheet.getByLabelText('Version B'), { target: { value: 'ver-0' } });
  expect(await sheet.findByText('Choose two different versions.')).toBeTruthy();
  expect(versionDiff).toHaveBeenCalledTimes(1);
});
