// The line from a card to its answer, as the commands of an SVG path: out of one side, along the
// channel between the lanes, into the side of the other.

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where a line leaves or enters: a little below the top, beside the name of the speaker. */
const HEAD = 22;
const ROUND = 8;
const CHANNEL = 9;

/** Returns the path from one card to the other. */
export function between(from: Box, to: Box): string {
  const [y1, y2] = [from.top + HEAD, to.top + HEAD];
  if (to.left >= from.right) return bent(from.right, y1, to.left - CHANNEL, to.left - 2, y2);
  if (to.right <= from.left) return bent(from.left, y1, to.right + CHANNEL, to.right + 2, y2);
  const channel = Math.min(from.left, to.left) - CHANNEL;
  return bent(from.left, y1, channel, to.left - 2, y2);
}

/** Returns the path from a card to an edge of what is seen, towards a card that is not there. */
export function towards(from: Box, edge: number): string {
  const y = from.top + HEAD;
  return bent(from.left, y, from.left - CHANNEL, null, edge);
}

/** Goes sideways to the channel, along it, and sideways again to where it ends. */
function bent(x1: number, y1: number, channel: number, x2: number | null, y2: number): string {
  if (x2 !== null && Math.abs(y2 - y1) < 2 * ROUND) return `M${x1} ${y1}H${x2}`;
  const out = Math.sign(channel - x1) || 1;
  const down = Math.sign(y2 - y1) || 1;
  const round = Math.min(ROUND, Math.abs(channel - x1));
  const first = `M${x1} ${y1}H${channel - out * round}Q${channel} ${y1} ${channel} ${y1 + down * ROUND}`;
  if (x2 === null) return `${first}V${y2}`;
  const turn = Math.sign(x2 - channel) || 1;
  const end = Math.min(ROUND, Math.abs(x2 - channel));
  return `${first}V${y2 - down * ROUND}Q${channel} ${y2} ${channel + turn * end} ${y2}H${x2}`;
}
