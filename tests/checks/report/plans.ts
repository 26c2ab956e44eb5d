import { readFileSync } from "node:fs";
import path from "node:path";
import type { Plan } from "../../../model/plan/plan";
import { readPlan } from "../../../model/plan/planFile";
import { reviewPlan, type Review, type ReviewOptions } from "../../../checks/report";

/** The day on which the tests review. */
export const today = new Date("2026-11-23T12:00:00Z");

const folder = path.join(__dirname, "..", "..", "fixtures", "plans");

/** The state before every plan of the fixtures but the first deployment. */
export const stateFile = "state-after-first-deployment.json";

/** Previews of one stack as the engine wrote them. */
export const previewFiles = [
  "backup-removed.json",
  "description-only.json",
  "first-deployment.json",
  "monitor-blind.json",
  "no-change.json",
  "origin-open.json",
  "record-type-change.json",
  "renamed-with-alias.json",
  "ssl-full.json",
] as const;

/** Engine events of another stack. */
export const eventFiles = ["events-drift.json", "events-replacement.json"] as const;

/** The text of a fixture. */
export function fixture(name: string): string {
  return readFileSync(path.join(folder, name), "utf8");
}

/** The path of a fixture. */
export function fixturePath(name: string): string {
  return path.join(folder, name);
}

/** A plan of the fixtures, with the state before it where it has one. */
export function planOf(name: string, withState = true): Plan {
  const state = withState && name !== "first-deployment.json" ? fixture(stateFile) : undefined;
  return readPlan(fixture(name), state);
}

/** The review of a plan on the day of the tests. */
export function reviewOf(plan: Plan, options: ReviewOptions = {}): Review {
  return reviewPlan(plan, { now: today, ...options });
}

/** A change as a test writes it: what a resource is before and after. */
export interface Step {
  readonly op: string;
  readonly type: string;
  readonly name: string;
  readonly id?: string;
  readonly old?: object;
  readonly new?: object;
  readonly parent?: string;
  readonly protect?: boolean;
  readonly pendingReplacement?: boolean;
  readonly retainOnDelete?: boolean;
  /** The URNs of other resources that it waits for. */
  readonly after?: readonly string[];
  /** Whether the engine says that it refuses, since it is protected. */
  readonly refused?: boolean;
  readonly replaceReasons?: readonly string[];
  readonly oldName?: string;
  /** Whether its id and outputs are not known yet, as an engine writes a replacement. */
  readonly isMadeAnew?: boolean;
  /** What the provider made of it before. */
  readonly outputs?: object;
  /** For properties that are not known yet: the URNs of the resources that they come from. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
}

/** A resource that a plan leaves as it is; what it is called is its id too. */
export function same(type: string, name: string, old: object): Step {
  return { ...{ op: "same", type, name, id: name }, old };
}

/** A resource that stays as it is, with its id and what its provider answered. */
export function stands(
  type: string,
  name: string,
  id: string,
  old: object,
  outputs: object = {},
): Step {
  return { op: "same", type, name, id, old, outputs };
}

/** The same resource, changed in place. */
export function update(step: Step, now: object): Step {
  return { ...step, op: "update", new: now };
}

/** A resource that a plan changes in place. */
export function becomes(type: string, name: string, old: object, now: object): Step {
  return { ...{ op: "update", type, name, id: name }, old, new: now };
}

/** A resource that a plan makes. */
export function comes(type: string, name: string, now: object): Step {
  return { op: "create", type, name, new: now };
}

/** A resource that a plan deletes. */
export function goes(type: string, name: string, old: object): Step {
  return { ...{ op: "delete", type, name, id: name }, old };
}

const tokens = {
  record: "cloudflare:index/dnsRecord:DnsRecord",
  pool: "cloudflare:index/loadBalancerPool:LoadBalancerPool",
  monitor: "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor",
  balancer: "cloudflare:index/loadBalancer:LoadBalancer",
  setting: "cloudflare:index/zoneSetting:ZoneSetting",
  certificate: "cloudflare:index/originCaCertificate:OriginCaCertificate",
  zone: "cloudflare:index/zone:Zone",
  group: "aws:ec2/securityGroup:SecurityGroup",
  rule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  webhook: "cloudflare:index/notificationPolicyWebhooks:NotificationPolicyWebhooks",
} as const;

/** The URN of a resource of these plans. */
export function urnOf(type: string, name: string): string {
  const token = Object.hasOwn(tokens, type) ? tokens[type as keyof typeof tokens] : type;
  return `urn:pulumi:production::shop::${token}::${name}`;
}

/** The JSON of a preview made of steps; what stays the same is listed, so that the plan is whole. */
export function preview(steps: readonly Step[]): object {
  const written = steps.map((step) => {
    const state = (name: string, inputs: object | undefined, extra: object): object | undefined =>
      inputs && {
        urn: urnOf(step.type, name),
        custom: true,
        type: urnOf(step.type, name).split("::")[2],
        ...(step.id === undefined ? {} : { id: step.id }),
        inputs,
        outputs: step.outputs ?? {},
        dependencies: [...Object.values(step.from ?? {}).flat(), ...(step.after ?? [])],
        propertyDependencies: step.from,
        ...(step.parent === undefined ? {} : { parent: step.parent }),
        protect: step.protect,
        ...extra,
      };
    const before = step.op === "same" ? (step.old ?? step.new) : step.old;
    return {
      op: step.op,
      urn: urnOf(step.type, step.name),
      oldState: state(step.oldName ?? step.name, before, {
        pendingReplacement: step.pendingReplacement,
        retainOnDelete: step.retainOnDelete,
      }),
      newState: state(
        step.name,
        step.op === "same" ? before : step.new,
        step.isMadeAnew === true ? { id: undefined, outputs: {} } : {},
      ),
      replaceReasons: step.replaceReasons,
      detailedDiff: null,
    };
  });
  const count = steps.filter(({ op }) => op === "same").length;
  const diagnostics = steps
    .filter(({ refused }) => refused === true)
    .map(({ type, name }) => ({
      urn: urnOf(type, name),
      message: `error: resource "${urnOf(type, name)}" cannot be deleted because it is protected`,
      severity: "error",
    }));
  const changeSummary = { same: count };
  return { config: {}, steps: written, diagnostics, duration: 1, changeSummary };
}

/** The review of a preview made of steps. */
export function reviewSteps(steps: readonly Step[], options: ReviewOptions = {}): Review {
  return reviewOf(readPlan(JSON.stringify(preview(steps))), options);
}

/** The risks of a plan of these steps, a line each. */
export function riskLines(steps: readonly Step[]): string[] {
  return reviewSteps(steps).risks.map(({ severity, id, title }) => `${severity} ${id} ${title}`);
}
