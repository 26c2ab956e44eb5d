import type { Environment } from "../../stacks";
import { instantIn } from "../support/instants";
import { environment, inZone, site, type Side } from "./transitionsPrograms";
import { row } from "./transitionsRun";

type Room = NonNullable<Environment["waitingRooms"]>[string];

const same = environment();
const queue: Room = {
  ...{ hostname: "www.example.com", newUsersPerMinute: 300, totalActiveUsers: 1500 },
};
const queued = (changes: Partial<Room> = {}): Side =>
  environment({ waitingRooms: { sale: { ...queue, ...changes } } });
const advanced = (changes: Partial<Room> = {}): Side =>
  inZone(
    { plan: "enterprise", hasWaitingRoomAdvanced: true },
    { waitingRooms: { sale: { ...queue, ...changes } } },
  );

/** The sessions of the one site are pinned, and fail over without downtime where nothing stands against it. */
const sessionAffinity = { type: "cookie" } as const;
const tiered = (argoAndTieredCache: Environment["argoAndTieredCache"]): Side =>
  site({ sessionAffinity }, { argoAndTieredCache });

const externalMonitors: NonNullable<Environment["externalMonitors"]> = {
  urls: { www: { url: "https://www.example.com/healthz" } },
  newRelic: { accountId: "1234567", apiKeyConfigKey: "newRelicKey", locations: ["US_EAST_1"] },
};
const watched = environment({ externalMonitors });
const watchedUnderMaintenance = environment({
  externalMonitors,
  maintenance: { until: instantIn(1) },
});

/** Every pair about what stands before or beside the origins of a zone; a line adds one. */
export const edgeServiceTransitions = [
  row("adds a waiting room", same, queued(), { create: 2 }),
  row("moves a waiting room to a path", queued(), queued({ path: "/checkout" }), { update: 1 }),
  row("lets everybody pass a waiting room", queued(), queued({ suspended: true }), { update: 1 }),
  row("removes a waiting room", queued(), same, { delete: 2 }),
  row(
    "keeps monitors out of a waiting room's queue",
    advanced(),
    advanced({ bypassPaths: ["/healthz"] }),
    { create: 1 },
  ),
  row(
    "switches Tiered Cache on, and zero-downtime failover off with it",
    site({ sessionAffinity }),
    tiered({ tieredCache: "smart" }),
    { create: 3, update: 1 },
  ),
  row(
    "switches Tiered Cache off",
    tiered({ tieredCache: "smart" }),
    tiered({ tieredCache: "off" }),
    {
      update: 3,
    },
  ),
  row("switches Argo on", tiered({ argoSmartRouting: false }), tiered({ argoSmartRouting: true }), {
    update: 2,
  }),
  row("adds external monitors", same, watched, { create: 6 }),
  // The page, its route and its script come; monitors, their condition, and the alerts fall silent.
  row("pauses external monitors under maintenance", watched, watchedUnderMaintenance, {
    create: 3,
    update: 4,
  }),
  row("removes external monitors", watched, same, { delete: 6 }),
  row(
    "lets everybody wait",
    queued(),
    queued({ queueAll: true }),
    { update: 1 },
    {
      breaks: [
        {
          call: "PUT /zones/<id>/waiting_rooms/<id>",
          kind: "serving",
          subject: "www.example.com",
          what: "the rule queueAll of test-waiting-room-sale lets no request through",
        },
      ],
    },
  ),
];
