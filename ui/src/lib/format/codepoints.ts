// The one place where the window turns code points, in which the engine counts, into the UTF-16
// units of JavaScript's strings, and back.

/** Where a text's code points stand; made once for a text, then asked often. */
export class CodePoints {
  readonly text: string;
  /** The UTF-16 offsets of characters outside the basic plane, in order. */
  readonly #pairs: number[] = [];

  constructor(text: string) {
    this.text = text;
    for (let at = 0; at < text.length; at++) {
      if ((text.codePointAt(at) ?? 0) > 0xffff) this.#pairs.push(at++);
    }
  }

  /** How many code points there are. */
  get length() {
    return this.text.length - this.#pairs.length;
  }

  /** Returns the UTF-16 offset of a code point; past the end, the end. */
  unitOf(point: number): number {
    let unit = Math.max(0, point);
    for (const pair of this.#pairs) {
      if (pair >= unit) break;
      unit++;
    }
    return Math.min(unit, this.text.length);
  }

  /** Returns the code point at or before a UTF-16 offset. */
  pointOf(unit: number): number {
    const within = Math.min(Math.max(0, unit), this.text.length);
    let before = 0;
    for (const pair of this.#pairs) {
      if (pair + 1 > within - 1) break;
      before++;
    }
    return within - before;
  }

  /** Returns the words of a span: first code point, and one past the last. */
  slice(start: number, end: number): string {
    return this.text.slice(this.unitOf(start), this.unitOf(end));
  }
}
