// A digest as it is shown: its beginning and its end are enough to tell two apart by eye.

export function shortDigest(sha: string): string {
  return `${sha.slice(0, 4)} ${sha.slice(4, 8)} … ${sha.slice(-4)}`;
}
