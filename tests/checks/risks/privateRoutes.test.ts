import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { dnsRecord, loadBalancer, monitor, pool, tunnelRoute } = modelTypes;
const [network, otherNetwork] = ["net-1", "net-2"];

const origin = (address: string, virtualNetworkId = network): object => ({
  ...{ name: address, address, enabled: true, virtualNetworkId },
});
const pooled = (more: object = {}): object => ({
  ...{ accountId: "a", name: "app", monitor: "m", enabled: true },
  origins: [origin("10.147.1.10"), origin("10.147.2.10")],
  ...more,
});
const route = (more: object = {}): object => ({
  ...{ accountId: "a", tunnelId: "t", virtualNetworkId: network, network: "10.147.0.0/16" },
  ...{ comment: "prod", ...more },
});
const path: readonly Step[] = [
  same(monitor, "m", { accountId: "a", type: "https", path: "/health", expectedCodes: "200" }),
  same(loadBalancer, "lb", {
    ...{ zoneId, name: "app.example.com", proxied: true, defaultPools: ["p"], fallbackPool: "p" },
  }),
];
const served: readonly Step[] = [...path, same(pool, "p", pooled())];
const changed = (now: object): Step => becomes(tunnelRoute, "r", route(), route(now));
const gone = "high origin-gone app.example.com";
const another = "medium origins-moved app.example.com";
const notJudged = ["r: "];

const plans: StrangersPlans = [
  [
    "tells of a route that no longer has the origins of a pool",
    [...served, changed({ network: "10.147.20.0/24" })],
    [gone],
  ],
  [
    "tells of one that has half of them",
    [...served, changed({ network: "10.147.1.0/24" })],
    ["medium origin-gone app.example.com"],
  ],
  ["tells of one that goes", [...served, goes(tunnelRoute, "r", route())], [gone]],
  [
    "tells of one that goes to another virtual network",
    [...served, changed({ virtualNetworkId: otherNetwork })],
    [gone],
  ],
  ["tells of another tunnel", [...served, changed({ tunnelId: "t2" })], [another]],
  [
    "tells of a narrower route to another tunnel",
    [
      ...[...served, same(tunnelRoute, "r", route())],
      comes(tunnelRoute, "r2", route({ tunnelId: "t2", network: "10.147.1.0/24" })),
    ],
    [another],
    ["r2: "],
  ],
  [
    "tells of a pool whose origins come to be of another virtual network",
    [
      ...[...path, same(tunnelRoute, "r", route())],
      becomes(
        pool,
        "p",
        pooled(),
        pooled({
          origins: [origin("10.147.1.10", otherNetwork), origin("10.147.2.10", otherNetwork)],
        }),
      ),
    ],
    [another],
  ],
  [
    "tells of a record that leads through the private network",
    [
      same(dnsRecord, "x", {
        ...{ zoneId, name: "x.example.com", type: "A", content: "10.147.1.5", ttl: 1 },
        ...{ proxied: true, privateRouting: true },
      }),
      goes(tunnelRoute, "r", route({ virtualNetworkId: undefined })),
    ],
    ["high origin-gone x.example.com"],
  ],
  [
    "says that nobody judged a route by which the origins are reached still",
    [
      ...served,
      changed({ network: "10.147.1.0/24" }),
      comes(tunnelRoute, "r2", route({ network: "10.147.2.0/24" })),
    ],
    [],
    ["r2: ", ...notJudged],
  ],
  [
    "says that nobody judged one that no pool and no record needs",
    [www, changed({ network: "10.147.1.0/24" })],
    [],
    notJudged,
  ],
  ["says nothing of a comment", [...served, changed({ comment: "the whole VPC" })], []],
  [
    "says nothing of a route that stays where it is",
    [...served, { ...goes(tunnelRoute, "r", route()), retainOnDelete: true }],
    [],
  ],
];

describe("routes of tunnels to private addresses", () => {
  judgesAsExpected(plans);
});
