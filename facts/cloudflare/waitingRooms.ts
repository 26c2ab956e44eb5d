import { CloudflarePlan } from "./plans";

/**
 * The plans that have waiting rooms; on Business it is one. On Enterprise more are bought.
 * Source: Cloudflare docs, waiting-room/plans.
 */
export const waitingRoomsByPlan: Readonly<Record<CloudflarePlan, number>> = {
  [CloudflarePlan.Free]: 0,
  [CloudflarePlan.Pro]: 0,
  [CloudflarePlan.Business]: 1,
  [CloudflarePlan.Enterprise]: Number.POSITIVE_INFINITY,
};

/** What the name of a waiting room is made of. Source: Cloudflare API reference, waiting_rooms. */
export const waitingRoomName = /^[A-Za-z0-9_-]+$/;
