import { expect, test } from 'vitest';
import { hostOf } from './host';

function check(url: string, before: string, registered: string, isEncoded = false) {
  expect(hostOf(url)).toEqual({ before, registered, isEncoded });
}

test('the registered part stands apart from what its owner put before it', () => {
  check('https://news.courier.example/a', 'news.', 'courier.example');
  check('https://courier.example', '', 'courier.example');
  check('https://bank.example.evil.example/', 'bank.example.', 'evil.example');
});

test('a shared second level belongs to the registered part', () => {
  check('https://www.courier.co.uk/', 'www.', 'courier.co.uk');
});

test('letters of another script are written as they are sent', () => {
  check('https://сourier.example/', '', 'xn--ourier-hrf.example', true);
});

test('a number is shown whole', () => {
  check('http://192.0.2.7/a', '', '192.0.2.7');
});

test('what is not on the web has no host', () => {
  for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'note', '']) {
    expect(hostOf(url)).toBeNull();
  }
});
