import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { OriginPaths } from "../../../model/origin/originPaths";
import { probedPools } from "../../../model/origin/probes";
import { readTrafficPaths } from "../../../model/traffic/path";
import { balancer, pool, record, resource } from "../resource";

const dnsName = "edge-1.us-east-1.elb.amazonaws.com";
const edge = resource("awsLoadBalancer", "edge", { arn: "arn:edge", dnsName });
const hostname = "www.example.com";
const forward = { type: "forward", targetGroupArn: "arn:tg" };

/** What differs from a pool that a monitor over HTTPS probes, before a listener that demands nothing. */
interface Differs {
  readonly monitor?: ModelObject;
  readonly pool?: ModelObject;
  readonly origin?: ModelObject;
  readonly listener?: ModelObject;
  readonly more?: readonly ModelResource[];
}

const listener = (more: ModelObject = {}): ModelResource =>
  resource("listener", "https", {
    ...{ arn: "arn:https", loadBalancerArn: "arn:edge", port: 443, protocol: "HTTPS" },
    ...{ defaultActions: [forward], ...more },
  });

function told(differs: Differs): readonly string[][] {
  const own = listener(differs.listener);
  const resources = [
    ...[edge, own, balancer(hostname)],
    pool("p", {
      monitor: "m",
      origins: [{ name: "a", address: dnsName, ...differs.origin }],
      ...differs.pool,
    }),
    resource("monitor", "m", { type: "https", ...differs.monitor }),
    ...(differs.more ?? []),
  ];
  const paths = OriginPaths.of(readTrafficPaths(resources));
  return probedPools(paths, edge, own).map(({ pool: of, showsCertificate, sendsHeader }) => [
    of.name,
    showsCertificate,
    sendsHeader,
  ]);
}

const verifying = { mutualAuthentication: { mode: "verify" } };
const pulls = (enabled: boolean) => resource("originPulls", "pulls", { zoneId: "zone", enabled });
const hostPulls = resource("hostnamePulls", "own", {
  zoneId: "zone",
  configs: [{ hostname, enabled: true, certId: "c" }],
});

describe("whether monitors show the client certificate that a listener demands", () => {
  const cases: readonly (readonly [string, string, Differs])[] = [
    ["where none is demanded", "yes", {}],
    ["not without a zone", "no", { listener: verifying, more: [pulls(true)] }],
    [
      "as part of a zone that shows it",
      "yes",
      { listener: verifying, monitor: { probeZone: "example.com" }, more: [pulls(true)] },
    ],
    [
      "not as part of one that shows none",
      "no",
      { listener: verifying, monitor: { probeZone: "example.com" }, more: [pulls(false)] },
    ],
    [
      "as far as is known of a zone that is another's",
      "unknown",
      { listener: verifying, monitor: { probeZone: "ample.com" }, more: [pulls(true)] },
    ],
    [
      "as far as is known of a zone that is not known",
      "unknown",
      { listener: verifying, monitor: { probeZone: unknownValue }, more: [pulls(true)] },
    ],
    [
      "as far as is known where it is shown for a hostname alone",
      "unknown",
      { listener: verifying, monitor: { probeZone: "example.com" }, more: [hostPulls] },
    ],
    [
      "where nothing probes the pool",
      "yes",
      { listener: verifying, pool: { monitor: undefined } as unknown as ModelObject },
    ],
    ["where it asks at another port", "yes", { listener: verifying, monitor: { port: 8443 } }],
    ["where its origin has another port", "yes", { listener: verifying, origin: { port: 8443 } }],
    ["where it asks in clear", "yes", { listener: verifying, monitor: { type: "http" } }],
    ["where it only connects", "yes", { listener: verifying, monitor: { type: "tcp", port: 443 } }],
    [
      "not where it asks in clear at that very port",
      "no",
      { listener: verifying, monitor: { type: "http", port: 443 } },
    ],
  ];
  for (const [title, expected, differs] of cases) {
    it(`is ${expected}: ${title}`, () => {
      expect(told(differs)).to.deep.equal([["p", expected, "yes"]]);
    });
  }

  it("is not known of monitors in a group that differ, and told of those that do not", () => {
    const grouped = (zone: string): Differs => ({
      ...{ listener: verifying, pool: { monitor: "", monitorGroup: "g" } },
      more: [
        pulls(true),
        resource("monitorGroup", "g", { members: [{ monitorId: "m" }, { monitorId: "n" }] }),
        resource("monitor", "n", { type: "https", probeZone: zone }),
      ],
    });
    expect(told(grouped("example.com"))).to.deep.equal([["p", "unknown", "yes"]]);
    expect(told(grouped(""))).to.deep.equal([["p", "no", "yes"]]);
  });

  it("is not known of a monitor that the plan does not hold, whatever is demanded", () => {
    expect(told({ pool: { monitor: "another" } })).to.deep.equal([["p", "unknown", "unknown"]]);
  });

  it("is told of pools alone, each once", () => {
    const two = { origins: ["a", "b"].map((name) => ({ name, address: dnsName })) };
    expect(told({ pool: two })).to.deep.equal([["p", "yes", "yes"]]);
    const beside = record("app.example.com", { type: "CNAME", content: dnsName });
    expect(told({ more: [beside] })).to.deep.equal([["p", "yes", "yes"]]);
  });
});

