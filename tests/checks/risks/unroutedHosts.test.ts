import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { certificatePack, universalSsl, waitingRoom, workersRoute, zone } = modelTypes;
const own = same(zone, zoneId, { name: "example.com", account: { id: "a" } });
const nowhere = (name: string): Step =>
  same("record", name, { ...www.old, name, content: "192.0.2.1" });
const route = (pattern: string, script = "site"): object => ({ zoneId, pattern, script });
const all = [own, nowhere("example.com"), nowhere("www.example.com")];
const narrows = becomes(workersRoute, "site", route("*example.com/*"), route("*.example.com/*"));
const room = (more: object = {}): object => ({
  ...{ zoneId, name: "sale", host: "www.example.com", path: "/", totalActiveUsers: 200 },
  ...{ newUsersPerMinute: 200, queueAll: true, suspended: true, ...more },
});
const pack = (certificateAuthority: string): object => ({
  ...{ zoneId, type: "advanced", hosts: ["example.com", "*.example.com"] },
  ...{ certificateAuthority, validationMethod: "txt", validityDays: 90 },
});

const plans: StrangersPlans = [
  [
    "a route that is narrowed, and leaves a hostname that leads nowhere",
    [...all, narrows],
    ["high edge-service-lost example.com"],
  ],
  [
    "a route that is narrowed, and leaves a hostname to its origin",
    [
      ...[own, same("record", "apex", { ...www.old, name: "example.com" })],
      ...[nowhere("www.example.com"), narrows],
    ],
    ["medium edge-service-lost example.com"],
  ],
  [
    "a route that two others come to stand for",
    [...all, narrows, comes(workersRoute, "apex", route("example.com/*"))],
    [],
  ],
  [
    "a route with an asterisk that goes",
    [...all, goes(workersRoute, "site", route("*example.com/*"))],
    ["high edge-service-lost example.com, www.example.com"],
  ],
  ["a waiting room that is suspended", [own, www, comes(waitingRoom, "sale", room())], []],
  [
    "a suspended waiting room's other limits",
    [own, www, becomes(waitingRoom, "sale", room(), room({ sessionDuration: 10 }))],
    [],
  ],
  [
    "another authority for a pack beside Universal SSL",
    [
      ...[own, www, same(universalSsl, "universal", { zoneId, enabled: true })],
      {
        ...{ op: "replace", type: certificatePack, name: "edge", id: "edge", isMadeAnew: true },
        ...{ old: pack("google"), new: pack("lets_encrypt") },
      },
    ],
    [],
  ],
];

describe("hostnames that routes of Workers leave, and what is held ready", () => {
  judgesAsExpected(plans);
});
