// Whose site an address is on, so that a reporter sees it before the site sees the reporter.

export interface Host {
  /** What stands before the registrable part: `news.`. */
  before: string;
  /** The part that somebody registered: `courier.example`. */
  registered: string;
  /** Whether the name has letters beyond ASCII, written here as `xn--`. */
  isEncoded: boolean;
}

/** Second levels under which names are registered in many countries: `co.uk`. */
const SHARED = new Set(['ac', 'co', 'com', 'edu', 'gov', 'ne', 'net', 'or', 'org']);

/** Returns the host of a web address; null when it is none. */
export function hostOf(url: string): Host | null {
  if (!URL.canParse(url)) return null;
  const { hostname, protocol } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  const labels = hostname.split('.');
  const isNumber = /^[\d.]+$/.test(hostname) || hostname.startsWith('[');
  const own = isNumber ? labels.length : isShared(labels) ? 3 : 2;
  const registered = labels.slice(-own).join('.');
  return {
    before: hostname.slice(0, hostname.length - registered.length),
    registered,
    isEncoded: labels.some((label) => label.startsWith('xn--')),
  };
}

function isShared(labels: string[]): boolean {
  return labels.at(-1)?.length === 2 && SHARED.has(labels.at(-2) ?? '');
}
