import { expect } from "chai";
import { join } from "node:path";
import fc from "fast-check";

import { types } from "../../sandbox/cloud/account/indexes";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../sandbox/cloud/accountSeed";
import { ApiError } from "../../sandbox/cloud/calls/apiError";
import { toWire } from "../../sandbox/cloud/api/wireNames";
import { SdkShapes } from "../../sandbox/cloud/types/shapes";
import type { Properties } from "../../sandbox/cloud/values";
import { DirectCloud, refusal } from "../sandbox/cloud/direct";
import { HttpClient, type Answered } from "../sandbox/cloud/api/httpClient";
import { cacheRoot } from "../../sandbox/cacheRoot";

type Kind = keyof typeof collections;

const collections = {
  [types.record]: `/zones/${zoneId}/dns_records`,
  [types.monitor]: `/accounts/${accountId}/load_balancers/monitors`,
  [types.pool]: `/accounts/${accountId}/load_balancers/pools`,
  [types.loadBalancer]: `/zones/${zoneId}/load_balancers`,
} as const;

/** One step: an object of a slot is made, changed or deleted, through one door or the other. */
interface Step {
  readonly operation: "create" | "update" | "delete";
  readonly kind: Kind;
  readonly slot: number;
  readonly variant: number;
  readonly isHttp: boolean;
}

const steps = fc.array(
  fc.record<Step>({
    operation: fc.constantFrom("create", "create", "update", "delete"),
    kind: fc.constantFrom(types.record, types.monitor, types.pool, types.loadBalancer),
    slot: fc.nat(2),
    variant: fc.nat(3),
    isHttp: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
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
    const key = `${step.kind} ${step.slot}`;
    const made = this.made.get(key);
    if ((step.operation === "create") === (made !== undefined)) {
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
    const untimed = named.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>");
    return untimed.split("\n").sort().join("\n");
  }

  private async directly({ operation, kind }: Step, inputs: Properties, made: Made | undefined) {
    if (made === undefined) {
      return this.direct.create(kind, inputs);
    }
    if (operation === "delete") {
      return void (await this.direct.delete(kind, made));
    }
    return this.direct.update(kind, made, made.inputs, inputs);
  }

  private async overHttp({ operation, kind }: Step, inputs: Properties, made: Made | undefined) {
    const shape = await this.shapes.resource(kind);
    const body = toWire(inputs, shape ?? { args: {}, outputs: {}, computed: {} }, (name) =>
      this.shapes.definition(name),
    );
    const method = made === undefined ? "POST" : operation === "delete" ? "DELETE" : "PUT";
    const path = made === undefined ? collections[kind] : `${collections[kind]}/${made.id}`;
    const { status, body: envelope } = await this.client.call<Answered>(
      ...([method, path] as const),
      method === "DELETE" ? undefined : body,
    );
    if (status >= 300) {
      const code = envelope.errors[0]?.code ?? 0;
      throw new ApiError(status, code === 0 ? undefined : `${code}`, "");
    }
    const { id } = envelope.result;
    const outputs = this.direct.cloud.account.get(kind, id)?.properties ?? {};
    return method === "DELETE" ? undefined : { id, outputs };
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
    }
  }
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
