import { expect } from "chai";
import { z } from "zod";
import { healthAlertsShapes } from "../../components/alerts/shape";
import { recordsShape } from "../../components/dns/shape";
import type { Shape, Shapes } from "../../components/internal/shapes";
import { originFirewallShapes } from "../../components/originFirewall/shape";
import { resilientSiteShapes } from "../../components/site/shape";
import { strictTlsShapes } from "../../components/tls/shape";
import { environmentSchema } from "../../stacks";

/** What the components take, where the environment has it; every argument is in these tables, which the compiler sees to. */
const taken: Shapes = {
  tls: { kind: "fields", fields: strictTlsShapes },
  records: recordsShape,
  firewalls: { kind: "map", of: { kind: "fields", fields: originFirewallShapes } },
  sites: { kind: "map", of: { kind: "fields", fields: resilientSiteShapes } },
  alerts: { kind: "fields", fields: healthAlertsShapes },
};

/** Arguments that an environment does not offer under their name, each with the reason. */
const notOffered: Readonly<Record<string, string>> = {
  "alerts.accountId": "account.id",
  "alerts.plan": "zone.plan",
  "alerts.poolIds": "the pools of all sites",
  "alerts.webhooks.*.secret": "a file holds no secrets: secretConfigKey names it",
  "alerts.webhooks.*.url": "a file holds no secrets: urlConfigKey names it",
  "firewalls.*.liveRanges": "known when the program runs: joinLiveRanges asks for them",
  "sites.*.accountId": "account.id",
  "sites.*.alerts": "one for all sites, in alerts",
  "sites.*.alertsManagedBy": "the alerts of the environment",
  "sites.*.existingPoolIds": "an environment makes the load balancers of its sites",
  "sites.*.existingSecurityGroupIds": "the groups of the environment's firewalls",
  "sites.*.firewallManagedBy": "one for all sites, in firewallManagedBy",
  "sites.*.firewalls": "one list for all sites, in firewalls",
  "sites.*.plan": "zone.plan",
  "sites.*.records": "one list for the zone, in records",
  "sites.*.retiredAddresses": "one list for all, in retiredAddresses",
  "sites.*.tls": "the zone's, in tls",
  "sites.*.tlsManagedBy": "zone.ownsSettings",
  "sites.*.trafficSteeringAddOn": "account.trafficSteeringAddOn",
  "sites.*.usesArgoOrTieredCache": "zone.usesArgoOrTieredCache",
  "sites.*.zoneId": "zone.id",
  "sites.*.zoneName": "zone.name",
  "tls.plan": "zone.plan",
  "tls.zoneId": "zone.id",
};

/** What an environment has besides, each with the reason. */
const ofItsOwn: Readonly<Record<string, string>> = {
  account: "what all components share",
  "alerts.webhooks.*.secretConfigKey": "names the secret",
  "alerts.webhooks.*.urlConfigKey": "names the secret",
  firewallManagedBy: "what all sites share",
  "firewalls.*.joinLiveRanges": "in place of liveRanges",
  retiredAddresses: "what records and sites share",
  zone: "what all components share",
};

/** The parts of a map or of fields, and of a list's entries. */
type Parts<T> = (of: T) => Readonly<Record<string, T>>;

function partsOfShape(shape: Shape): Readonly<Record<string, Shape>> {
  switch (shape.kind) {
    case "fields":
      return shape.fields;
    case "map":
      return { "*": shape.of };
    case "list":
      return partsOfShape(shape.of);
    case "value":
    case "text":
    case "switch":
      return {};
  }
}

function partsOfSchema(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  if (schema instanceof z.ZodOptional) {
    return partsOfSchema(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodObject) {
    return schema.shape;
  }
  if (schema instanceof z.ZodRecord) {
    return { "*": schema.valueType as z.ZodType };
  }
  return schema instanceof z.ZodArray ? partsOfSchema(schema.element as z.ZodType) : {};
}

/** Paths that one has and the other has not, down to the first part that is missing. */
function missing<A, B>(one: A, ofOne: Parts<A>, other: B, ofOther: Parts<B>, at = ""): string[] {
  const there = ofOther(other);
  return Object.entries(ofOne(one)).flatMap(([name, part]) => {
    const path = at === "" ? name : `${at}.${name}`;
    const match = there[name];
    return match === undefined ? [path] : missing(part, ofOne, match, ofOther, path);
  });
}

describe("an environment", () => {
  const root: Shape = { kind: "fields", fields: taken };

  it("offers every argument of the components, but for those with a reason", () => {
    const found = missing(root, partsOfShape, environmentSchema as z.ZodType, partsOfSchema);
    expect(found.sort()).to.deep.equal(Object.keys(notOffered).sort());
  });

  it("has nothing that no component takes, but for what has a reason", () => {
    const found = missing(environmentSchema as z.ZodType, partsOfSchema, root, partsOfShape);
    expect(found.sort()).to.deep.equal(Object.keys(ofItsOwn).sort());
  });
});
