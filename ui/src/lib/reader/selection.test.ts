import { expect, test } from 'vitest';
import { spanOf, trimmed } from './selection';

function article(): HTMLElement {
  const root = document.createElement('div');
  for (const words of [
    [
      [0, 'One '],
      [4, '\u{1f600}\u{1f600}x'],
    ],
    [[9, 'Two']],
  ] as [number, string][][]) {
    const paragraph = document.createElement('p');
    for (const [at, text] of words) paragraph.append(piece(at, text, [...text].length));
    root.append(paragraph);
  }
  document.body.replaceChildren(root);
  return root;
}

function piece(at: number, text: string, length: number): HTMLElement {
  const span = document.createElement('span');
  span.dataset['at'] = String(at);
  span.dataset['end'] = String(at + length);
  span.append(text);
  return span;
}

function textIn(root: Element, index: number): Node {
  const found = root.querySelectorAll('span')[index]?.firstChild;
  if (!found) throw new Error('no text');
  return found;
}

function check(range: (root: HTMLElement, range: Range) => void, expected: number[] | null) {
  const root = article();
  const made = document.createRange();
  range(root, made);
  expect(spanOf(root, made)).toEqual(expected);
}

test('a selection within one piece counts from its place', () => {
  check(
    (root, range) => {
      range.setStart(textIn(root, 0), 1);
      range.setEnd(textIn(root, 0), 3);
    },
    [1, 3],
  );
});

test('a character outside the basic plane counts once', () => {
  check(
    (root, range) => {
      range.setStart(textIn(root, 1), 2);
      range.setEnd(textIn(root, 1), 5);
    },
    [5, 7],
  );
});

test('a selection over paragraphs takes what lies between', () => {
  check(
    (root, range) => {
      range.setStart(textIn(root, 0), 2);
      range.setEnd(textIn(root, 2), 2);
    },
    [2, 11],
  );
});

test('ends between elements fall on the piece that follows', () => {
  check(
    (root, range) => {
      range.setStart(root, 1);
      range.setEnd(root, 2);
    },
    [9, 12],
  );
  check(
    (root, range) => {
      range.setStart(root.children[0] as Element, 1);
      range.setEnd(root.children[0] as Element, 2);
    },
    [4, 9],
  );
});

test('a label of a hidden character counts as that one character', () => {
  const root = article();
  const label = piece(7, 'U+202E', 1);
  label.dataset['hidden'] = '';
  root.querySelector('p')?.append(label);
  const range = document.createRange();
  range.setStart(textIn(root, 1), 4);
  range.setEnd(label.firstChild as Node, 3);
  expect(spanOf(root, range)).toEqual([6, 8]);
});

test('no words and words elsewhere are no selection', () => {
  check((root, range) => {
    range.setStart(textIn(root, 0), 1);
    range.collapse(true);
  }, null);
  check((_, range) => range.selectNode(document.body), null);
});

test('spaces at the ends are left out', () => {
  expect(trimmed('a \u{1f600}b  c', [1, 5])).toEqual([2, 4]);
  expect(trimmed('a   b', [1, 4])).toBeNull();
});
