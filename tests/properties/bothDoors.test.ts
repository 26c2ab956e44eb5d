import { certificateRequest } from "../support/certificateRequest";
import { expect } from "chai";
import { join } from "node:path";
import fc from "fast-check";

import { types } from "../../sandbox/cloud/account/indexes";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../sandbox/cloud/accountSeed";
import { ApiError } from "../../sandbox/cloud/calls/apiError";
import { servedResource } from "../../sandbox/cloud/api/servedResources";
import { toWire } from "../../sandbox/cloud/api/wireNames";
import { SdkShapes } from "../../sandbox/cloud/types/shapes";
import type { Properties } from "../../sandbox/cloud/values";
import { DirectCloud, refusal } from "../sandbox/cloud/direct";
import { HttpClient, type Answered } from "../sandbox/cloud/api/httpClient";
import { cacheRoot } from "../../sandbox/cacheRoot";

const zone = `/zones/${zoneId}`;
const account = `/accounts/${accountId}`;
const settingIds = ["ssl", "min_tls_version", "browser_cache_ttl"] as const;

/** How a type is reached over HTTP. */
interface Reached {
  /** Its collection, or what stands alone under its path. */
  readonly path: (slot: number) => string;
  /** How it is set, where it stands alone. */
  readonly single?: "PUT" | "PATCH";
  /** Whether there is one of it in a zone, whatever the slot. */
  readonly isOne?: true;
  /** What a provider does not do with it. */
  readonly never?: "update" | "delete";
}

const at = (path: string): Reached => ({ path: () => path });

const kinds = {
  [types.record]: at(`${zone}/dns_records`),
  [types.monitor]: at(`${account}/load_balancers/monitors`),
  [types.monitorGroup]: at(`${account}/load_balancers/monitor_groups`),
  [types.pool]: at(`${account}/load_balancers/pools`),
  [types.loadBalancer]: at(`${zone}/load_balancers`),
  [types.healthcheck]: at(`${zone}/healthchecks`),
  [types.webhooks]: at(`${account}/alerting/v3/destinations/webhooks`),
  [types.notificationPolicy]: at(`${account}/alerting/v3/policies`),
  [types.ruleset]: at(`${zone}/rulesets`),
  [types.originCaCertificate]: { ...at("/certificates"), never: "update" },
  [types.zoneSetting]: {
    path: (slot) => `${zone}/settings/${settingIds[slot]}`,
    single: "PATCH",
    never: "delete",
  },
  [types.originPulls]: {
    ...at(`${zone}/origin_tls_client_auth/settings`),
    ...{ single: "PUT", isOne: true, never: "delete" },
  },
  [types.tieredCache]: {
    ...at(`${zone}/cache/tiered_cache_smart_topology_enable`),
    ...{ single: "PATCH", isOne: true },
  },
  [types.argoSmartRouting]: {
    ...at(`${zone}/argo/smart_routing`),
    ...{ single: "PATCH", isOne: true, never: "delete" },
  },
  [types.workersRoute]: at(`${zone}/workers/routes`),
  [types.waitingRoom]: at(`${zone}/waiting_rooms`),
} as const satisfies Readonly<Record<string, Reached>>;

type Kind = keyof typeof kinds;

const kindNames = Object.keys(kinds) as Kind[];

/** One step: an object of a slot is made, changed or deleted, through one door or the other. */
interface Step {
  readonly operation: "create" | "update" | "delete";
  readonly kind: Kind;
  readonly slot: number;
  readonly variant: number;
  readonly isHttp: boolean;
  /** Whether an update over HTTP names only what changes, where the API has that. */
  readonly isPatch: boolean;
}

const steps = fc.array(
  fc.record<Step>({
    operation: fc.constantFrom("create", "create", "update", "delete"),
    // The types that refer to each other come up more often.
    kind: fc.constantFrom<Kind>(...kindNames.slice(0, 5), ...kindNames),
    slot: fc.nat(2),
    variant: fc.nat(3),
    isHttp: fc.boolean(),
    isPatch: fc.boolean(),
  }),
  { minLength: 1, maxLength: 30 },
);

interface Made {
  readonly id: string;
  readonly outputs: Properties;
  readonly inputs: Properties;
}

/** An account and what a test made in it, by kind and slot. */
class World {
  private readonly made = new Map<string, Made>();
  private readonly ids: string[] = [];

  private constructor(
    private readonly direct: DirectCloud,
    private readonly client: HttpClient,
    private readonly shapes: SdkShapes,
  ) {}

  static async open(shapes: SdkShapes): Promise<World> {
    const direct = await DirectCloud.start();
    return new World(direct, new HttpClient(await direct.cloud.openApi()), shapes);
  }

  close(): Promise<void> {
    return this.direct.stop();
  }

