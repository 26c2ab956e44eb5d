import { expect } from "chai";
import { z } from "zod";
import { healthAlertsSchema } from "../../components/alerts/schema";
import { recordsSchema } from "../../components/dns/schema";
import { originFirewallSchema } from "../../components/originFirewall/schema";
import { resilientSiteSchema } from "../../components/site/schema";
import { strictTlsSchema } from "../../components/tls/schema";
import { unwrapped } from "../../core/schema";
import { environmentSchema } from "../../stacks";

/** What the components take, where the environment has it; every argument is in these tables, which the compiler sees to. */
const taken = z.object({
  tls: strictTlsSchema,
  records: recordsSchema,
  firewalls: z.record(z.string(), originFirewallSchema),
  sites: z.record(z.string(), resilientSiteSchema),
  alerts: healthAlertsSchema,
});

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
function partsOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) {
    return inner.shape;
  }
  if (inner instanceof z.ZodRecord) {
    return { "*": inner.valueType as z.ZodType };
  }
  return inner instanceof z.ZodArray ? partsOf(inner.element as z.ZodType) : {};
}

/** Paths that one has and the other has not, down to the first part that is missing. */
function missing(one: z.ZodType, other: z.ZodType, at = ""): string[] {
  const there = partsOf(other);
  return Object.entries(partsOf(one)).flatMap(([name, part]) => {
    const path = at === "" ? name : `${at}.${name}`;
    const match = there[name];
    return match === undefined ? [path] : missing(part, match, path);
  });
}

describe("an environment", () => {
  it("offers every argument of the components, but for those with a reason", () => {
    const found = missing(taken, environmentSchema);
    expect(found.sort()).to.deep.equal(Object.keys(notOffered).sort());
  });

  it("has nothing that no component takes, but for what has a reason", () => {
    const found = missing(environmentSchema, taken);
    expect(found.sort()).to.deep.equal(Object.keys(ofItsOwn).sort());
  });
});