describe("whether monitors send the header without which a listener answers by itself", () => {
  const admit = (...values: string[]): ModelResource =>
    resource("listenerRule", "admit", {
      ...{ listenerArn: "arn:https", priority: 1, actions: [forward] },
      conditions: [
        { hostHeader: { values: ["www.example.com"] } },
        { httpHeader: { httpHeaderName: "X-Origin-Key", values } },
      ],
    });
  const refuse = resource("listenerRule", "refuse", {
    ...{ listenerArn: "arn:https", priority: 2, conditions: [{ pathPattern: { values: ["*"] } }] },
    actions: [{ type: "fixed-response", fixedResponse: { statusCode: "403" } }],
  });
  const rules = [admit("one", "two"), refuse];
  const sending = (header: ModelObject): Differs => ({ monitor: { header }, more: rules });
  const host = [hostname];
  const cases: readonly (readonly [string, string, Differs])[] = [
    ["where none is demanded", "yes", { more: [refuse] }],
    ["in any case", "yes", sending({ Host: host, "x-origin-KEY": ["ONE"] })],
    ["with the other value", "yes", sending({ Host: host, "x-origin-key": ["two"] })],
    ["one of several values", "yes", sending({ Host: host, "x-origin-key": ["nine", "two"] })],
    ["not without it", "no", sending({ Host: host, "x-other": ["one"] })],
    ["not with another value", "no", sending({ Host: host, "x-origin-key": ["three"] })],
    [
      "as far as is known of a value that is not",
      "unknown",
      sending({ Host: host, "x-origin-key": [unknownValue] }),
    ],
    [
      "as far as is known of headers that are not",
      "unknown",
      { monitor: { header: unknownValue }, more: rules },
    ],
    [
      "as far as is known of a host that is not",
      "unknown",
      { ...sending({ Host: host }), origin: { header: { hosts: [unknownValue] } } },
    ],
    ["where it asks for a host that no rule lets through", "yes", sending({ Host: ["a.example"] })],
    [
      "not where the origin has the host that the rules let through",
      "no",
      { ...sending({ Host: ["a.example"] }), origin: { header: { hosts: host } } },
    ],
    ["where it asks for none", "yes", sending({})],
  ];
  for (const [title, expected, differs] of cases) {
    it(`is ${expected}: ${title}`, () => {
      expect(told(differs)).to.deep.equal([["p", "yes", expected]]);
    });
  }
});
