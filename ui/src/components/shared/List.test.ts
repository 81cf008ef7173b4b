import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick, type ComponentProps } from 'svelte';
import { expect, test, vi } from 'vitest';
import ListStage from '../../testing/ListStage.svelte';

type Given = Partial<ComponentProps<typeof ListStage>>;

const NUMBERS = ['one', 'two', 'three'];

/** jsdom has no layout: only the row that Tab comes to stands in the page there. */
async function list(given: Given = {}) {
  const { rerender } = render(ListStage, { items: NUMBERS, ...given });
  await tick();
  return (to: Given) => rerender({ items: NUMBERS, ...given, ...to });
}

function button(name: string) {
  return screen.getByText(name);
}

async function press(key: string, init: KeyboardEventInit = {}) {
  const target = document.activeElement ?? document.body;
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  await tick();
  await tick();
  return event;
}

const at = () => document.activeElement?.textContent.trim();

test('each row says where it stands in the whole list', async () => {
  await list({ current: 1 });
  const whole = screen.getByRole('list', { name: 'Numbers' });
  const row = screen.getByRole('listitem', { hidden: true });
  expect(whole.contains(row)).toBe(true);
  expect(row.getAttribute('aria-posinset')).toBe('2');
  expect(row.getAttribute('aria-setsize')).toBe('3');
});

test('Tab comes to the row in hand and to what can be pressed in it', async () => {
  const change = await list({ current: 1 });
  expect([button('two').tabIndex, button('Drop two').tabIndex]).toEqual([0, 0]);
  button('two').focus();
  await change({ current: -1 });
  expect(button('two').tabIndex).toBe(0);
});

test('without a row in hand Tab comes to the first, and to the last one that was left', async () => {
  await list();
  button('one').focus();
  await press('ArrowDown');
  button('After').focus();
  await tick();
  expect(button('two').tabIndex).toBe(0);
});

test('what stands in no row is come to as ever', async () => {
  await list();
  expect(button('After').hasAttribute('tabindex')).toBe(false);
});

test.each([
  ['ArrowDown', 'two', 'three'],
  ['ArrowUp', 'two', 'one'],
  ['Home', 'three', 'one'],
  ['End', 'one', 'three'],
  ['PageDown', 'one', 'two'],
  ['PageUp', 'two', 'one'],
  ['ArrowUp', 'one', 'one'],
  ['ArrowDown', 'three', 'three'],
])('%s goes from %s to %s', async (key, from, to) => {
  const onmove = vi.fn();
  await list({ current: NUMBERS.indexOf(from), onmove });
  button(from).focus();
  const event = await press(key);
  expect(at()).toBe(to);
  expect(onmove).toHaveBeenCalledWith(NUMBERS.indexOf(to));
  expect(event.defaultPrevented).toBe(true);
});

test('from something inside a row the arrows go to the next row', async () => {
  await list();
  button('Drop one').focus();
  await press('ArrowDown');
  expect(at()).toBe('two');
});

test('other keys, and arrows with a key held, are left alone', async () => {
  await list();
  button('one').focus();
  expect((await press('j')).defaultPrevented).toBe(false);
  expect((await press('ArrowDown', { ctrlKey: true })).defaultPrevented).toBe(false);
  expect(at()).toBe('one');
});

test('Enter presses the row that the arrows went to', async () => {
  const onpress = vi.fn();
  await list({ onpress });
  button('one').focus();
  await press('ArrowDown');
  await fireEvent.click(document.activeElement ?? document.body);
  expect(onpress).toHaveBeenCalledWith('two');
});

test('the focus goes with the row in hand while it is in the list, and stays elsewhere', async () => {
  const change = await list({ current: 0 });
  button('one').focus();
  await change({ current: 2 });
  await tick();
  expect(at()).toBe('three');
  button('After').focus();
  await change({ current: 1 });
  await tick();
  expect(at()).toBe('After');
});

test('when the row with the focus is gone, the row in hand has it', async () => {
  const change = await list({ current: 1 });
  button('two').focus();
  await change({ items: ['one', 'three'], current: 1 });
  await tick();
  expect(at()).toBe('three');
});

test('rows without a use of their own take the focus, and what is in them follows', async () => {
  await list({ focus: 'row' });
  const row = () => screen.getByRole('listitem', { hidden: true });
  expect(row().tabIndex).toBe(0);
  row().focus();
  await press('End');
  expect(document.activeElement?.getAttribute('aria-posinset')).toBe('3');
  expect(button('Drop three').tabIndex).toBe(0);
});
