import * as pulumi from "@pulumi/pulumi";
import * as room from "@pulumi/cloudflare/waitingRoom";
import { WaitingRoomRules } from "@pulumi/cloudflare/waitingRoomRules";
import { childName } from "../internal/names";
import { own, waitingRoomAt, waitingRoomOfZone } from "../internal/singletons";
import { resolvedArgs } from "../internal/validation";
import type { WaitingRoomArgs } from "./args";
import { roomInputs, rulesInputs } from "./inputs";
import { validateWaitingRoom } from "./validate";

const type = "steady-edge:index:WaitingRoom";

/** The resources that a `WaitingRoom` makes. */
export interface WaitingRoomChildren {
  /** The room. */
  readonly room: room.WaitingRoom;
  /** Whom it never keeps waiting; undefined for nobody. */
  readonly rules: WaitingRoomRules | undefined;
}

/**
 * Lets visitors wait at Cloudflare's edge where more come than the origins can take. The hostname must be proxied. Monitors of load
 * balancers ask origins directly and wait for nobody; uptime services ask the public name, and are queued unless `bypassPaths` has their path.
 *
 * Creates a `WaitingRoom` named `<name>-room`, and a `WaitingRoomRules` named `<name>-rules` for `bypassPaths`.
 *
 * ```typescript
 * import { WaitingRoom } from "steady-edge";
 *
 * new WaitingRoom("shop", {
 *   zoneId: "fedcba9876543210fedcba9876543210",
 *   zoneName: "example.com",
 *   plan: "business",
 *   hostname: "www.example.com",
 *   newUsersPerMinute: 300,
 *   totalActiveUsers: 1500,
 * });
 * ```
 */
export class WaitingRoom extends pulumi.ComponentResource {
  /**
   * Checks the arguments, then declares the room.
   * @param name - Logical name; the names of all children begin with it.
   * @param args - Where visitors wait.
   * @param opts - Pulumi's options.
   * @throws One error that lists every problem, before anything is registered.
   */
  constructor(name: string, args: WaitingRoomArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `WaitingRoom "${name}"`;
    const resolved = resolvedArgs(subject, args, opts, validateWaitingRoom);
    own(subject, waitingRoomAt(args.zoneId, resolved.hostname, resolved.path));
    own(subject, waitingRoomOfZone(args.zoneId));
    super(type, name, {}, opts);

    const parent = { parent: this };
    const made = new room.WaitingRoom(childName(name, "room"), roomInputs(name, resolved), parent);
    const rules =
      resolved.bypassPaths.length === 0
        ? undefined
        : new WaitingRoomRules(childName(name, "rules"), rulesInputs(made.id, resolved), parent);
    const children: WaitingRoomChildren = { room: made, rules };
    Object.assign(this, children);
    this.registerOutputs({});
  }
}

/** The fields that hold the children. */
export interface WaitingRoom extends WaitingRoomChildren {}
