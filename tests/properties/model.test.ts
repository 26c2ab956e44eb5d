import { expect } from "chai";

import fc from "fast-check";

import { hostnamePath } from "../../model/traffic/hostnamePath";
import { Inventory } from "../../model/graph/inventory";
import { readTrafficPaths, type TrafficModel } from "../../model/traffic/path";
import { modelTypes, type ModelTypeName } from "../../model/graph/resourceTypes";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../model/graph/resources";
import { unknownValue } from "../../core/known";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";

const names = ["www.example.com", "*.example.com", "api.example.com", "example.com", "www"];
const ids = ["a", "b", "c"];
const zones = [
  { zoneId: "z1", zoneName: "example.com" },
  { zoneId: "z2", zoneName: "example.net" },
];
const few = { maxLength: 3 };

/** A value, or in its place one that a plan does not know yet. */
function perhaps(value: fc.Arbitrary<ModelValue>): fc.Arbitrary<ModelValue> {
  return fc.oneof(
    { arbitrary: value, weight: 4 },
    { arbitrary: fc.constant(unknownValue), weight: 1 },
  );
}

const switches = perhaps(fc.boolean());
const reference = perhaps(fc.constantFrom(...ids));
const origin = fc.record({
  name: fc.constant("o"),
  address: perhaps(fc.constantFrom("203.0.113.1", "")),
  enabled: switches,
});
const cidr = perhaps(
  fc.constantFrom(...cloudflareRanges.ipv4, "0.0.0.0/0", "10.0.0.0/8", "198.51.100.7/32"),
);

const shapes: Readonly<Partial<Record<ModelTypeName, fc.Arbitrary<ModelObject>>>> = {
  dnsRecord: fc.record({
    zoneId: fc.constantFrom("z1", "z2"),
    name: fc.constantFrom(...names),
    type: perhaps(fc.constantFrom("A", "AAAA", "CNAME", "TXT")),
    content: perhaps(fc.constantFrom("203.0.113.9", "", ...names)),
    proxied: switches,
  }),
  loadBalancer: fc
    .record({
      zone: fc.constantFrom(...zones),
      name: fc.constantFrom(...names),
      enabled: switches,
      defaultPools: perhaps(fc.array(reference, few)),
      fallbackPool: reference,
      steeringPolicy: perhaps(fc.constantFrom("", "off", "geo")),
      rules: perhaps(
        fc.array(
          perhaps(
            fc.record({
              disabled: switches,
              overrides: perhaps(fc.record({ defaultPools: perhaps(fc.array(reference, few)) })),
            }),
          ),
          { maxLength: 1 },
        ),
      ),
      regionPools: perhaps(fc.dictionary(fc.constantFrom("WEU", "ENAM"), fc.array(reference, few))),
    })
    .map(({ zone, ...rest }) => ({ ...rest, ...zone })),
  pool: fc.record({
    enabled: switches,
    origins: perhaps(fc.array(origin, few)),
    minimumOrigins: perhaps(fc.integer({ min: 1, max: 2 })),
    monitor: fc.constantFrom("m", ""),
  }),
  securityGroup: fc.record({ vpcId: fc.constantFrom("v1", "v2") }),
  ingressRule: fc.record({
    securityGroupId: reference,
    ipProtocol: perhaps(fc.constantFrom("tcp", "-1", "udp")),
    fromPort: perhaps(fc.constant(443)),
    toPort: perhaps(fc.constant(443)),
    cidrIpv4: cidr,
  }),
  securityGroupRule: fc.record({
    type: perhaps(fc.constantFrom("ingress", "egress")),
    securityGroupId: reference,
    protocol: fc.constant("tcp"),
    fromPort: fc.constant(0),
    toPort: fc.constant(65535),
    cidrBlocks: perhaps(fc.array(cidr, few)),
    prefixListIds: perhaps(fc.array(reference, few)),
  }),
  prefixList: fc.record({ entries: perhaps(fc.array(fc.record({ cidr }), { maxLength: 15 })) }),
  prefixListEntry: fc.record({ prefixListId: reference, cidr }),
  zoneSetting: fc.record({
    zoneId: fc.constantFrom("z1", "z2"),
    settingId: fc.constantFrom("ssl", "ssl_automatic_mode"),
    value: perhaps(fc.constantFrom("strict", "full", "custom")),
  }),
  alert: fc.record({
    filters: perhaps(fc.record({ poolIds: perhaps(fc.array(reference, few)) })),
    mechanisms: perhaps(
      fc.record({
        emails: perhaps(fc.array(fc.record({ id: fc.constant("a@example.com") }), few)),
      }),
    ),
  }),
};

