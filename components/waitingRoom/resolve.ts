import type * as pulumi from "@pulumi/pulumi";
import { given } from "../../core/entries";
import { fullHostname } from "../../core/hostnameRules";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import {
  QueueingMethod,
  usualQueueingStatusCode,
  waitingRoomSessionMinutes,
} from "../../facts/cloudflare/waitingRooms";
import type { WaitingRoomArgs } from "./args";

/** A waiting room with nothing left open. */
export type ResolvedWaitingRoom = Required<WaitingRoomArgs>;

/**
 * Fills in the defaults.
 * @param args - The arguments.
 * @param zoneId - The zone, behind its check.
 */
export function resolveWaitingRoom(
  args: WaitingRoomArgs,
  zoneId: pulumi.Input<string>,
): ResolvedWaitingRoom {
  return {
    plan: CloudflarePlan.Free,
    hasWaitingRoomAdvanced: false,
    path: "/",
    sessionDurationMinutes: waitingRoomSessionMinutes.default,
    queueingMethod: QueueingMethod.Fifo,
    queueingStatusCode: usualQueueingStatusCode,
    customPageHtml: "",
    jsonResponseEnabled: false,
    queueAll: false,
    suspended: false,
    bypassPaths: [],
    ...given(args),
    zoneId,
    hostname: fullHostname(args.hostname) ?? args.hostname,
  };
}
