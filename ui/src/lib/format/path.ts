// A path of the system where there is little room.

/** Returns a path with its middle left out where it is longer than `most` characters. */
export function shortened(path: string, most: number): string {
  if (path.length <= most) return path;
  const separator = path.includes('\\') && !path.includes('/') ? '\\' : '/';
  const parts = path.split(separator);
  const [first = ''] = parts[0] === '' ? parts.slice(1) : parts;
  const root = parts[0] === '' ? separator + first : first;
  for (const kept of [3, 2, 1]) {
    if (parts.length <= kept + 2) continue;
    const short = [root, '…', ...parts.slice(-kept)].join(separator);
    if (short.length <= most || kept === 1) return cut(short, most);
  }
  return cut(path, most);
}

/** Keeps beginning and end: the end of a name tells more than its middle. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.ceil((most - 1) / 2);
  return `${text.slice(0, most - 1 - end)}…${text.slice(-end)}`;
}
