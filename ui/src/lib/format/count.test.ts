import { expect, test } from 'vitest';
import { counted } from './count';

test('one has its own noun', () => {
  expect(counted(1, 'watch', 'watches')).toBe('1 watch');
  expect(counted(0, 'watch', 'watches')).toBe('0 watches');
});

test('thousands are set apart', () => {
  expect(counted(12400, 'statement', 'statements')).toBe('12,400 statements');
});
