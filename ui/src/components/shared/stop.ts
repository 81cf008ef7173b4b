// In a list one row at a time is come to by Tab. What can be pressed in a row asks here whether it
// stands in that row; outside a list everything is come to.

import { getContext, setContext } from 'svelte';

/** How Tab treats what stands in a row. */
export interface Stop {
  readonly tabindex: 0 | -1;
}

const KEY = Symbol('the row of a list');

export function setStop(stop: Stop) {
  setContext(KEY, stop);
}

/** Returns the row that a component stands in; nothing where it stands in none. */
export function getStop(): Stop | undefined {
  return getContext<Stop | undefined>(KEY);
}
