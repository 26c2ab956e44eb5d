import { randomUUID } from "node:crypto";
import { getOrCreate } from "../../core/getOrCreate";
import { waitingRoomPage } from "../../facts/cloudflare/waitingRooms";
import type { RuledRoom } from "../../model/serving/ruled";
import type { ModelledClock } from "../modelledClock";
import { cookieIn } from "./sessions";

/** Whom a room knows. */
interface KnownVisitors {
  /** Modelled seconds until which each is in, by what their cookies say. */
  readonly in: Map<string, number>;
  /** Modelled seconds when the minute began, and how many came in within it. */
  minuteBeganAt: number;
  cameIn: number;
}

/** What becomes of a visitor at a room. */
export interface AtRoom {
  /** Whether the visitor waits. */
  readonly waits: boolean;
  /** The cookie that is given. */
  readonly cookie: string;
}

const minute = 60;

/** Who is in, and who waits, at the waiting rooms of one data center. Source: Cloudflare docs, waiting-room/about and reference. */
export class WaitingRooms {
  readonly #known = new Map<string, KnownVisitors>();

  /**
   * Knows nobody yet.
   * @param clock - Modelled time.
   */
  constructor(private readonly clock: ModelledClock) {}

  /**
   * Lets a visitor in, or wait.
   * @param room - The room.
   * @param cookies - The visitor's cookies.
   */
  enter(room: RuledRoom, cookies: string): AtRoom {
    const now = this.clock.seconds;
    const known = getOrCreate(this.#known, room.title, () => ({
      ...{ in: new Map<string, number>(), minuteBeganAt: now, cameIn: 0 },
    }));
    for (const [id, until] of known.in) {
      if (until <= now) {
        known.in.delete(id);
      }
    }
    const id = cookieIn(cookies, room.cookie) ?? randomUUID();
    const waits = !known.in.has(id) && !this.#hasRoom(room, known);
    if (!waits) {
      known.cameIn += known.in.has(id) ? 0 : 1;
      known.in.set(id, now + room.sessionSeconds);
    }
    const seconds = waits ? waitingRoomPage.queuedSeconds : room.sessionSeconds;
    return { waits, cookie: `${room.cookie}=${id}; Path=/; Max-Age=${seconds}; HttpOnly` };
  }

  #hasRoom({ totalActiveUsers, newUsersPerMinute }: RuledRoom, known: KnownVisitors): boolean {
    const now = this.clock.seconds;
    if (now - known.minuteBeganAt >= minute) {
      known.minuteBeganAt = now;
      known.cameIn = 0;
    }
    return known.in.size < totalActiveUsers && known.cameIn < newUsersPerMinute;
  }
}
