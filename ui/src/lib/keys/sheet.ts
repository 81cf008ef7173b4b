// Every key of the window, as the sheet lists them. What a key does is offered by the screens.

import { app as t } from '../messages';
import type { KeySpec } from './keys.svelte';

const c = t.commands;

export const SHEET: readonly KeySpec[] = [
  { key: 'Ctrl+K', group: 'anywhere', label: c.palette },
  { key: '/', group: 'anywhere', label: c.search },
  { key: 'F6', group: 'anywhere', label: c.panes },
  { key: 'Escape', group: 'anywhere', label: c.close },
  { key: '?', group: 'anywhere', label: c.sheet },
  { key: 'J', group: 'moving', label: c.next },
  { key: 'K', group: 'moving', label: c.previous },
  { key: 'Enter', group: 'moving', label: c.open },
  { key: '[', group: 'moving', label: c.linkedBefore },
  { key: ']', group: 'moving', label: c.linkedAfter },
  { key: 'T', group: 'moving', label: c.table },
  { key: 'R', group: 'deciding', label: c.readsRight },
  { key: 'X', group: 'deciding', label: c.reject },
  { key: 'E', group: 'deciding', label: c.edit },
  { key: 'S', group: 'deciding', label: c.split },
  { key: 'M', group: 'deciding', label: c.join },
  { key: '1 – 9', group: 'deciding', label: c.kind },
  { key: 'L', group: 'deciding', label: c.link },
  { key: 'N', group: 'deciding', label: c.tag },
  { key: 'Ctrl+Z', group: 'deciding', label: c.undo },
  { key: 'C', group: 'making', label: c.copy },
  { key: 'Ctrl+N', group: 'making', label: c.capture },
  { key: 'Ctrl+E', group: 'making', label: c.export },
];
