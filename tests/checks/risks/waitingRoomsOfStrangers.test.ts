import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, type StrangersPlans } from "./strangersPlans";

const zoneId = "f".repeat(32);
const { waitingRoom, waitingRoomEvent, waitingRoomRules, waitingRoomSettings } = modelTypes;

const www: Step = {
  ...{ op: "same", type: "record", name: "www.example.com", id: "r-www" },
  old: {
    ...{ zoneId, name: "www.example.com", type: "A", content: "203.0.113.10" },
    ...{ proxied: true, ttl: 1 },
  },
};
const room = (more: object = {}): object => ({
  ...{ zoneId, name: "shop", host: "www.example.com", path: "/", ...more },
});
const limited = (more: object = {}): object => room({ totalActiveUsers: 500, ...more });
const lost = ["low waiting-room-lost www.example.com"];
const bypass = (expression: string, more: object = {}): object => ({
  ...{ zoneId, waitingRoomId: "room" },
  rules: [{ action: "bypass_waiting_room", expression, ...more }],
});
const event = (more: object): object => ({
  ...{ zoneId, waitingRoomId: "room", name: "sale" },
  ...{ eventStartTime: "2026-12-01T10:00:00Z", eventEndTime: "2026-12-01T12:00:00Z" },
  ...more,
});
const crawlers = (searchEngineCrawlerBypass: boolean): object => ({
  ...{ zoneId, searchEngineCrawlerBypass },
});
const shut = same(waitingRoom, "room", room({ queueAll: true }));
const open = same(waitingRoom, "room", room());
const api = 'starts_with(http.request.uri.path, "/api/")';

/** Programs of strangers about waiting rooms: the steps, what must be said, and what nobody can judge. */
const plans: StrangersPlans = [
  ["a room goes", [www, goes(waitingRoom, "room", limited())], lost],
  [
    "a room is suspended",
    [www, becomes(waitingRoom, "room", limited(), limited({ suspended: true }))],
    lost,
  ],
  [
    "a room comes to let everybody through",
    [www, becomes(waitingRoom, "room", limited(), limited({ queueingMethod: "passthrough" }))],
    lost,
  ],
  [
    "a room comes to stand before a sale alone",
    [www, becomes(waitingRoom, "room", limited(), limited({ path: "/sale" }))],
    lost,
  ],
  [
    "a room goes, and another one stands before the same",
    [www, goes(waitingRoom, "old", limited()), same(waitingRoom, "room", limited())],
    [],
  ],
  [
    "a room goes that was suspended",
    [www, goes(waitingRoom, "room", limited({ suspended: true }))],
    [],
  ],
  [
    "a room before a sale comes to stand before everything, with the same limits",
    [www, becomes(waitingRoom, "room", limited({ path: "/sale" }), limited())],
    ["low waiting-room-holds www.example.com"],
  ],
  [
    "a room that is shut opens",
    [www, becomes(waitingRoom, "room", room({ queueAll: true }), room())],
    [],
  ],
  [
    "everybody waits from now on, only the office does not",
    [
      ...[www, becomes(waitingRoom, "room", room(), room({ queueAll: true }))],
      same(waitingRoomRules, "rules", bypass("ip.src in {198.51.100.0/24}")),
    ],
    ["high waiting-room-holds www.example.com"],
  ],
  [
    "everybody waits from now on, but for the office, as the same change says",
    [
      ...[www, becomes(waitingRoom, "room", room(), room({ queueAll: true }))],
      comes(waitingRoomRules, "rules", bypass("ip.src in {198.51.100.0/24}")),
    ],
    ["medium waiting-room-holds www.example.com"],
  ],
  [
    "the rule goes by which an API passes a room that is shut",
    [www, shut, goes(waitingRoomRules, "rules", bypass(api))],
    ["medium waiting-room-holds www.example.com"],
  ],
  [
    "the rule is switched off by which an API passes a room that is shut",
    [
      ...[www, shut],
      becomes(waitingRoomRules, "rules", bypass(api), bypass(api, { enabled: false })),
    ],
    ["medium waiting-room-holds www.example.com"],
  ],
  [
    "a room is shut at its additional route too",
    [
      www,
      comes(
        waitingRoom,
        "room",
        room({
          ...{ host: "sale.example.com", queueAll: true },
          additionalRoutes: [{ host: "www.example.com", path: "/" }],
        }),
      ),
    ],
    ["high waiting-room-holds www.example.com"],
  ],
  [
    "crawlers wait like everybody else in a room that is shut",
    [www, shut, becomes(waitingRoomSettings, "settings", crawlers(true), crawlers(false))],
    ["medium waiting-room-holds www.example.com"],
  ],
  [
    "an event lets nobody in",
    [www, open, comes(waitingRoomEvent, "sale", event({ queueingMethod: "reject" }))],
    ["high waiting-room-holds www.example.com"],
  ],
  [
    "an event that lets nobody in lasts longer",
    [
      ...[www, open],
      becomes(
        waitingRoomEvent,
        "sale",
        event({ queueingMethod: "reject" }),
        event({ queueingMethod: "reject", eventEndTime: "2026-12-02T12:00:00Z" }),
      ),
    ],
    ["medium waiting-room-holds www.example.com"],
  ],
  [
    "a room lets everybody wait at one path",
    [
      ...[www, becomes(waitingRoom, "room", room(), room({ queueAll: true }))],
      same(
        waitingRoomRules,
        "rules",
        bypass('not starts_with(http.request.uri.path, "/checkout")'),
      ),
    ],
    ["high waiting-room-holds www.example.com"],
  ],
  [
    "a room is shut below one that is open",
    [www, open, comes(waitingRoom, "vip", room({ name: "vip", path: "/vip", queueAll: true }))],
    [],
  ],
  [
    "a room that is shut stands around one that is open, before which all of it is asked",
    [
      ...[www, same(waitingRoom, "api", room({ name: "api", path: "/api" })), shut],
      comes(waitingRoomRules, "rules", bypass('not starts_with(http.request.uri.path, "/api")')),
    ],
    [],
  ],
  ["monitors pass an open room", [www, open, comes(waitingRoomRules, "rules", bypass(api))], []],
  [
    "crawlers wait like everybody else in a room that is open",
    [www, open, becomes(waitingRoomSettings, "settings", crawlers(true), crawlers(false))],
    [],
  ],
  [
    "a sale begins with a queue that is shuffled",
    [
      ...[www, open],
      comes(
        waitingRoomEvent,
        "sale",
        event({ prequeueStartTime: "2026-12-01T09:30:00Z", shuffleAtEventStart: true }),
      ),
    ],
    [],
  ],
  [
    "a sale takes in more",
    [
      ...[www, open],
      comes(
        waitingRoomEvent,
        "sale",
        event({ queueingMethod: "random", newUsersPerMinute: 900, totalActiveUsers: 2000 }),
      ),
    ],
    [],
    ["sale: newUsersPerMinute, totalActiveUsers"],
  ],
  [
    "an event that lets nobody in is suspended",
    [
      ...[www, open],
      becomes(
        waitingRoomEvent,
        "sale",
        event({ queueingMethod: "reject" }),
        event({ queueingMethod: "reject", suspended: true }),
      ),
    ],
    [],
  ],
];

describe("strangers' plans about waiting rooms", () => judgesAsExpected(plans));
