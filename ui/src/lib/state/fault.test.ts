import { expect, it } from 'vitest';
import { saidOf, withHint } from './fault';

it('tells a failure and what to do as two sentences', () => {
  const failure = {
    code: 'bad_value',
    message: '"abc" is no length of time',
    subject: 'abc',
    hint: 'give a number with s, m, h or d',
  };
  expect(withHint(failure)).toBe('"abc" is no length of time. Give a number with s, m, h or d.');
});

it('does not name the address again under the address', () => {
  const url = 'https://courier.example/gone';
  expect(saidOf(url, `${url} answered 404 (not found)`)).toBe('Answered 404 (not found).');
  expect(saidOf(url, 'the site is not there')).toBe('The site is not there.');
});
