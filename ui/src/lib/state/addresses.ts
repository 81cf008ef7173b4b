// Reads the addresses that a reporter types or pastes, one a line, before anything is sent. The rules
// are those of the engine (crates/engine, collect/given.rs), which has the last word.

export type AddressFault = 'no_address' | 'credentials' | 'twice';

/** One line that says something. */
export interface AddressLine {
  /** Which line of the field it is; the first is 1. */
  line: number;
  given: string;
  /** The full address; null when it cannot be asked for. */
  address: string | null;
  fault: AddressFault | null;
}

/** Returns every line that is not blank, with the address that it stands for or what is wrong. */
export function readAddresses(text: string): AddressLine[] {
  const seen = new Set<string>();
  return text.split('\n').flatMap((raw, index): AddressLine[] => {
    const given = raw.trim();
    if (!given) return [];
    const line = { line: index + 1, given };
    const address = addressOf(given);
    if (address === null) return [{ ...line, address, fault: 'no_address' }];
    if (hasCredentials(address)) {
      return [{ ...line, given: '…', address: null, fault: 'credentials' }];
    }
    if (seen.has(address)) return [{ ...line, address: null, fault: 'twice' }];
    seen.add(address);
    return [{ ...line, address, fault: null }];
  });
}

/** Returns what a line means as a full address; a host without a scheme is asked over https. */
export function addressOf(given: string): string | null {
  const full = /^[^/?#:]+\.[^/?#:]+([/?#]|$)/.test(given) ? `https://${given}` : given;
  if (!/^https?:\/\//i.test(full) || /\s/.test(full)) return null;
  try {
    return new URL(full).href;
  } catch {
    return null;
  }
}

function hasCredentials(address: string): boolean {
  const { username, password } = new URL(address);
  return username !== '' || password !== '';
}
