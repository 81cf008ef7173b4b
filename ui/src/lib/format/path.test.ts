import { expect, test } from 'vitest';
import { shortened } from './path';

const LONG = '/home/ab/Documents/Investigations/2031/Counterclaim/library';

test.each([
  ['/home/ab/library', 40, '/home/ab/library'],
  [LONG, 40, '/home/…/2031/Counterclaim/library'],
  [LONG, 30, '/home/…/Counterclaim/library'],
  [LONG, 20, '/home/…/library'],
  ['C:\\Users\\ab\\Documents\\Investigations\\library', 32, 'C:\\…\\Investigations\\library'],
  ['/a-single-folder-with-a-very-long-name', 21, '/a-single-…-long-name'],
])('%s in %i characters', (path, most, short) => {
  expect(shortened(path, most)).toBe(short);
  expect(short.length).toBeLessThanOrEqual(most);
});
