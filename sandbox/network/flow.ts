import type { Socket } from "node:net";
import { nextRetransmission } from "./retransmission";

/** What a way does to the bytes of the connections that stand, in real time. */
export interface FlowTerms {
  /** Whether nothing passes. */
  readonly isHeld: boolean;
  readonly delayMilliseconds: number;
  /** 0 for no limit. */
  readonly bytesPerMillisecond: number;
  /** After how long the sender sends again first what did not pass. */
  readonly retransmitsAfterMilliseconds: number;
  /** Bytes after which the connection is reset, counted from when this was set; 0 for never. */
  readonly resetsAfterBytes: number;
}

/** Something on its way: bytes, the end of what is sent, or a reset. */
interface Packet {
  readonly sent: number;
  readonly due: number;
  readonly content: Buffer | "end" | "reset";
}

/** How many bytes may be under way before the sender has to wait. */
const windowBytes = 65_536;

/** One direction of a connection. */
export class Flow {
  readonly #packets: Packet[] = [];
  #waitingBytes = 0;
  #sentBytes = 0;
  #freeAt = 0;
  #isBlocked = false;
  #timer: NodeJS.Timeout | undefined;

  /**
   * Lets bytes flow.
   * @param from - Where they come from.
   * @param to - Where they go.
   * @param terms - What the way does at first.
   */
  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private terms: FlowTerms,
  ) {
    from.setNoDelay(true);
    from.on("data", (bytes: Buffer) => this.#take(bytes));
    from.once("end", () => this.#take("end"));
    from.once("error", () => this.#take("reset"));
    to.on("drain", () => {
      this.#isBlocked = false;
      this.#pass();
    });
    to.once("close", () => {
      clearTimeout(this.#timer);
      from.destroy();
    });
  }

  /**
   * Takes what the way does now.
   * @param terms - The new terms.
   */
  change(terms: FlowTerms): void {
    const isOpenAgain = this.terms.isHeld && !terms.isHeld;
    this.terms = terms;
    this.#sentBytes = 0;
    if (isOpenAgain) {
      this.#retransmit();
    }
    this.#pass();
  }

  /** What did not pass does so when it is sent again. */
  #retransmit(): void {
    const [first] = this.#packets;
    if (first !== undefined) {
      const waited = performance.now() - first.sent;
      const next = nextRetransmission(waited, this.terms.retransmitsAfterMilliseconds);
      this.#freeAt = Math.max(this.#freeAt, first.sent + next);
    }
  }

  #take(content: Packet["content"]): void {
    const sent = performance.now();
    this.#packets.push({ sent, due: sent + this.terms.delayMilliseconds, content });
    this.#waitingBytes += sizeOf(content);
    if (this.#waitingBytes > windowBytes) {
      this.from.pause();
    }
    this.#pass();
  }

  /** Passes on all that is due. */
  #pass(): void {
    clearTimeout(this.#timer);
    while (!this.terms.isHeld && !this.#isBlocked && !this.to.destroyed) {
      const [packet] = this.#packets;
      if (packet === undefined) {
        break;
      }
      const wait = Math.max(packet.due, this.#freeAt) - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#pass(), wait);
        break;
      }
      this.#packets.shift();
      this.#send(packet.content);
    }
    if (this.#waitingBytes <= windowBytes) {
      this.from.resume();
    }
  }

  #send(content: Packet["content"]): void {
    this.#waitingBytes -= sizeOf(content);
    if (content === "end") {
      this.to.end();
    } else if (content === "reset") {
      this.to.resetAndDestroy();
    } else {
      this.#write(content);
    }
  }

  #write(bytes: Buffer): void {
    const { bytesPerMillisecond, resetsAfterBytes } = this.terms;
    const rest = resetsAfterBytes === 0 ? bytes.length : resetsAfterBytes - this.#sentBytes;
    this.#sentBytes += bytes.length;
    const isLast = rest < bytes.length;
    this.#isBlocked = !this.to.write(bytes.subarray(0, rest), () => {
      if (isLast) {
        this.to.resetAndDestroy();
        this.from.destroy();
      }
    });
    this.#isBlocked ||= isLast;
    if (bytesPerMillisecond > 0) {
      this.#freeAt = performance.now() + bytes.length / bytesPerMillisecond;
    }
  }
}

function sizeOf(content: Packet["content"]): number {
  return typeof content === "string" ? 0 : content.length;
}
