import { expect, it } from 'vitest';
import type { Backend, WindowSettings } from '../ipc/backend';
import { fixtureBackend, windowSettings } from '../../testing/fixture';
import { Session } from './session.svelte';
import { Settings } from './settings.svelte';

async function loaded(overrides: Partial<Backend> = {}) {
  const session = new Session(fixtureBackend(overrides));
  const settings = new Settings(session);
  await settings.load();
  return { session, settings };
}

it('saves one setting and leaves the others as they are', async () => {
  const sent: WindowSettings[] = [];
  const { settings } = await loaded({
    setWindowSettings: (it) => {
      sent.push(it);
      return Promise.resolve();
    },
  });
  await settings.saveWindow('theme', 'dark');
  expect(sent).toEqual([windowSettings({ theme: 'dark' })]);
  expect(settings.saved).toBe('theme');
});

it('keeps what was set, and says why, when a setting cannot be saved', async () => {
  const refused = { code: 'bad_value', message: 'no proxy', subject: 'x', hint: 'give a port' };
  const { settings } = await loaded({ setLibrarySettings: () => Promise.reject(refused) });
  expect(await settings.saveLibrary('proxy', 'x')).toBe(false);
  expect(settings.fault('proxy')).toMatchObject(refused);
  expect(settings.fault('user_agent')).toBeNull();
  expect(settings.library?.settings.proxy).toBeNull();
});

it('forgets a fault once the setting is saved', async () => {
  let isRefused = true;
  const { settings } = await loaded({
    setLibrarySettings: () => (isRefused ? Promise.reject(new Error('no')) : Promise.resolve()),
  });
  await settings.saveLibrary('proxy', 'x');
  isRefused = false;
  await settings.saveLibrary('proxy', 'socks5h://127.0.0.1:9050');
  expect(settings.fault('proxy')).toBeNull();
  expect(settings.library?.settings.proxy).toBe('socks5h://127.0.0.1:9050');
});

it('closes the case when another library is opened', async () => {
  const { session, settings } = await loaded();
  await session.openCase('case-1');
  await settings.moveLibrary('Documents/Other');
  expect(session.case).toBeNull();
  expect(session.settings?.library).toBe('Documents/Other');
});

it('reads the version from the name that the program gives itself', async () => {
  const { settings } = await loaded();
  expect(settings.version).toBe('0.1');
});
