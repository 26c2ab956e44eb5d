import { once } from "node:events";
import type { IncomingMessage } from "node:http";

/** A body that waits for its turn. */
interface Waiting {
  readonly bytes: number;
  readonly enter: () => void;
}

/**
 * Bounds what the bodies of all requests take together, however many come at once: each asks for as much as it may be long before
 * it is read, and waits its turn where there is not as much left.
 */
export class BodyRoom {
  private readonly waiting: Waiting[] = [];

  /**
   * Makes the room.
   * @param free - How many bytes there are for all.
   */
  constructor(private free: number) {}

  /**
   * Waits until a body may be read.
   * @param bytes - How long it may be, at most what there is for all.
   * @param request - The request; where its client goes away while it waits, others are not held up by it.
   * @returns What gives the room back; undefined where the client went away.
   */
  async enter(bytes: number, request: IncomingMessage): Promise<(() => void) | undefined> {
    if (bytes > 0 && (bytes > this.free || this.waiting.length > 0)) {
      const turn = new AbortController();
      let isIn = false;
      const waiting: Waiting = {
        bytes,
        enter: () => {
          isIn = true;
          turn.abort();
        },
      };
      this.waiting.push(waiting);
      await once(request, "close", { signal: turn.signal }).catch(() => undefined);
      if (!isIn) {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        this.admit();
        return undefined;
      }
    } else {
      this.free -= bytes;
    }
    let isGiven = false;
    return () => {
      if (!isGiven) {
        isGiven = true;
        this.free += bytes;
        this.admit();
      }
    };
  }

  private admit(): void {
    for (let [first] = this.waiting; first !== undefined && first.bytes <= this.free;) {
      this.waiting.shift();
      this.free -= first.bytes;
      first.enter();
      [first] = this.waiting;
    }
  }
}
