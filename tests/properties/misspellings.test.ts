import { assert, expect } from "chai";
import { distance } from "fastest-levenshtein";
import fc from "fast-check";
import * as components from "../../components";
import { albOriginSchema } from "../../components/albOrigin/schema";
import { alertChoicesFields, healthAlertsSchema } from "../../components/alerts/schema";
import { edgeCertificateSchema } from "../../components/edgeCertificate/schema";
import { argoAndTieredCacheSchema } from "../../components/argoAndTieredCache/schema";
import { dnsRecordsSchema } from "../../components/dns/schema";
import { edgeRulesSchema } from "../../components/edgeRules/schema";
import { externalMonitorsSchema } from "../../components/externalMonitors/schema";
import { waitingRoomSchema } from "../../components/waitingRoom/schema";
import { ProblemsError } from "../../components/internal/checked";
import { keyPath } from "../../core/paths";
import type { Schema } from "../../core/lateSchema";
import { failoverLoadBalancerSchema } from "../../components/loadBalancing/schema";
import { originCertificateSchema } from "../../components/originCertificate/schema";
import { originFirewallSchema } from "../../components/originFirewall/schema";
import { originPullsSchema } from "../../components/originPulls/schema";
import { maintenancePageSchema } from "../../components/maintenance/schema";
import { publicCertificateSchema } from "../../components/publicCertificate/schema";
import { resilientSiteSchema } from "../../components/site/schema";
import { strictTlsSchema } from "../../components/tls/schema";
import { underMocks } from "../support/mocks";
import { samples } from "../support/samples";

const schemas: Readonly<Record<string, Schema>> = {
  AlbOrigin: albOriginSchema,
  ArgoAndTieredCache: argoAndTieredCacheSchema,
  DnsRecords: dnsRecordsSchema,
  EdgeCertificate: edgeCertificateSchema,
  EdgeRules: edgeRulesSchema,
  ExternalMonitors: externalMonitorsSchema,
  FailoverLoadBalancer: failoverLoadBalancerSchema,
  HealthAlerts: healthAlertsSchema,
  MaintenancePage: maintenancePageSchema,
  OriginCertificate: originCertificateSchema,
  OriginFirewall: originFirewallSchema,
  OriginPulls: originPullsSchema,
  PublicCertificate: publicCertificateSchema,
  ResilientSite: resilientSiteSchema,
  StrictTls: strictTlsSchema,
  WaitingRoom: waitingRoomSchema,
};

/** One argument: the names and keys that lead to its map, and its own. */
interface Argument {
  readonly component: string;
  readonly place: readonly (string | number)[];
  readonly name: string;
  readonly known: readonly string[];
}

/** Every argument that a schema knows, through one entry of each list and map. */
function argumentsOf(
  component: string,
  schema: Schema,
  place: readonly (string | number)[] = [],
): Argument[] {
  const { kind, fields = {}, entry, json } = schema.parts;
  if (entry !== undefined) {
    return argumentsOf(component, entry, [...place, kind === "list" ? 0 : "key"]);
  }
  // Where further names are let pass, none is misspelt.
  const known = json().additionalProperties === false ? Object.keys(fields) : [];
  return known.flatMap((name) => [
    { component, place, name, known },
    ...argumentsOf(component, fields[name] ?? schema, [...place, name]),
  ]);
}

/** Only what stands on the way to a name; the guard of names asks for nothing else. */
function argsWith(place: readonly (string | number)[], name: string): Record<string, unknown> {
  return place.reduceRight<unknown>(
    (inner, key) => (typeof key === "number" ? [inner] : { [key]: inner }),
    { [name]: 1 },
  ) as Record<string, unknown>;
}

function pathOf(place: readonly (string | number)[], name: string): string {
  return [...place, name].reduce<string>(
    (path, key) =>
      typeof key === "number" ? `${path}[${key}]` : path === "" ? key : keyPath(path, key),
    "",
  );
}

/** Slips of one letter: one too many, one missing, another one. */
const slips: Readonly<Record<string, (name: string, at: number) => string>> = {
  doubled: (name, at) => name.slice(0, at) + name.charAt(at) + name.slice(at),
  missing: (name, at) => name.slice(0, at) + name.slice(at + 1),
  other: (name, at) => `${name.slice(0, at)}q${name.slice(at + 1)}`,
};

async function refusalOf(component: string, args: unknown, opts = {}): Promise<ProblemsError> {
  const Component = (components as unknown as Record<string, new (...all: unknown[]) => unknown>)[
    component
  ];
  assert.isDefined(Component);
  const { result, registered } = await underMocks(false, () => {
    try {
      return new Component("x", args, opts);
    } catch (error) {
      return error;
    }
  });
  assert.instanceOf(result, ProblemsError, `accepted: ${component} ${JSON.stringify(args)}`);
  expect(registered).to.deep.equal([]);
  return result;
}

const everyArgument = Object.entries(schemas).flatMap(([component, schema]) =>
  argumentsOf(component, schema),
);

