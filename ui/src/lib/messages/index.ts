// Every string that the window shows, one catalogue per noun, so that another language is another
// folder beside `en`. A message with a blank is a function of what fills it.

export { app } from './en/app';
export { cases } from './en/cases';
export { timeline } from './en/timeline';
export { reader } from './en/reader';
export { review } from './en/review';
export { search } from './en/search';
export { entities } from './en/entities';
export { capture } from './en/capture';
export { exporting } from './en/exporting';
export { settings } from './en/settings';
export { words } from './en/words';
