import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { reviewSteps, riskLines, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const tunnelId = "6ff42ae2-765d-4adf-8112-31c55c1551ef";
const { tunnel: tunnelType, tunnelConfig, workersRoute } = modelTypes;

const record = (name: string, more: object = {}): Step => ({
  ...{ op: "same", type: "record", name, id: `r-${name}` },
  old: { zoneId, name, type: "A", content: "203.0.113.10", proxied: true, ttl: 1, ...more },
});
const tunnelled = (name: string): Step =>
  record(name, { type: "CNAME", content: `${tunnelId}.cfargotunnel.com` });
const www = record("www.example.com");
const api = record("api.example.com");

const route = (pattern: string, script: string | undefined, name = "route"): Step => ({
  ...{ op: "create", type: workersRoute, name },
  new: { zoneId, pattern, ...(script === undefined ? {} : { script }) },
});
const standing = (step: Step): Step => ({ ...step, op: "same", id: step.name, old: step.new });
const going = (step: Step): Step => ({
  ...{ op: "delete", type: step.type, name: step.name, id: step.name, old: step.new },
});
const becoming = (step: Step, now: Step): Step => ({
  ...{ op: "update", type: step.type, name: step.name, id: step.name, old: step.new, new: now.new },
});

const catchAll = { service: "http_status:404" };
const shop = { hostname: "shop.example.com", service: "http://localhost:8080" };
const named = { originServerName: "shop.example.com" };
const secure = (originRequest: object, service = "https://10.70.1.20:443"): object => ({
  ...{ ...shop, service, originRequest },
});
const config = (...ingresses: readonly object[]): Step => ({
  ...{ op: "create", type: tunnelConfig, name: "config" },
  new: { accountId: "a", tunnelId, config: { ingresses } },
});
const tunnel: Step = {
  ...{ op: "same", type: tunnelType, name: "tunnel", id: tunnelId },
  old: { accountId: "a", name: "shop" },
};
const shopName = tunnelled("shop.example.com");
const shopRecord = {
  zoneId,
  name: "shop.example.com",
  type: "A",
  content: "203.0.113.10",
  proxied: true,
  ttl: 1,
};
const madeNow: Step = { op: "create", type: tunnelType, name: "tunnel", new: tunnel.old };

/** A record that comes to lead to the tunnel, of which the plan knows the name alone. */
function leadsTo(old: object | undefined): Step[] {
  return [
    {
      ...{
        op: old === undefined ? "create" : "update",
        type: "record",
        name: "shop",
        id: "r-shop",
      },
      ...(old === undefined ? {} : { old }),
      new: { ...shopRecord, type: "CNAME", content: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      from: { content: [urnOf(tunnelType, "tunnel")] },
    },
  ];
}

describe("the risks of routes of Workers", () => {
  const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
    [
      "tells of a Worker that comes before an origin",
      [www, api, route("www.example.com/*", "site")],
      ["medium worker-takes www.example.com"],
    ],
    [
      "matches asterisks before the hostname",
      [www, api, record("example.net"), route("*.example.com/*", "site")],
      ["medium worker-takes api.example.com, www.example.com"],
    ],
    [
      "tells of a Worker for the API alone",
      [api, route("api.example.com/api/*", "gateway")],
      ["medium worker-takes api.example.com"],
    ],
    [
      "tells of a route that shadows another",
      [www, standing(route("*.example.com/*", "site", "all")), route("www.example.com/*", "beta")],
      ["medium worker-changed www.example.com"],
    ],
    [
      "tells of a route without a Worker before one that has one",
      [
        www,
        standing(route("*example.com/*", "site", "all")),
        route("www.example.com/*", undefined),
      ],
      ["medium worker-bypassed www.example.com"],
    ],
    [
      "tells of a route without a Worker where nothing else answers",
      [
        record("go.example.com", { content: "192.0.2.1" }),
        standing(route("go.example.com/*", "links", "all")),
        route("go.example.com/static/*", undefined),
      ],
      ["high worker-bypassed go.example.com"],
    ],
    [
      "says nothing of such a route for files of an origin",
      [
        www,
        standing(route("www.example.com/*", "site", "all")),
        route("www.example.com/static/*", undefined),
      ],
      [],
    ],
    [
      "tells of another Worker at the same route",
      [www, becoming(route("www.example.com/*", "site"), route("www.example.com/*", "next"))],
      ["medium worker-changed www.example.com"],
    ],
    [
      "says nothing of a path that nobody asks for",
      [www, route("www.example.com/beta/*", "b")],
      [],
    ],
    ["says nothing of plain HTTP alone", [www, route("http://www.example.com/*", "up")], []],
    [
      "says nothing of a hostname that is new with its route",
      [{ ...www, op: "create", new: www.old, old: undefined }, route("www.example.com/*", "site")],
      [],
    ],
    [
      "says nothing of a route that goes while a wider one runs the same Worker",
      [
        www,
        standing(route("*.example.com/*", "site", "all")),
        going(route("www.example.com/*", "site")),
      ],
      [],
    ],
    [
      "says nothing of a route that is shadowed from the start",
      [www, standing(route("www.example.com/*", "site", "own")), route("*.example.com/*", "all")],
      [],
    ],
  ];
  for (const [name, steps, expected] of cases) {
    it(name, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }
});

describe("the risks of tunnels", () => {
  const calls = { ...shop, path: "^/api", service: "http://api:8080" };
  const wiki = { hostname: "wiki.example.com", service: "http://wiki:80" };
  const wikiName = tunnelled("wiki.example.com");
  const turns = (old: readonly object[], now: readonly object[]): readonly Step[] => [
    ...[shopName, tunnel],
    becoming(config(...old, catchAll), config(...now, catchAll)),
  ];
  const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
    [
      "tells of a hostname that goes over to a tunnel which does not know it",
      [
        tunnel,
        standing(config({ hostname: "ci.example.com", service: "http://ci:8080" }, catchAll)),
        {
          ...{ op: "update", type: "record", name: "shop", id: "r-shop" },
          old: shopRecord,
          new: { ...shopRecord, type: "CNAME", content: `${tunnelId}.cfargotunnel.com` },
        },
      ],
      ["high tunnel-hostname-lost shop.example.com", "medium destination-changed shop.example.com"],
    ],
    [
      "tells of a hostname that the ingress no longer has",
      [shopName, tunnel, becoming(config(shop, catchAll), config(catchAll))],
      ["high tunnel-hostname-lost shop.example.com"],
    ],
    [
      "tells of the same where the record is written in capitals, with a dot",
      [
        record("shop.example.com", {
          ...{ type: "CNAME", content: `${tunnelId.toUpperCase()}.CFARGOTUNNEL.COM.` },
        }),
        tunnel,
        becoming(
          config(shop, catchAll),
          config({ ...shop, service: "http://localhost:9090" }, catchAll),
        ),
      ],
      ["medium tunnel-service-changed shop.example.com"],
    ],
    [
      "tells of an ingress that misses its hostname from the start",
      [shopName, tunnel, config({ ...shop, hostname: "shpo.example.com" }, catchAll)],
      ["medium tunnel-hostname-lost shop.example.com"],
    ],
    [
      "tells of a hostname that the plan does not hold, and the ingress had",
      [tunnel, becoming(config(shop, catchAll), config(catchAll))],
      ["high tunnel-hostname-lost shop.example.com"],
    ],
    [
      "tells of another service",
      [
        shopName,
        tunnel,
        becoming(
          config(shop, catchAll),
          config({ ...shop, service: "http://localhost:9090" }, catchAll),
        ),
      ],
      ["medium tunnel-service-changed shop.example.com"],
    ],
    [
      "tells of rules that change places, so that a wildcard takes all",
      [
        shopName,
        tunnel,
        becoming(
          config(shop, { hostname: "*.example.com", service: "http_status:503" }, catchAll),
          config({ hostname: "*.example.com", service: "http_status:503" }, shop, catchAll),
        ),
      ],
      ["high tunnel-hostname-lost shop.example.com"],
    ],
    [
      "tells of a configuration without a last rule for all",
      [shopName, tunnel, becoming(config(shop, catchAll), config(shop))],
      ["medium tunnel-catch-all-missing config"],
    ],
    [
      "tells of a tunnel that goes while its hostname stays",
      [shopName, { ...tunnel, op: "delete" }],
      ["high origin-gone tunnel"],
    ],
    [
      "says nothing of a hostname that is added",
      [
        shopName,
        tunnel,
        becoming(
          config(shop, catchAll),
          config(shop, { hostname: "new.example.com", service: "http://localhost:1" }, catchAll),
        ),
      ],
      [],
    ],
    [
      "says nothing of rules that change places and lead where they did",
      [
        shopName,
        tunnel,
        becoming(
          config({ hostname: "b.example.com", service: "http://b" }, shop, catchAll),
          config(shop, { hostname: "b.example.com", service: "http://b" }, catchAll),
        ),
      ],
      [],
    ],
    [
      "says nothing of a rule for one path before the others",
      [
        shopName,
        tunnel,
        becoming(
          config(shop, catchAll),
          config({ ...shop, path: "^/static", service: "http://files" }, shop, catchAll),
        ),
      ],
      [],
    ],
    ...(
      [
        ["loses the name of its certificate", secure(named), secure({}), "high"],
        [
          "comes to have its certificate checked",
          secure({ noTlsVerify: true }),
          secure({}),
          "high",
        ],
        [
          "takes the name that visitors ask for",
          secure(named),
          secure({ matchSnItoHost: true }),
          undefined,
        ],
        ["has an authority of its own", secure(named), secure({ caPool: "/ca.pem" }), undefined],
        [
          "has a name that its certificate may have",
          secure(named, "https://shop.example.org"),
          secure({}, "https://shop.example.org"),
          "medium",
        ],
        [
          "shows a certificate of an authority that is no longer believed",
          secure({ ...named, caPool: "/ca.pem" }),
          secure(named),
          "medium",
        ],
        [
          "may have the other name that it is asked for",
          secure(named),
          secure({ originServerName: "store.example.com" }),
          "medium",
        ],
        [
          "comes to have its public certificate checked",
          secure({ noTlsVerify: true }, "https://shop.example.org"),
          secure({}, "https://shop.example.org"),
          "medium",
        ],
        [
          "says the name that it was compared with already",
          secure({}, "https://shop.example.org"),
          secure({ originServerName: "shop.example.org" }, "https://shop.example.org"),
          undefined,
        ],
        [
          "is believed whatever it shows",
          secure(named, "https://shop.example.org"),
          secure({ noTlsVerify: true }, "https://shop.example.org"),
          undefined,
        ],
        [
          "has a name of one's own network",
          secure(named, "https://shop.internal"),
          secure({}, "https://shop.internal"),
          "high",
        ],
        ["is asked in the clear", secure(named, shop.service), secure({}, shop.service), undefined],
      ] as const
    ).map(
      ([what, old, now, severity]) =>
        [
          `${severity === undefined ? "says nothing" : "tells"} of a service that ${what}`,
          [shopName, tunnel, becoming(config(old, catchAll), config(now, catchAll))],
          severity === undefined ? [] : [`${severity} tunnel-certificate-refused shop.example.com`],
        ] as const,
    ),
    [
      "tells of a rule for a path that comes to stand behind that for all",
      turns([calls, shop], [shop, calls]),
      ["high tunnel-service-changed shop.example.com"],
    ],
    [
      "says nothing of a path that the same service gets",
      turns([{ ...calls, service: shop.service }, shop], [shop]),
      [],
    ],
    [
      "says nothing of a path that is written another way",
      turns([calls, shop], [{ ...calls, path: "^/(api|v2)" }, shop]),
      [],
    ],
    ["says nothing of a rule for a path that nobody got to", turns([shop, calls], [shop]), []],
    [
      "tells of the hostname alone where it goes with its paths",
      turns([calls, shop], []),
      ["high tunnel-hostname-lost shop.example.com"],
    ],
    [
      "says nothing of a wildcard that goes beside the hostnames of the plan",
      turns([shop, { ...wiki, hostname: "*.example.com" }], [shop]),
      [],
    ],
    [
      "says of a hostname that goes with its record that it goes, and no more",
      [...turns([shop, wiki], [shop]), going({ ...wikiName, new: wikiName.old })],
      ["high hostname-stops wiki.example.com"],
    ],
    [
      "tells of a hostname that comes to lead to a tunnel of the same update, once",
      [...leadsTo(shopRecord), madeNow],
      ["high tunnel-unconnected shop.example.com"],
    ],
    [
      "tells of a hostname whose tunnel is made anew",
      [
        ...leadsTo({ ...shopRecord, type: "CNAME", content: `${tunnelId}.cfargotunnel.com` }),
        ...["create-replacement", "delete-replaced"].map((op): Step => ({
          ...tunnel,
          op,
          new: tunnel.old,
        })),
      ],
      ["high tunnel-unconnected shop.example.com", "medium object-refused shop"],
    ],
    ["says nothing of a new hostname at a new tunnel", [...leadsTo(undefined), madeNow], []],
    [
      "says that a hostname moves to a tunnel that stands, and no more",
      [...leadsTo(shopRecord), tunnel],
      ["medium destination-changed shop.example.com"],
    ],
    [
      "says nothing of a tunnel that goes with its hostname",
      [going({ ...shopName, new: shopName.old }), { ...tunnel, op: "delete" }],
      ["high hostname-stops shop.example.com"],
    ],
  ];
  for (const [name, steps, expected] of cases) {
    it(name, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }

  it("has judged all of a configuration of hostnames", () => {
    const { notJudged } = reviewSteps([shopName, tunnel, config(shop, catchAll)]);
    expect(notJudged.map(({ change }) => change.name)).to.deep.equal([]);
  });
});
