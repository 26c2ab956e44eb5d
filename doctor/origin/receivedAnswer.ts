import { endingOf, isWhole, type Ending } from "./answer";

/** Of an answer longer than this, in bytes, the rest is not looked at. */
const longestAnswer = 8 * 1024 * 1024;

/** What was received of an answer so far. */
export class ReceivedAnswer {
  readonly #parts: Buffer[] = [];
  #length = 0;
  #ending: Ending | undefined;
  #tail = "";

  /**
   * Takes what came next.
   * @param part - The bytes.
   * @returns Whether the answer is whole now, more of it is to come, or it is longer than is looked at.
   */
  take(part: Buffer): "whole" | "partial" | "too-long" {
    this.#parts.push(part);
    this.#length += part.length;
    this.#ending ??= endingOf(this.bytes());
    const piece = this.#tail + part.toString("latin1");
    this.#tail = piece.slice(-3);
    if (this.#length > longestAnswer) {
      return "too-long";
    }
    return this.#mayEnd(piece) && isWhole(this.bytes()) ? "whole" : "partial";
  }

  /** All that was received. */
  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  /** To put a long answer together for each of its parts takes seconds: it is done where the answer may be whole alone. */
  #mayEnd(piece: string): boolean {
    return (
      this.#ending !== undefined &&
      this.#length >= this.#ending.leastBytes &&
      (!this.#ending.isEmptyLine || /\n\r?\n/.test(piece))
    );
  }
}
