import { flushSync } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { fixtureBackend } from '../../testing/fixture';
import { Frame, READER } from './frame.svelte';
import { Session } from './session.svelte';

beforeEach(() => localStorage.clear());

const frame = () => new Frame(new Session(fixtureBackend()));

test('the width of the reader and the folded navigation last until the next start', () => {
  const before = frame();
  before.width = 600;
  before.turnNav(false);
  before.remember();
  const after = frame();
  expect(after.width).toBe(600);
  expect(after.isNavOpen(false)).toBe(false);
});

test('navigation that was opened over a narrow window is not opened there again', () => {
  const before = frame();
  before.turnNav(true);
  expect(before.isNavOpen(true)).toBe(true);
  before.remember();
  expect(frame().isNavOpen(true)).toBe(false);
  expect(frame().isNavOpen(false)).toBe(true);
});

test('a width that nobody can have chosen is not taken over', () => {
  localStorage.setItem('counterclaim.reader', '99999');
  expect(frame().width).toBe(READER.most);
  localStorage.setItem('counterclaim.reader', 'wide');
  expect(frame().width).toBe(READER.usual);
});

test('a document that is chosen among the captures is read beside them', async () => {
  const session = new Session(fixtureBackend());
  await session.openCase('case-1');
  const shown = new Frame(session);
  session.show('capture');
  session.read({ document: 'doc-1', version: null, statement: null });
  flushSync();
  expect(shown.hasReader).toBe(true);
  session.show('settings');
  expect(shown.hasReader).toBe(false);
});