const anyResource: fc.Arbitrary<ModelResource> = fc
  .constantFrom(...(Object.keys(shapes) as ModelTypeName[]))
  .chain((type) =>
    fc
      .tuple(fc.constantFrom(...ids), shapes[type] as fc.Arbitrary<ModelObject>)
      .map(([id, properties]) => ({
        key: `${type}::${id}`,
        type: modelTypes[type],
        name: id,
        id,
        properties,
      })),
  );

const anyResources = fc.uniqueArray(anyResource, { selector: ({ key }) => key, maxLength: 18 });

/** All that the model says, in a form that can be compared. */
function said(model: TrafficModel): unknown {
  return {
    hostnames: model.hostnames.map(({ hostname, serving, because, proxied, answeredAt }) => ({
      hostname,
      serving,
      because,
      proxied,
      answeredAt,
    })),
    tls: model.tls.map(({ zone, strict }) => [zone, strict]),
    firewalls: model.firewalls.map(({ endpoint, together }) => [endpoint.key, together]),
    alerts: model.alerts.map(({ received, pools }) => [received, pools?.map(({ state }) => state)]),
    pools: model.pools.map(({ serves }) => serves),
  };
}

/** Puts a known value in the place of every unknown one. */
function settled(name: string, value: ModelValue, pick: () => number): ModelValue {
  if (value === unknownValue) {
    const choices = outcomes[name] ?? ["a", "b", "c"];
    return choices[pick() % choices.length] ?? "a";
  }
  if (Array.isArray(value)) {
    return (value as readonly ModelValue[]).map((each) => settled(`each of ${name}`, each, pick));
  }
  return typeof value === "object" && value !== null && !(value instanceof ModelReference)
    ? settledObject(value as ModelObject, pick)
    : value;
}

function settledObject(value: ModelObject, pick: () => number): ModelObject {
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, each]) => [name, settled(name, each, pick)]));
}

/** For each property the values that may come out of an unknown one. */
const outcomes: Readonly<Record<string, readonly ModelValue[]>> = {
  type: ["A", "CNAME", "TXT", "ingress", "egress"],
  content: ["203.0.113.9", "www.example.com", "shop.example.org"],
  proxied: [true, false],
  enabled: [true, false],
  defaultPools: [["a"], ["b", "c"], []],
  fallbackPool: ["a", "b", "c"],
  steeringPolicy: ["off", "geo"],
  regionPools: [{}, { WEU: ["a"] }],
  // An address that is only unknown yet is there all the same.
  address: ["203.0.113.1", "shop.example.org"],
  "each of cidrBlocks": ["0.0.0.0/0", "10.0.0.0/8", "104.16.0.0/13"],
  cidr: ["0.0.0.0/0", "10.0.0.0/8", "104.16.0.0/13"],
  filters: [{}, { poolIds: ["a"] }],
  poolIds: [[], ["a"]],
  mechanisms: [{}],
  emails: [[]],
  origins: [[], [{ name: "o", address: "203.0.113.1" }]],
  rules: [[], [{ overrides: { defaultPools: ["a"], fallbackPool: "b" } }]],
  "each of rules": [{ disabled: true }, { overrides: { defaultPools: ["a"], fallbackPool: "b" } }],
  disabled: [true, false],
  overrides: [{}, { defaultPools: ["a"], fallbackPool: "b" }],
  minimumOrigins: [1, 2],
  securityGroupId: ["a", "b"],
  ipProtocol: ["tcp", "udp", "-1"],
  fromPort: [443, 22],
  toPort: [443, 65535],
  cidrIpv4: ["0.0.0.0/0", "10.0.0.0/8", "104.16.0.0/13"],
  cidrBlocks: [[], ["0.0.0.0/0"]],
  prefixListIds: [[], ["a"]],
  entries: [[], [{ cidr: "0.0.0.0/0" }]],
  value: ["strict", "full"],
};

