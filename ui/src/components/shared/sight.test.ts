import { expect, test } from 'vitest';
import { distance } from './sight';

/** A box from one height to another. */
const box = (top: number, bottom: number) => new DOMRect(0, top, 100, bottom - top);

test.each([
  ['a row in sight stays', box(120, 160), 0],
  ['a row that starts and ends with the list stays', box(100, 300), 0],
  ['a row above comes to the top', box(60, 100), -40],
  ['a row cut at the top comes down', box(90, 130), -10],
  ['a row below comes to the end', box(300, 340), 40],
  ['a row cut at the end comes up', box(280, 320), 20],
  ['a row taller than the list shows its beginning', box(150, 450), 50],
])('%s', (_, row, far) => {
  expect(distance(row, box(100, 300))).toBe(far);
});
