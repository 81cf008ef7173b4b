import { describe, expect, it } from 'vitest';
import type { Failure } from '../ipc/backend';
import { Drafts, type TextDraft } from './drafts.svelte';

const FAILURE: Failure = { code: 'store', message: 'no space left', subject: null, hint: '' };

/** Sends a text and returns how to answer, and what was sent. */
function sent(draft: TextDraft) {
  const texts: string[] = [];
  let answer: (failure: Failure | null) => void = () => undefined;
  const send = () =>
    draft.send((text) => {
      texts.push(text.text);
      return new Promise((resolve) => (answer = resolve));
    });
  return { texts, send, answer: (failure: Failure | null) => answer(failure) };
}

describe('a text', () => {
  it('is sent once however often it is asked for', async () => {
    const draft = new Drafts().text('');
    draft.text = 'Words.';
    const { texts, send, answer } = sent(draft);
    const both = [send(), send()];
    expect(draft.isSending).toBe(true);
    answer(null);
    await Promise.all(both);
    expect(texts).toEqual(['Words.']);
    expect([draft.text, draft.isSending]).toEqual(['', false]);
  });

  it('stays when it was changed on its way', async () => {
    const draft = new Drafts().text('');
    draft.text = 'Words.';
    const { send, answer } = sent(draft);
    const sending = send();
    draft.text = 'Other words.';
    expect(draft.isSending).toBe(false);
    answer(null);
    await sending;
    expect(draft.text).toBe('Other words.');
  });

  it('stays with what went wrong when it was refused', async () => {
    const draft = new Drafts().text('');
    draft.text = 'Words.';
    const { send, answer } = sent(draft);
    const sending = send();
    answer(FAILURE);
    await sending;
    expect([draft.text, draft.failure]).toEqual(['Words.', FAILURE]);
  });

  it('is not sent while it is empty, and says so', async () => {
    const draft = new Drafts().text('');
    const { texts, send } = sent(draft);
    await send();
    expect(texts).toEqual([]);
    expect(draft.isNeeded).toBe(true);
  });

  it('for one wall is not the text for another', () => {
    const drafts = new Drafts();
    drafts.text('https://courier.example/one').text = 'Words.';
    expect(drafts.text('https://courier.example/two').text).toBe('');
    expect(drafts.text('https://courier.example/two').url).toBe('https://courier.example/two');
    expect(drafts.text('https://courier.example/one').text).toBe('Words.');
  });
});

it('gives back the addresses that came to nothing', async () => {
  const { pages } = new Drafts();
  pages.text = 'courier.example/one\nnonsense';
  await pages.send(() => Promise.resolve(FAILURE));
  expect(pages.text.split('\n')).toEqual(['https://courier.example/one', 'nonsense']);
});

it('keeps the files that were chosen while others were imported', async () => {
  const files = new Drafts().files('');
  files.text = 'Downloads/a.html';
  const sending = files.send(() => Promise.resolve(null));
  files.text = 'Downloads/b.html';
  await sending;
  expect(files.text).toBe('Downloads/b.html');
});

it('empties a watch that was added, and keeps how often', async () => {
  const { watch } = new Drafts();
  watch.target = 'https://courier.example/feed.xml';
  watch.every = '30m';
  await watch.send(() => Promise.resolve(null));
  expect([watch.target, watch.every]).toEqual(['', '30m']);
});
