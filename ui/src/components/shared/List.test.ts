import { render, screen } from '@testing-library/svelte';
import { createRawSnippet, flushSync } from 'svelte';
import { expect, test } from 'vitest';
import List from './List.svelte';

/** jsdom has no layout: only the rows that are kept stand in the page there. */
async function list(keep: number[]) {
  const row = createRawSnippet((item: () => string) => ({
    render: () => `<button>${item()}</button>`,
  }));
  const items = ['one', 'two', 'three'];
  const shown = { items, key: (item: string) => item, row, label: 'Numbers', keep };
  const { rerender } = render(List<string>, shown);
  flushSync();
  return { keep: (rows: number[]) => rerender({ ...shown, keep: rows }) };
}

test('each row says where it stands in the whole list', async () => {
  await list([1]);
  const whole = screen.getByRole('list', { name: 'Numbers' });
  const row = screen.getByRole('listitem', { hidden: true });
  expect(whole.contains(row)).toBe(true);
  expect(row.getAttribute('aria-posinset')).toBe('2');
  expect(row.getAttribute('aria-setsize')).toBe('3');
});

test('the row with the focus stays in the page until the focus leaves it', async () => {
  const { keep } = await list([1]);
  const button = screen.getByText('two');
  button.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  await keep([]);
  expect(screen.queryByText('two')).not.toBeNull();
  button.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  flushSync();
  expect(screen.queryByText('two')).toBeNull();
});
