import type * as pulumi from "@pulumi/pulumi";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";
import type { QueueingMethod } from "../../facts/cloudflare/waitingRooms";

/** Where visitors wait, and how many are let in. */
export interface WaitingRoomArgs {
  /** The zone's id. */
  zoneId: pulumi.Input<string>;
  /** The zone's name, for example `example.com`. Must be known at preview. */
  zoneName: string;
  /** The zone's plan. Waiting rooms come with `business` and `enterprise`. Defaults to `free`, which has none. */
  plan?: CloudflarePlan;
  /** Whether the Enterprise zone has bought Waiting Room Advanced: more than one room, and what is said to need it below. Defaults to false. */
  hasWaitingRoomAdvanced?: boolean;
  /** The hostname before which it stands: the zone's name or a name below it, which must be proxied. */
  hostname: string;
  /** The path at and below which it stands. Case counts. Defaults to `/`. */
  path?: string;
  /** How many visitors are let in per minute: from 200 to `totalActiveUsers`. */
  newUsersPerMinute: number;
  /** How many visitors may be behind it: at least 200. Cloudflare advises three quarters of what the origins can take. */
  totalActiveUsers: number;
  /** How many minutes after their last request visitors may come back without waiting: 1 to 30. Defaults to 5. */
  sessionDurationMinutes?: number;
  /** How the queue is let in. All but `fifo` need Waiting Room Advanced; `reject` lets nobody in. Defaults to `fifo`. */
  queueingMethod?: QueueingMethod;
  /** What queued visitors are answered with: 200, 202 or 429. Defaults to 200, which uptime services take for the site. */
  queueingStatusCode?: number;
  /** The page of those who wait: a Mustache template. Needs Waiting Room Advanced. Defaults to Cloudflare's own page. */
  customPageHtml?: string;
  /** Whether queued clients that ask for JSON are answered in it. Needs Waiting Room Advanced. Defaults to false. */
  jsonResponseEnabled?: boolean;
  /** Whether every new visitor waits, and none is let in. Defaults to false. */
  queueAll?: boolean;
  /** Whether the room lets everybody pass. Defaults to false. */
  suspended?: boolean;
  /** Paths that, with all below them, nobody waits for: the one that uptime services ask, for example. Needs Waiting Room Advanced. Defaults to none. */
  bypassPaths?: string[];
}
