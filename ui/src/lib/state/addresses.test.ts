import { describe, expect, it } from 'vitest';
import { readAddresses } from './addresses';

function check(text: string, expected: (string | null)[]) {
  expect(readAddresses(text).map((it) => it.address ?? it.fault)).toEqual(expected);
}

describe('addresses of pages', () => {
  it('are read one a line, blank lines left out', () => {
    check('https://outlet.example/a\n\n  http://outlet.example/b ', [
      'https://outlet.example/a',
      'http://outlet.example/b',
    ]);
  });

  it('may lack their scheme but not their host', () => {
    check('outlet.example/a?b=1', ['https://outlet.example/a?b=1']);
    check('nonexist\n/a.html\n../a.html\nftp://outlet.example/a\njavascript:alert(1)', [
      'no_address',
      'no_address',
      'no_address',
      'no_address',
      'no_address',
    ]);
  });

  it('are sent once', () => {
    check('https://outlet.example/a\noutlet.example/a', ['https://outlet.example/a', 'twice']);
  });

  it('are refused with a password, which is not repeated', () => {
    const [line] = readAddresses('https://vane:secret@outlet.example/a');
    expect(line).toMatchObject({ fault: 'credentials', address: null, given: '…' });
  });

  it('keep the number of their line', () => {
    expect(readAddresses('\n\nnonsense')[0]?.line).toBe(3);
  });
});
