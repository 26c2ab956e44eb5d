import { compare } from "../../../core/order";
import { ownEntry } from "../../../core/ownEntry";
import { ApiError } from "../../../sandbox/cloud/calls/apiError";
import { cloudflareHandler } from "../../../sandbox/cloud/cloudflare/handlers";
import type { ServedResource } from "../../../sandbox/cloud/api/servedResource";
import { servedResource, servedResources } from "../../../sandbox/cloud/api/servedResources";
import { toWire } from "../../../sandbox/cloud/api/wireNames";
import type { SdkShapes } from "../../../sandbox/cloud/types/shapes";
import { text, type Properties } from "../../../sandbox/cloud/values";
import { HttpClient } from "../../sandbox/cloud/api/httpClient";
import { DirectCloud, refusal } from "../../sandbox/cloud/direct";
import { balancingKinds } from "./balancing";
import {
  accountId,
  types,
  zoneId,
  type Caller,
  type DoorKind,
  type Spot,
  type Wire,
} from "./doorKind";
import { listKinds } from "./lists";
import { trafficKinds } from "./traffic";
import { zoneKinds } from "./zones";

/** Every type that both doors serve, by its token. */
export const doorKinds: Readonly<Record<string, DoorKind>> = {
  ...zoneKinds,
  ...balancingKinds,
  ...trafficKinds,
  ...listKinds,
};

/** One step: an object of a slot is made, changed or deleted, through one door or the other. */
export interface Step {
  readonly operation: "create" | "update" | "delete";
  readonly kind: string;
  readonly slot: number;
  /** Which of the kind's shapes, counted round. */
  readonly variant: number;
  readonly isHttp: boolean;
  /** Whether an update over HTTP names only what changes, where the API has that. */
  readonly isPatch: boolean;
}

interface Made {
  readonly id: string;
  readonly outputs: Properties;
  readonly inputs: Properties;
}

const nobody = "0".repeat(32);
const noTunnel = "00000000-0000-4000-8000-000000000000";

/** An account and what a test made in it, by kind and slot. */
export class World {
  private readonly made = new Map<string, Made>();
  private readonly ids: string[] = [];

  private constructor(
    private readonly direct: DirectCloud,
    private readonly client: HttpClient,
    private readonly shapes: SdkShapes,
  ) {}

  static async open(shapes: SdkShapes): Promise<World> {
    const zones = [{ id: zoneId, name: "example.com", plan: "enterprise" as const }];
    const direct = await DirectCloud.start({ accountId, zones });
    return new World(direct, new HttpClient(await direct.cloud.openApi()), shapes);
  }

  close(): Promise<void> {
    return this.direct.stop();
  }

  /** Takes a step, and says what came of it. */
  async take(step: Step, isHttp: boolean): Promise<string> {
    const kind = kindOf(step);
    const slot = kind.isOne === true ? 0 : step.slot;
    const key = `${step.kind} ${slot}`;
    const made = this.made.get(key);
    const spot = { slot, idOf: this.idOf };
    const inputs = kind.shapes[step.variant % kind.shapes.length]?.(spot) ?? {};
    if (isPassedOver(step, kind, made, inputs)) {
      return "passed over";
    }
    const work = isHttp
      ? this.overHttp(step, spot, inputs, made)
      : this.directly(step, inputs, made);
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
    const undrawn = untimed(named)
      .replace(/-----BEGIN CERTIFICATE-----[^-]+/g, "<certificate>")
      .replace(/[0-9a-f]{32}/g, "<id>");
    return undrawn.split("\n").sort().join("\n");
  }

  private readonly idOf = (type: string, slot: number): string =>
    this.made.get(`${type} ${slot}`)?.id ?? (type === types.tunnel ? noTunnel : nobody);

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

  private async overHttp(step: Step, spot: Spot, inputs: Properties, made: Made | undefined) {
    const kind = kindOf(step);
    const wire = await this.wire(step, spot, inputs, made);
    const send = kind.send ?? ((sent, call) => call(sent));
    const result = await send(wire, (sent) => this.call(sent));
    if (step.operation === "delete") {
      return undefined;
    }
    const id = kind.id?.(spot) ?? text(result.id);
    const key = kind.key?.(spot) ?? id;
    return { id, outputs: this.direct.cloud.account.get(step.kind, key)?.properties ?? {} };
  }

  /** What is called for a step, and with what. */
  private async wire(
    { operation, kind, isPatch }: Step,
    spot: Spot,
    inputs: Properties,
    made: Made | undefined,
  ): Promise<Wire> {
    const { path, single } = kindOf({ kind });
    const updates = servedAs(kind)?.updates ?? [];
    const change = isPatch || !updates.includes("PUT") ? "PATCH" : "PUT";
    const update = updates.includes(change) ? change : "PUT";
    const set = single ?? (made === undefined ? "POST" : update);
    const method = operation === "delete" ? "DELETE" : set;
    const to = single || !made ? path(spot) : `${path(spot)}/${made.id}`;
    if (method === "DELETE") {
      return { method, path: to };
    }
    const sent = made !== undefined && method === "PATCH" ? changes(made.inputs, inputs) : inputs;
    const shape = (await this.shapes.resource(kind)) ?? { args: {}, outputs: {}, computed: {} };
    return { method, path: to, body: toWire(sent, shape, (name) => this.shapes.definition(name)) };
  }

  private async call({ method, path, body }: Parameters<Caller>[0]): Promise<Properties> {
    const response = await this.client.raw(method, path, {
      ...(body === undefined
        ? {}
        : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const answered = await response.text();
    const { errors, result } = (answered === "" ? {} : JSON.parse(answered)) as {
      errors?: { code: number }[];
      result?: Properties | null;
    };
    if (response.status >= 300) {
      const code = errors?.[0]?.code ?? 0;
      throw new ApiError(response.status, code === 0 ? undefined : `${code}`, "");
    }
    return result ?? {};
  }
}

function kindOf({ kind }: Pick<Step, "kind">): DoorKind {
  const found = ownEntry(doorKinds, kind);
  if (found === undefined) {
    throw new Error(kind);
  }
  return found;
}

/** How the API serves a type; undefined for items of lists, which have operations of their own. */
function servedAs(kind: string): ServedResource | undefined {
  return servedResources.find(({ handler }) => handler.type === kind);
}

/** A step that no engine takes: there is nothing to change, it is there already, or it would be replaced. */
function isPassedOver(
  { operation, kind }: Step,
  { never }: DoorKind,
  made: Made | undefined,
  inputs: Properties,
): boolean {
  if ((operation === "create") === (made !== undefined) || operation === never) {
    return true;
  }
  const replaces = servedAs(kind)?.isWhollyMutable ? [] : cloudflareHandler(kind).rules.replaces;
  const isReplaced = replaces.some(
    (name) => JSON.stringify(made?.inputs[name]) !== JSON.stringify(inputs[name]),
  );
  return operation === "update" && isReplaced;
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

/** By their names; where ids are the names, by what stands behind them. */
function sortedKeys(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const entries = Object.entries(value);
  const isById = entries.every(([name]) => /^[0-9a-f]{32}$/.test(name));
  const keyOf = ([name, held]: [string, unknown]) =>
    isById ? untimed(JSON.stringify(held)) : name;
  return Object.fromEntries(entries.sort((one, other) => compare(keyOf(one), keyOf(other))));
}

function untimed(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>");
}
