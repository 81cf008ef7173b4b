import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import QueueState from './QueueState.svelte';

function state(given: { pausedSince?: string; offlineSince?: string }) {
  const [onpause, onresume] = [vi.fn(), vi.fn()];
  render(QueueState, { pausedSince: null, offlineSince: null, ...given, onpause, onresume });
  return { onpause, onresume };
}

test('a queue that runs can be paused', async () => {
  const { onpause } = state({});
  await fireEvent.click(screen.getByRole('button', { name: 'Pause the queue' }));
  expect(onpause).toHaveBeenCalledOnce();
  expect(screen.getByRole('status').textContent.trim()).toBe('');
});

test('a paused queue says since when, and goes on at a press', async () => {
  const { onresume } = state({ pausedSince: '2031-03-06T09:40:00Z' });
  expect(screen.getByRole('status').textContent).toContain('Paused since 6 March');
  await fireEvent.click(screen.getByRole('button', { name: 'Resume the queue' }));
  expect(onresume).toHaveBeenCalledOnce();
});

test('a network that is gone says since when', () => {
  state({ offlineSince: '2031-03-06T09:40:00Z' });
  expect(screen.getByRole('status').textContent).toContain(
    'No site could be reached since 6 March',
  );
});
