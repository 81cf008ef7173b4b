// Puts the window into its page.

import { mount } from 'svelte';
import './styles/base.css';
import App from './App.svelte';
import { tauri } from './lib/ipc/tauri';

const target = document.getElementById('app');
if (target) mount(App, { target, props: { backend: tauri } });
