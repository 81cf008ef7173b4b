// Where the keyboard goes when a dialog opens: the browser's own choice would be the cross that
// closes it.

import { tick } from 'svelte';

/** Focuses the first control in an element, and selects what stands in it. */
export function firstFocus(node: HTMLElement) {
  // A dialog takes the focus when it opens, which is after this.
  void tick().then(() => {
    const control = node.matches(CONTROLS) ? node : node.querySelector<HTMLElement>(CONTROLS);
    control?.focus();
    if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
      control.select();
    }
  });
}

const CONTROLS = 'button, input, select, textarea';
