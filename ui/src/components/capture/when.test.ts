import { describe, expect, it } from 'vitest';
import { clockOf, isPast, lengthOf } from './when';

describe('moments of this machine', () => {
  it('show the clock today and the day otherwise', () => {
    const now = new Date(2031, 2, 6, 12, 0);
    expect(clockOf(new Date(2031, 2, 6, 14, 2).toISOString(), now)).toBe('14:02');
    expect(clockOf(new Date(2031, 2, 7, 9, 5).toISOString(), now)).toBe('7 Mar, 09:05');
    expect(clockOf(new Date(2030, 11, 7, 9, 5).toISOString(), now)).toBe('7 Dec 2030, 09:05');
  });

  it('are over once they are reached', () => {
    const now = new Date('2031-03-06T12:00:00Z');
    expect(isPast('2031-03-06T12:00:00Z', now)).toBe(true);
    expect(isPast('2031-03-06T12:00:01Z', now)).toBe(false);
  });

  it('come as lengths that can be typed', () => {
    expect([1800, 86_400, 7200, 45, 5400].map(lengthOf)).toEqual(['30m', '1d', '2h', '45s', '90m']);
  });
});