describe("the model of traffic, whatever the resources", () => {
  it("says the same in whatever order they come", () => {
    fc.assert(
      fc.property(
        anyResources.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        fc.boolean(),
        ([list, shuffled], complete) => {
          expect(said(readTrafficPaths(shuffled, { complete }))).to.deep.equal(
            said(readTrafficPaths(list, { complete })),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it("says yes or no only where every value that an unknown may have says the same", () => {
    fc.assert(
      fc.property(anyResources, fc.infiniteStream(fc.nat({ max: 11 })), (list, stream) => {
        const model = readTrafficPaths(list, { complete: true });
        const pick = () => Number(stream.next().value);
        const known = list.map((resource) => ({
          ...resource,
          properties: settledObject(resource.properties, pick),
        }));
        const later = readTrafficPaths(known, { complete: true });
        for (const { hostname, serving } of model.hostnames) {
          if (serving !== "unknown") {
            expect(later.servingState(hostname), hostname).to.equal(serving);
          }
        }
        for (const { endpoint, together } of model.firewalls) {
          const then = later.firewalls.find((each) => each.endpoint.key === endpoint.key)?.together;
          for (const exposure of together) {
            const now = then?.find(({ port }) => port === exposure.port);
            if (now !== undefined && exposure.closed !== "unknown") {
              expect(now.closed, endpoint.key).to.equal(exposure.closed);
            }
            if (now !== undefined && exposure.reachable.ipv4 !== "unknown") {
              expect(now.reachable.ipv4, endpoint.key).to.equal(exposure.reachable.ipv4);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("says the same after single changes as when it is read anew, and asks again whatever can have changed", () => {
    const change = fc.oneof(
      anyResource.map((resource) => ({ put: resource })),
      anyResource.map(({ key }) => ({ remove: key })),
    );
    fc.assert(
      fc.property(anyResources, fc.array(change, { maxLength: 12 }), (list, changes) => {
        const inventory = new Inventory([...zoneResources, ...list], { complete: true });
        const now = new Map(list.map((resource) => [resource.key, resource]));
        const ask = (hostname: string) => inventory.observe(() => readPath(inventory, hostname));
        const answers = new Map(names.map((name) => [name, ask(name)]));
        for (const each of changes) {
          const questions = "put" in each ? inventory.put(each.put) : inventory.remove(each.remove);
          if ("put" in each) {
            now.set(each.put.key, each.put);
          } else {
            now.delete(each.remove);
          }
          const fresh = new Inventory([...zoneResources, ...now.values()], { complete: true });
          for (const name of names) {
            const before = answers.get(name);
            const anew = readPath(fresh, name);
            if ([...(before?.asked ?? [])].some((question) => questions.has(question))) {
              answers.set(name, ask(name));
            }
            expect(answers.get(name)?.answer, name).to.deep.equal(anew);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Zones that stay: a zone's name, once known, is not forgotten. */
const zoneResources = zones.map(({ zoneId, zoneName }) => ({
  key: `zone::${zoneId}`,
  type: modelTypes.zone,
  name: zoneName,
  id: zoneId,
  properties: { name: zoneName },
}));

function readPath(inventory: Inventory, hostname: string): unknown {
  const { serving, because } = hostnamePath(inventory, hostname);
  return { serving, because };
}
