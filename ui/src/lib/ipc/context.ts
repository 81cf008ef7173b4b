// Hands the backend down the tree of components, so that a test can hand in another.

import { createContext } from 'svelte';
import type { Backend } from './backend';

export const [getBackend, setBackend] = createContext<Backend>();