  /** Takes a step, and says what came of it. */
  async take(step: Step, isHttp: boolean): Promise<string> {
    const { isOne, never }: Reached = kinds[step.kind];
    const key = `${step.kind} ${isOne === true ? 0 : step.slot}`;
    const made = this.made.get(key);
    if ((step.operation === "create") === (made !== undefined) || step.operation === never) {
      return "passed over";
    }
    const inputs = this.inputs(step);
    const work = isHttp ? this.overHttp(step, inputs, made) : this.directly(step, inputs, made);
    try {
      const now = await work;
      if (now === undefined) {
        this.made.delete(key);
      } else {
        this.made.set(key, { inputs, ...now });
        this.ids.push(now.id);
      }
      return "done";
    } catch {
      const { status, code } = await refusal(work);
      return `${status} ${code ?? 0}`;
    }
  }

  /** Everything in the account, without ids and times. */
  told(): string {
    const objects = this.direct.cloud.account
      .resources()
      .map(({ type, properties }) => JSON.stringify([type, properties], sortedKeys));
    const unique = [...new Set(this.ids)];
    const named = unique.reduce(
      (text, id, index) => text.replaceAll(id, `#${index}`),
      objects.join("\n"),
    );
    // Rules of a ruleset and certificates carry more that is drawn anew.
    const untimed = named
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
      .replace(/-----BEGIN CERTIFICATE-----[^-]+/g, "<certificate>")
      .replace(/[0-9a-f]{32}/g, "<id>");
    return untimed.split("\n").sort().join("\n");
  }

  /** As an engine does: it has the inputs checked before it creates or updates. */
  private async directly({ operation, kind }: Step, inputs: Properties, made: Made | undefined) {
    if (made !== undefined && operation === "delete") {
      return void (await this.direct.delete(kind, made));
    }
    const [problem] = await this.direct.check(kind, inputs);
    if (problem !== undefined) {
      // What the provider refuses without a call, the API refuses as invalid.
      return servedResource(kind).invalid(problem);
    }
    if (made === undefined) {
      return this.direct.create(kind, inputs);
    }
    return this.direct.update(kind, made, made.inputs, inputs);
  }

  private async overHttp(
    { operation, kind, slot, isPatch }: Step,
    inputs: Properties,
    made: Made | undefined,
  ) {
    const { path, single }: Reached = kinds[kind];
    const { updates } = servedResource(kind);
    const change = isPatch || !updates.includes("PUT") ? "PATCH" : "PUT";
    const update = updates.includes(change) ? change : "PUT";
    const method =
      operation === "delete" ? "DELETE" : (single ?? (made === undefined ? "POST" : update));
    const sent = made !== undefined && method === "PATCH" ? changes(made.inputs, inputs) : inputs;
    const shape = await this.shapes.resource(kind);
    const body = toWire(sent, shape ?? { args: {}, outputs: {}, computed: {} }, (name) =>
      this.shapes.definition(name),
    );
    const { status, body: envelope } = await this.client.call<Answered | null>(
      ...([method, single || !made ? path(slot) : `${path(slot)}/${made.id}`] as const),
      method === "DELETE" ? undefined : body,
    );
    if (status >= 300) {
      const code = envelope.errors[0]?.code ?? 0;
      throw new ApiError(status, code === 0 ? undefined : `${code}`, "");
    }
    if (method === "DELETE") {
      return undefined;
    }
    const id = single === undefined ? (envelope.result?.id ?? "") : singleId(kind, slot);
    const key = kind === types.zoneSetting ? `${zoneId}/${id}` : id;
    return { id, outputs: this.direct.cloud.account.get(kind, key)?.properties ?? {} };
  }

  private idOf(kind: Kind, slot: number): string {
    return this.made.get(`${kind} ${slot}`)?.id ?? "0".repeat(32);
  }

