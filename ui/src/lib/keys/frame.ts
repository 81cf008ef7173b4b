// What can be done from everywhere in the window.

import { app as t } from '../messages';
import type { Frame } from '../state/frame.svelte';
import type { Screen, Session } from '../state/session.svelte';
import type { Command } from './keys.svelte';

const PANES = ['pane-nav', 'pane-main', 'pane-reader'];
const PLACES: readonly Screen[] = [
  'cases',
  'timeline',
  'review',
  'search',
  'entities',
  'capture',
  'export',
  'settings',
];

/** Returns the commands of the frame. */
export function frameCommands(session: Session, frame: Frame, focusSearch: () => void): Command[] {
  const c = t.commands;
  return [
    ...PLACES.map((screen) => goTo(session, screen)),
    anywhere('Ctrl+K', c.palette, () => frame.open('palette')),
    anywhere('/', c.search, focusSearch),
    anywhere('?', c.sheet, () => frame.open('keys')),
    anywhere('F6', c.panes, nextPane),
    anywhere('Escape', c.close, () => session.read(null)),
    { key: 'Ctrl+Z', group: 'deciding', label: c.undo, run: () => void undo(session) },
    { key: 'Ctrl+N', group: 'making', label: c.capture, run: () => session.show('capture') },
    { key: 'Ctrl+E', group: 'making', label: c.export, run: () => session.show('export') },
  ];
}

function anywhere(key: string, label: string, run: () => void): Command {
  return { key, group: 'anywhere', label, run };
}

function goTo(session: Session, screen: Screen): Command {
  return anywhere('', t.commands.goTo(t.screens[screen]), () => session.show(screen));
}

/** Takes the last decision back and says which it was. */
export async function undo(session: Session) {
  const what = await session.attempt(() =>
    session.inTurn(() => session.backend.undo(session.caseId)),
  );
  if (what === undefined) return;
  session.say(t.undone(what));
  session.tell('more');
  await session.attempt(() => session.beat());
}

/** Puts the focus on the pane after the one that has it. */
export function nextPane() {
  const panes = PANES.map((id) => document.getElementById(id)).filter((it) => it !== null);
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  panes[(at + 1) % panes.length]?.focus();
}
