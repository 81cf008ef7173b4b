// What the type checker does not see: markup from strings, tiers, and calls that bypass `backend.ts`.

import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Folders of components, the lowest first: what stands lower may not import from what stands higher. */
const TIERS = ['shared', 'noun', 'views'];

function tier(filename) {
    const folder = /components\/([^/]+)\//.exec(filename)?.[1];
    if (!folder) return -1;
    return folder === 'shared' ? 0 : folder === 'views' ? 2 : 1;
}

/** Imports between components only go down (house rule; see ARCHITECTURE.md). */
const tierRule = {
    meta: {
        type: 'problem',
        schema: [],
        messages: { up: 'a {{from}} component imports a {{to}} component: imports only go down' },
    },
    create(context) {
        const from = tier(context.filename);
        return {
            ImportDeclaration(node) {
                const path = new URL(String(node.source.value), `file://${context.filename}`)
                    .pathname;
                const to = tier(path);
                if (from >= 0 && to > from) {
                    context.report({
                        node,
                        messageId: 'up',
                        data: { from: TIERS[from], to: TIERS[to] },
                    });
                }
            },
        };
    },
};

export default ts.config(
    { ignores: ['dist', 'node_modules', 'src/lib/ipc/bindings.ts'] },
    ...ts.configs.strict,
    ...svelte.configs['flat/recommended'],
    {
        files: ['**/*.svelte', '**/*.svelte.ts'],
        languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    },
    {
        plugins: { house: { rules: { tiers: tierRule } } },
        rules: {
            'house/tiers': 'error',
            'svelte/no-at-html-tags': 'error',
            // The content policy blocks style attributes; `style:` directives go past it.
            'no-restricted-syntax': [
                'error',
                {
                    selector: 'SvelteAttribute[key.name="style"]',
                    message:
                        'the content policy blocks style attributes: use a class or style:name',
                },
            ],
            'svelte/prefer-svelte-reactivity': 'off',
            'no-restricted-imports': [
                'error',
                { patterns: [{ group: ['@tauri-apps/*'], message: 'ask the backend instead' }] },
            ],
        },
    },
    { files: ['src/lib/ipc/tauri.ts'], rules: { 'no-restricted-imports': 'off' } },
);
