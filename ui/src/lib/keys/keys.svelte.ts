// The keyboard: every command of the window has a name, a place on the sheet and a key, and a screen
// says which of them it can do while it is shown. The palette, the sheet and the keys read this list.

import { createContext, untrack } from 'svelte';

export type KeyGroup = 'anywhere' | 'moving' | 'deciding' | 'making';

/** A key of the sheet. */
export interface KeySpec {
  /** As in the sheet: `Ctrl+K`, `/`, `J`, `Enter`, `]`; empty for a command of the palette alone. */
  key: string;
  group: KeyGroup;
  /** What it does, in words. */
  label: string;
}

export interface Command extends KeySpec {
  run: () => void;
}

export class Keys {
  /** What each screen or pane that is shown can do. Not a state: an effect that adds to it must see
   * what another one has added in the same moment. */
  #offers: Command[][] = [];
  #changes = $state(0);

  /** What can be done now; a later command stands before an earlier one of the same key. */
  get commands(): Command[] {
    void this.#changes;
    return this.#offers.flat();
  }

  /** What can be done now, without those whose key another one has taken. */
  get reachable() {
    return this.commands.filter(
      (command, index) =>
        !this.commands.some(
          (other, at) =>
            at > index && (other.key || other.label) === (command.key || command.label),
        ),
    );
  }

  /** Adds commands while a screen is shown; returns how to take them away. */
  offer(commands: Command[]): () => void {
    this.#offers.push(commands);
    this.#change();
    return () => {
      this.#offers = this.#offers.filter((it) => it !== commands);
      this.#change();
    };
  }

  /** Called from effects, which must not run again because the list they add to has changed. */
  #change() {
    untrack(() => (this.#changes += 1));
  }

  /** Runs what a key stands for, and tells whether it stands for something. */
  press(event: KeyboardEvent, singleKeys: boolean): boolean {
    const name = nameOf(event);
    if (name.length === 1 && (!singleKeys || isTyping(event.target))) return false;
    if (name === 'Ctrl+Z' && isTyping(event.target)) return false;
    if (name === 'Enter' && isPressable(event.target)) return false;
    const command = this.commands.findLast((it) => it.key === name);
    if (!command) return false;
    event.preventDefault();
    // A key held down decides once.
    if (!event.repeat || command.group === 'moving') command.run();
    return true;
  }
}

/** Spells a key as the sheet does. */
export function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  // Where brackets are typed with AltGr, some systems report Ctrl and Alt with them.
  const isControl = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (isControl) return event.shiftKey ? `Ctrl+Shift+${key}` : `Ctrl+${key}`;
  return event.altKey && /^[A-Z0-9]$/.test(key) ? `Alt+${key}` : key;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches(
      'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]',
    )
  );
}

/** Enter on a button, link or field does what that does. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches('button, a, input, textarea, select, summary')
  );
}

export const [getKeys, setKeys] = createContext<Keys>();
