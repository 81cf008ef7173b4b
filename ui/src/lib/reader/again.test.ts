import { expect, test } from 'vitest';
import { Again } from './again';

test('what is asked for while a load runs is loaded once more, and not at the same time', async () => {
  const loads = new Again();
  const open: (() => void)[] = [];
  const load = () => loads.run(() => new Promise<void>((resolve) => open.push(resolve)));
  const done = load();
  void load();
  void load();
  expect(open).toHaveLength(1);
  open[0]?.();
  await expect.poll(() => open.length).toBe(2);
  open[1]?.();
  await done;
  expect(open).toHaveLength(2);
});

test('a load that failed keeps no later one back', async () => {
  const loads = new Again();
  await expect(loads.run(() => Promise.reject(new Error('closed')))).rejects.toThrow('closed');
  let isLoaded = false;
  await loads.run(async () => void (isLoaded = true));
  expect(isLoaded).toBe(true);
});
