import { expect, test, vi } from 'vitest';
import { Keys, nameOf, type Command } from './keys.svelte';
import { matching } from './matching';

function command(key: string, over: Partial<Command> = {}): Command {
  return { key, group: 'anywhere', label: `what ${key} does`, run: vi.fn(), ...over };
}

/** Presses a key on an element, as the window hears it. */
function press(keys: Keys, init: KeyboardEventInit, on = 'div', singleKeys = true): boolean {
  const target = document.createElement(on);
  let was = false;
  target.addEventListener('keydown', (event) => (was = keys.press(event, singleKeys)));
  target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
  return was;
}

test('a key runs the command that was offered last', () => {
  const [first, second, keys] = [command('J'), command('J'), new Keys()];
  keys.offer([first]);
  const withdraw = keys.offer([second]);
  expect(press(keys, { key: 'j' })).toBe(true);
  expect([first.run, second.run].map((run) => vi.mocked(run).mock.calls.length)).toEqual([0, 1]);
  withdraw();
  press(keys, { key: 'j' });
  expect(first.run).toHaveBeenCalledOnce();
});

test('a key that nobody offers is left to the page', () => {
  expect(press(new Keys(), { key: 'q' })).toBe(false);
});

test('single keys do not act while one types', () => {
  const [reject, keys] = [command('X'), new Keys()];
  keys.offer([reject]);
  for (const field of ['input', 'textarea', 'select']) press(keys, { key: 'x' }, field);
  expect(reject.run).not.toHaveBeenCalled();
});

test('single keys can be switched off, keys with Ctrl still work', () => {
  const [reject, palette, keys] = [command('X'), command('Ctrl+K'), new Keys()];
  keys.offer([reject, palette]);
  expect(press(keys, { key: 'x' }, 'div', false)).toBe(false);
  expect(press(keys, { key: 'k', ctrlKey: true }, 'input', false)).toBe(true);
});

test('undo in a field belongs to the field', () => {
  const [undo, keys] = [command('Ctrl+Z'), new Keys()];
  keys.offer([undo]);
  expect(press(keys, { key: 'z', ctrlKey: true }, 'textarea')).toBe(false);
  expect(press(keys, { key: 'z', ctrlKey: true })).toBe(true);
});

test('Enter on a button does what the button does', () => {
  const [open, keys] = [command('Enter'), new Keys()];
  keys.offer([open]);
  expect(press(keys, { key: 'Enter' }, 'button')).toBe(false);
  expect(press(keys, { key: 'Enter' })).toBe(true);
});

test('a key held down decides once and moves on and on', () => {
  const [reject, next, keys] = [
    command('X', { group: 'deciding' }),
    command('J', { group: 'moving' }),
    new Keys(),
  ];
  keys.offer([reject, next]);
  for (const repeat of [false, true, true]) {
    press(keys, { key: 'x', repeat });
    press(keys, { key: 'j', repeat });
  }
  expect(reject.run).toHaveBeenCalledTimes(1);
  expect(next.run).toHaveBeenCalledTimes(3);
});

test('a bracket typed with AltGr is a bracket', () => {
  const event = new KeyboardEvent('keydown', { key: ']', ctrlKey: true, altKey: true });
  expect(nameOf(event)).toBe(']');
});

test('the palette lists a key once', () => {
  const [first, second, keys] = [command('/'), command('/'), new Keys()];
  keys.offer([first]);
  keys.offer([second]);
  expect(keys.reachable).toEqual([second]);
});

test('commands are found by what one remembers of their words', () => {
  const all = [
    command('', { label: 'Go to: Review' }),
    command('', { label: 'Show the keys' }),
    command('', { label: 'Show every command' }),
  ];
  const found = (query: string) => matching(all, query).map(({ label }) => label);
  expect(found('show key')).toEqual(['Show the keys']);
  expect(found('rev')).toEqual(['Go to: Review']);
  expect(found('nothing of the kind')).toEqual([]);
  expect(found('')).toHaveLength(3);
});

test('a key with Alt, or with Shift beside Ctrl, is another key', () => {
  const keys = new Keys();
  keys.offer([command('X'), command('Ctrl+Z')]);
  expect(press(keys, { key: 'x', altKey: true })).toBe(false);
  expect(press(keys, { key: 'Z', ctrlKey: true, shiftKey: true })).toBe(false);
});