  private inputs({ kind, slot, variant }: Step): Properties {
    switch (kind) {
      case types.record:
        return {
          ...{ zoneId, name: `r${variant % 2}`, ttl: variant === 3 ? 60 : 1 },
          ...[
            { type: "A", content: "192.0.2.1", proxied: true },
            { type: "CNAME", content: "Example.NET." },
            { type: "TXT", content: "plain", comment: "c" },
            { type: "MX", content: "mx.example.com", priority: slot },
          ][(variant + slot) % 4],
        };
      case types.monitor:
        return {
          ...{
            accountId,
            type: "https",
            expectedCodes: "200",
            interval: [60, 10, 1, 80][variant] ?? 60,
          },
          header: { Host: [`h${slot}.example.com`], "X-Any": [`${variant}`] },
        };
      case types.pool:
        return {
          ...{ accountId, name: `p${(slot + variant) % 3}` },
          monitor: variant % 2 === 0 ? this.idOf(types.monitor, slot) : "",
          origins: [
            { name: "b", address: "192.0.2.7", header: { hosts: ["www.example.com"] } },
            { name: variant === 3 ? "b" : "a", address: "192.0.2.8", weight: 0.5 },
          ],
        };
      case types.loadBalancer:
        return {
          ...{ zoneId, name: `l${variant % 3}.example.com`, proxied: variant % 2 === 0 },
          defaultPools: [this.idOf(types.pool, slot)],
          fallbackPool: this.idOf(types.pool, slot),
          regionPools: { WNAM: [this.idOf(types.pool, variant % 3)] },
        };
      case types.monitorGroup:
        return {
          ...{ accountId, description: `group ${variant}` },
          members: [
            {
              ...{ monitorId: this.idOf(types.monitor, slot), enabled: variant % 2 === 0 },
              ...{ monitoringOnly: false, mustBeHealthy: true },
            },
          ],
        };
      case types.healthcheck:
        return {
          ...{ zoneId, name: `check-${slot}`, address: "www.example.com" },
          ...[
            { type: "HTTPS", httpConfig: { port: 443, header: { "X-Check": ["1"] } } },
            { type: "TCP", tcpConfig: { port: 443 }, description: "bare" },
            { type: "HTTP", suspended: true },
            { type: "HTTP", checkRegions: ["WEU"] },
          ][variant],
        };
      case types.webhooks:
        return {
          ...{ accountId, name: `hook ${variant % 2}` },
          url: variant === 3 ? "ftp://hooks.example.net" : "https://hooks.example.net/x",
        };
      case types.notificationPolicy:
        return {
          ...{ accountId, name: `policy ${slot}`, enabled: variant % 2 === 0 },
          alertType: "load_balancing_health_alert",
          mechanisms: {
            emails: [{ id: "oncall@example.com" }],
            ...(variant > 1 ? { webhooks: [{ id: this.idOf(types.webhooks, slot) }] } : {}),
          },
          ...(variant === 2 ? { filters: { newHealths: ["Unhealthy"] } } : {}),
        };
      case types.ruleset:
        return {
          ...{ zoneId, kind: "zone", name: "default" },
          phase: ["http_request_firewall_custom", "http_ratelimit"][slot % 2] ?? "",
          rules: ["true", "ssl", "not ssl"].slice(0, variant).map((expression, index) => ({
            ...{ action: "log", expression, ref: `rule-${index}` },
            description: `of variant ${variant}`,
          })),
        };
      case types.originCaCertificate:
        return {
          csr: certificateRequest,
          hostnames: [variant === 3 ? "www.example.net" : `c${variant}.example.com`],
          ...{ requestType: "origin-rsa", requestedValidity: variant === 0 ? 90 : 5475 },
        };
      case types.zoneSetting:
        return {
          ...{ zoneId, settingId: settingIds[slot] ?? "" },
          value:
            [
              ["off", "full", "strict", "none"],
              ["1.0", "1.2", "1.3", "3"],
              [0, 30, 14_400, 1800],
            ][slot]?.[variant] ?? "",
        };
      case types.originPulls:
        return { zoneId, enabled: variant % 2 === 0 };
      case types.tieredCache:
      case types.argoSmartRouting:
        return { zoneId, value: variant % 2 === 0 ? "on" : "off" };
      case types.workersRoute:
        return {
          ...{ zoneId, script: `worker-${variant % 2}` },
          pattern: variant === 3 ? "www.example.net/*" : `example.com/${(slot + variant) % 3}/*`,
        };
      case types.waitingRoom:
        return {
          ...{ zoneId, name: `room_${slot}`, host: "shop.example.com", path: `/${slot}` },
          ...{ totalActiveUsers: 300 + variant, newUsersPerMinute: variant === 3 ? 1 : 200 },
        };
    }
  }
}

/** What a patch says: what is otherwise, and null for what goes. */
function changes(before: Properties, after: Properties): Properties {
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value),
  );
  return {
    ...Object.fromEntries(gone.map((name) => [name, null])),
    ...Object.fromEntries(changed),
  };
}

/** What stands alone is called as its zone is, a setting by its own name. */
function singleId(kind: Kind, slot: number): string {
  return kind === types.zoneSetting ? (settingIds[slot] ?? "") : zoneId;
}

function sortedKeys(_name: string, value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
    : value;
}

describe("both doors to the account", () => {
  it("lead to the same end and the same refusals, whichever is taken at each step", async () => {
    const shapes = new SdkShapes("cloudflare", process.cwd(), join(cacheRoot(), "types"));
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const [mixed, direct] = [await World.open(shapes), await World.open(shapes)];
        try {
          for (const step of sequence) {
            expect(await mixed.take(step, step.isHttp)).to.equal(await direct.take(step, false));
          }
          expect(mixed.told()).to.equal(direct.told());
        } finally {
          await mixed.close();
          await direct.close();
        }
      }),
      { numRuns: 40 },
    );
  }).timeout(120_000);
});
