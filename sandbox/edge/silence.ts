import type { Socket } from "node:net";
import type { EdgeFailureName } from "../../facts/cloudflare/edgeFailures";
import { originConnectionLimits, severedSeconds } from "../../facts/cloudflare/timeouts";
import type { ModelledClock } from "../modelledClock";

/** What tells that packets go unanswered. */
export interface Listening {
  /**
   * Since when packets of a connection go unanswered.
   * @param connection - The connection.
   * @returns Modelled seconds; undefined while they are answered, and where nobody can tell.
   */
  silentSince(connection: Socket): number | undefined;
}

/** A connection that may go silent. */
interface Watched {
  readonly give: (failure: EdgeFailureName) => void;
  /** Modelled seconds since when something that was sent waits for its acknowledgement. */
  unacknowledgedSince: number | undefined;
}

/** Modelled seconds from one look at the connections to the next. */
export const lookSeconds = 1;

/**
 * Gives up connections at whose other end nobody is any more, as TCP does: the kernel's own timers do not run faster.
 * Source: `acknowledge` and `keepAliveProbes` of `rehearsalConstants`.
 */
export class Silence {
  readonly #watched = new Map<Socket, Watched>();
  #timer: NodeJS.Timeout | undefined;

  /**
   * Watches none yet.
   * @param listening - Tells that packets go unanswered.
   * @param clock - Modelled time.
   */
  constructor(
    private readonly listening: Listening,
    private readonly clock: ModelledClock,
  ) {}

  /**
   * Watches a connection until it closes.
   * @param socket - The connection.
   * @param give - Gives it up, with the failure that is met by what it carries.
   */
  watch(socket: Socket, give: (failure: EdgeFailureName) => void): void {
    this.#watched.set(socket, { give, unacknowledgedSince: undefined });
    this.#timer ??= setInterval(() => this.#look(), this.clock.milliseconds(lookSeconds));
    socket.once("close", () => {
      this.#watched.delete(socket);
      if (this.#watched.size === 0) {
        this.stop();
      }
    });
  }

  /**
   * Notes that something is sent.
   * @param socket - The connection that it is sent on.
   */
  sent(socket: Socket): void {
    const watched = this.#watched.get(socket);
    if (watched !== undefined && this.listening.silentSince(socket) !== undefined) {
      watched.unacknowledgedSince ??= this.clock.seconds;
    }
  }

  /** Looks no more. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    for (const [socket, watched] of this.#watched) {
      const since = this.listening.silentSince(socket);
      if (since === undefined) {
        watched.unacknowledgedSince = undefined;
        continue;
      }
      const failure = this.#givenUp(since, watched);
      if (failure !== undefined) {
        this.#watched.delete(socket);
        watched.give(failure);
      }
    }
  }

  /** While something waits for its acknowledgement, nobody asks whether the other end is still there. */
  #givenUp(since: number, { unacknowledgedSince }: Watched): EdgeFailureName | undefined {
    const { seconds } = this.clock;
    return unacknowledgedSince === undefined
      ? seconds - since >= severedSeconds
        ? "keepAlive"
        : undefined
      : seconds - unacknowledgedSince >= originConnectionLimits.acknowledge.seconds
        ? "unacknowledged"
        : undefined;
  }
}
