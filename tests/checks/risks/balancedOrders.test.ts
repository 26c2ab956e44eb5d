import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { balancer, dnsName, forward, known, listens, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { listener, listenerRule, targetGroup } = modelTypes;
const at = (address: string, more: object = {}): object => ({ name: address, address, ...more });
const pool = (name: string, ...origins: readonly object[]): Step =>
  same("pool", name, { name, origins });
const steers = (more: object): object => ({
  ...{ zoneId, name: "www.example.com", proxied: true },
  ...{ defaultPools: ["primary", "backup"], fallbackPool: "primary", ...more },
});
const balances = (was: object, is: object): Step =>
  becomes("balancer", "www", steers(was), steers(is));
const primary = pool("primary", at("203.0.113.10"));

const sorry = { type: "fixed-response", fixedResponse: { statusCode: "503" } };
/** A load balancer of AWS that answers everything with an error itself, those hostnames apart that a rule takes. */
const refusing = (...served: readonly string[]): Step[] => [
  ...[balancer(), known(same(targetGroup, "app", targets()))],
  known(same(listener, "https", listens({ defaultActions: [sorry] }))),
  ...(served.length === 0
    ? []
    : [
        same(listenerRule, "served", {
          ...{ listenerArn: "https", priority: 1, actions: [forward] },
          conditions: [{ hostHeader: { values: served } }],
        }),
      ]),
];
const spread = balances({ steeringPolicy: "off" }, { steeringPolicy: "random" });

describe("the risks of pools that come to be asked with the others", () => {
  judgesAsExpected([
    [
      "all of one is answered with an error",
      [primary, pool("backup", at(dnsName)), ...refusing(), spread],
      ["high steering-changed www.example.com"],
    ],
    [
      "another origin of it may serve",
      [primary, pool("backup", at(dnsName), at("203.0.113.20")), ...refusing(), spread],
      ["medium steering-changed www.example.com"],
    ],
    [
      "a rule takes the name that it asks by",
      [
        ...[primary, pool("backup", at(dnsName, { header: { hosts: ["app.example.com"] } }))],
        ...[...refusing("app.example.com"), spread],
      ],
      ["medium steering-changed www.example.com"],
    ],
    [
      "a rule takes the visitors' name, and it asks by another",
      [
        ...[primary, pool("backup", at(dnsName, { header: { hosts: ["app.example.com"] } }))],
        ...[...refusing("www.example.com"), spread],
      ],
      ["high steering-changed www.example.com"],
    ],
    [
      "no policy was given before, and no pools of regions",
      [
        ...[primary, pool("backup", at(dnsName)), ...refusing()],
        balances({}, { steeringPolicy: "random" }),
      ],
      ["high steering-changed www.example.com"],
    ],
    [
      "no policy was given before, and pools of regions steered by them",
      [
        ...[primary, pool("backup", at(dnsName)), ...refusing()],
        balances(
          { regionPools: { WEU: ["backup"] } },
          { steeringPolicy: "random", regionPools: { WEU: ["backup"] } },
        ),
      ],
      ["medium steering-changed www.example.com"],
    ],
  ]);
});

const backup = pool("backup", at("203.0.113.20"));
const unpinned = (more: object): Step[] => [
  ...[primary, backup],
  balances({ sessionAffinity: "cookie", ...more }, { sessionAffinity: "none", ...more }),
];

describe("the risks of sessions that are kept no longer", () => {
  judgesAsExpected([
    ["pools are taken in order, since no policy is given", unpinned({}), []],
    [
      "pools of regions are taken by the place",
      unpinned({ regionPools: { WEU: ["backup"] } }),
      ["medium sessions-unpinned www.example.com"],
    ],
    [
      "pools are taken at random",
      unpinned({ steeringPolicy: "random" }),
      ["medium sessions-unpinned www.example.com"],
    ],
    [
      "the other pool is that of last resort alone",
      unpinned({ steeringPolicy: "random", defaultPools: ["primary"], fallbackPool: "backup" }),
      [],
    ],
  ]);
});

const cname = (name: string, content: string): Step =>
  same("record", name, {
    ...{ zoneId, name: `${name}.example.com`, type: "CNAME", content, proxied: true, ttl: 1 },
  });

describe("the risks of a stricter mode over records that lead to each other", () => {
  judgesAsExpected([
    [
      "two names lead in a circle",
      [
        ...[cname("a", "b.example.com"), cname("b", "a.example.com")],
        becomes(
          modelTypes.zoneSetting,
          "ssl",
          { zoneId, settingId: "ssl", value: "full" },
          { zoneId, settingId: "ssl", value: "strict" },
        ),
      ],
      ["medium tls-stricter the zone of a.example.com"],
    ],
  ]);
});