describe("arguments that are misspelt", () => {
  it("are looked for in every component, at every depth", () => {
    expect(Object.keys(schemas)).to.deep.equal(
      [...new Set(samples.map(({ component }) => component))].sort(),
    );
    const paths = everyArgument.map(
      ({ component, place, name }) => `${component} ${pathOf(place, name)}`,
    );
    for (const path of [
      "FailoverLoadBalancer health.path",
      "ResilientSite pools[0].origins.key.address",
      "ResilientSite records.key.srv.port",
      "ResilientSite firewalls.key.egress.key.ports",
      "StrictTls restore.hsts.preload",
      "OriginFirewall routeTables.key.routes[0].target",
      "HealthAlerts webhooks.key.secret",
      ...Object.keys(alertChoicesFields).map((name) => `ResilientSite alerts.${name}`),
    ]) {
      expect(paths, path).to.include(path);
    }
    expect(everyArgument.length, `${everyArgument.length}`).to.be.above(400);
  });

  for (const component of Object.keys(schemas)) {
    it(`are refused by ${component}, each with the nearest name, and nothing is registered`, async () => {
      for (const { place, name, known } of everyArgument.filter(
        (one) => one.component === component,
      )) {
        const at = name.length - 1;
        for (const slip of Object.values(slips)) {
          const wrong = slip(name, at);
          if (known.includes(wrong) || wrong === "") {
            continue;
          }
          const path = pathOf(place, wrong);
          const { problems } = await refusalOf(component, argsWith(place, wrong));
          const told = problems.filter((problem) => problem.path === path);
          expect(told, path).to.have.lengthOf(1);
          expect(told[0]?.rule, path).to.equal("be an argument that there is");
          const suggested = /^Did you mean (\w+)\?$/.exec(told[0]?.hint ?? "")?.[1] ?? "";
          expect(
            suggested === name || (known.includes(suggested) && distance(wrong, suggested) === 1),
            `${path}: ${suggested}`,
          ).to.equal(true);
        }
      }
    });
  }

  it("are refused wherever the letter is wrong", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...everyArgument),
        fc.constantFrom(...Object.values(slips)),
        fc.nat(),
        async ({ component, place, name, known }, slip, letter) => {
          const wrong = slip(name, letter % name.length);
          fc.pre(!known.includes(wrong) && wrong !== "");
          const { problems } = await refusalOf(component, argsWith(place, wrong));
          const told = problems.find(({ path }) => path === pathOf(place, wrong));
          const near = known.filter((one) => distance(wrong, one) === 1);
          expect(
            near.some((one) => told?.hint === `Did you mean ${one}?`),
            `${wrong}: ${told?.hint}`,
          ).to.equal(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are refused beside right ones, and of a name that is near none all names are shown", async () => {
    const sample = samples.find(({ component }) => component === "HealthAlerts");
    const { problems } = await refusalOf("HealthAlerts", {
      ...sample?.args,
      somethingElse: 1,
      plam: "free",
    });
    expect(problems).to.deep.equal([
      {
        path: "somethingElse",
        rule: "be an argument that there is",
        actual: "an unknown name",
        hint: "There are poolHealth, poolEnablement, passiveOriginMonitoring, enabled, emails, webhooks, pagerDutyServiceIds, accountId, plan, poolIds, errorRateZoneIds, tunnelIds, certificates, albs",
      },
      {
        path: "plam",
        rule: "be an argument that there is",
        actual: "an unknown name",
        hint: "Did you mean plan?",
      },
    ]);
  });

  it("are refused among the options of a resource too, but not where a newer SDK may know them", async () => {
    for (const { component, args } of samples) {
      const given = { protct: true, dependOn: [], PROTECT: true, Urn: "x", retainOnDeleet: true };
      const { problems } = await refusalOf(component, args, given);
      expect(
        problems.map(({ path, rule, hint }) => [path, rule, hint]),
        component,
      ).to.deep.equal([
        ["opts.protct", "be an option that there is", "Did you mean protect?"],
        ["opts.dependOn", "be an option that there is", "Did you mean dependsOn?"],
        ["opts.PROTECT", "be an option that there is", "Did you mean protect?"],
        ["opts.Urn", "be an option that there is", "Did you mean urn?"],
        ["opts.retainOnDeleet", "be an option that there is", "Did you mean retainOnDelete?"],
      ]);
    }
    for (const { component, args } of samples) {
      const { problems } = await refusalOf(component, { ...args, zzz: 1 }, { protct: true });
      expect(
        problems.map(({ path }) => path),
        component,
      ).to.deep.equal(["opts.protct", "zzz"]);
      const unchecked = await refusalOf(component, { ...args, plan: "gold" }, { protct: true });
      expect(
        unchecked.problems.length > 1 && unchecked.problems[0]?.path === "opts.protct",
        component,
      ).to.equal(true);
    }
    const newer = { somethingNew: 1, retainOnReplace: 1, env: 1, uri: 1, run: 1, ids: 1, "": 1 };
    const { result, errors } = await underMocks(false, () => {
      const { component = "", args } = samples[0] ?? {};
      const Component = (
        components as unknown as Record<string, new (...all: unknown[]) => unknown>
      )[component];
      return Component && new Component("x", args, { ...newer, protect: true });
    });
    assert.ok(result);
    expect(errors).to.deep.equal([]);
  });
});
