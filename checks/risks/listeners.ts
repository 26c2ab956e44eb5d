import { OriginPaths } from "../../model/origin/originPaths";
import { defaultHttpPort } from "../../facts/cloudflare/ports";
import { addressesOf } from "../../model/traffic/machineAddresses";
import type { TrafficModel } from "../../model/traffic/path";
import type { PlanChange } from "../../model/plan/plan";
import { actionOf } from "../../model/origin/forwards";
import { endsTls, readListener } from "../../model/origin/listeners";
import { isBehindApi } from "../../model/origin/privateIntegrations";
import { readTargetGroup } from "../../model/origin/targetGroups";
import { title } from "../../model/graph/title";
import { modelType } from "../../model/graph/resourceTypes";
import { type ModelResource } from "../../model/graph/resources";
import { unknownValue } from "../../core/known";
import { causeOf, type Risk, type RiskContext } from "./risk";
import { ofHostnames } from "./visitors";
import { names, say, type Phrase } from "../words/words";
import { lowestErrorStatus } from "../../facts/httpStatus";
import { AddressUsers, type AddressUser } from "./addressUsers";
import { portsAsked } from "./portsAsked";

const parts = new Set(["listener", "listenerRule", "targetGroupAttachment", "pool"]);

/** A load balancer of AWS that stays, with what listens on it before and after. */
interface StandingMachine {
  readonly context: RiskContext;
  /** Whose visitors are served there before. */
  readonly whose: Phrase;
  readonly now: ModelResource;
  readonly before: ReadonlyMap<number, ModelResource>;
  readonly after: ReadonlyMap<number, ModelResource>;
}

/** Finds load balancers of AWS that stay and no longer take what Cloudflare sends them. */
export function listenerRisks(context: RiskContext): Risk[] {
  const machines = context.plan.changes.some(({ type }) => parts.has(modelType(type) ?? ""))
    ? context.before.inventory.ofType("awsLoadBalancer")
    : [];
  if (machines.length === 0) {
    return [];
  }
  const users = new AddressUsers(context.before);
  const usersAfter = new AddressUsers(context.after);
  return machines.flatMap((old) => {
    const { key } = old;
    const now = context.after.inventory.byKey(context.renamed.get(key) ?? key);
    // Whether API Gateway still reaches it is told with its integration.
    const isTold = isBehindApi(context.before.inventory, old);
    if (now === undefined || isTold || context.changes.get(now.key)?.operation === "replace") {
      return [];
    }
    const before = OriginPaths.of(context.before).listeners(old);
    const ports = portsAsked(context.before, users.of(addressesOf(old)), before);
    const coming = usersAfter.of(addressesOf(now)).filter(({ port }) => port === 0);
    const later = coming.length === 0 ? [] : portsAsked(context.after, coming, before);
    const all = new Set([...ports, ...later.filter((port) => port === defaultHttpPort)]);
    const whose = ofHostnames(context.before, old);
    const machine = {
      context,
      whose,
      now,
      before,
      after: OriginPaths.of(context.after).listeners(now),
    };
    return [
      ...[...all].flatMap((port) => portRisks(machine, port)),
      ...missingRisks(machine, users.of(addressesOf(old)), usersAfter.of(addressesOf(now))),
    ];
  });
}

function portRisks(machine: StandingMachine, port: number): Risk[] {
  const { context, before, after } = machine;
  const [was, is] = [before.get(port), after.get(port)];
  const listener = was && context.changes.get(was.key);
  if (was === undefined) {
    return [];
  }
  if (is === undefined) {
    // A listener whose port or load balancer is only known after the update may be this one.
    return listener === undefined || isVague(context, listener)
      ? []
      : [lostRisk(machine, port, listener, false)];
  }
  const change = context.changes.get(is.key);
  if (change?.deleteFirst === true) {
    return [lostRisk(machine, port, change, true)];
  }
  const clear =
    change === undefined || change.operation === "create"
      ? undefined
      : clearRisk(machine, port, change, was, is);
  return [clear, answerRisk(machine, port, was, is)].filter((risk) => risk !== undefined);
}

/** Ports that pools come to ask, at which nothing listens. */
function missingRisks(
  { context, now, whose, after }: StandingMachine,
  before: readonly AddressUser[],
  users: readonly AddressUser[],
): Risk[] {
  // A listener whose port is only known after the update may listen anywhere.
  if (after.size === 0 || after.size < context.after.inventory.linkedTo(now, "listener").length) {
    return [];
  }
  const was = new Map(before.map((user) => [user.title, user.port]));
  const coming = users.filter(
    ({ title, port }) =>
      port !== 0 && !after.has(port) && was.has(title) && was.get(title) !== port,
  );
  return [...new Set(coming.map(({ port }) => port))].map((port) => {
    const own = coming.filter((user) => user.port === port);
    const changes = own.flatMap(({ key }) => context.changes.get(key) ?? []);
    const asking = names(own.map((user) => user.title));
    return {
      ...{ id: "listener-missing", severity: "high", subject: now.key, title: title(now) },
      consequence: say`From this change on ${asking} asks ${title(now)} at port ${port}, where nothing listens: it refuses the connection, visitors${whose} get Error 521 until something does, and every monitor finds it down.`,
      cause: changes.map((change) => causeOf(change, ["origins"])),
      hint: say`Add a listener at port ${port} in an update before this one.`,
    };
  });
}

function isVague({ after }: RiskContext, change: PlanChange): boolean {
  const listener = change.after && after.inventory.byKey(change.after.key);
  return listener !== undefined && readListener(listener).port === unknownValue;
}

function risk(
  machine: ModelResource,
  change: PlanChange,
  own: Pick<Risk, "id" | "severity" | "consequence" | "hint">,
): Risk {
  return {
    ...own,
    ...{ subject: machine.key, title: title(machine) },
    cause: [causeOf(change)],
  };
}

function lostRisk(
  { now, whose }: StandingMachine,
  port: number,
  change: PlanChange,
  comesBack: boolean,
): Risk {
  const name = title(now);
  const when: Phrase = comesBack
    ? say`Between the deletion and the creation of ${change.name} nothing listens at port ${port} of ${name}`
    : say`From this change on nothing listens at port ${port} of ${name}`;
  return risk(now, change, {
    id: comesBack ? "listener-gap" : "listener-lost",
    severity: "high",
    consequence: [
      ...when,
      ...say`: it refuses what Cloudflare sends there, visitors${whose} get Error 521 until something does, and every monitor finds it down.`,
    ],
    hint: say`Keep a listener at port ${port}, or lead the pools and records to another port or machine in an update before this one.`,
  });
}

function clearRisk(
  { context, now: machine, whose }: StandingMachine,
  port: number,
  change: PlanChange,
  was: ModelResource,
  is: ModelResource,
): Risk | undefined {
  const [old, now] = [was, is].map((each) => readListener(each).protocol);
  const own = { id: "listener-clear", severity: "high" } as const;
  if (now === "HTTP" && endsTls(old)) {
    return risk(machine, change, {
      ...own,
      consequence: say`From this change on port ${port} of ${title(machine)} speaks no TLS: where Cloudflare does, its handshake fails, and visitors${whose} get Error 525 until both speak the same.`,
      hint: say`Keep the protocol ${String(old)} at port ${port}.`,
    });
  }
  return old === "TLS" && passesOn.has(now) && keepsClearGroup(context, was, is)
    ? risk(machine, change, {
        ...own,
        consequence: say`From this change on port ${port} of ${title(machine)} hands every byte to the targets of before, to which it spoke no TLS: where they speak none, Cloudflare's handshake fails, and visitors${whose} get Error 525 until the load balancer ends TLS again.`,
        hint: say`Keep the protocol TLS at port ${port}, or forward to a target group whose targets end TLS themselves.`,
      })
    : undefined;
}

/** Protocols by which a network load balancer ends no TLS. Source: Elastic Load Balancing, user guide for Network Load Balancers, load-balancer-listeners. */
const passesOn: ReadonlySet<unknown> = new Set(["TCP", "TCP_UDP"]);

/** Whether a listener still forwards to a target group that it spoke to in the clear, and nothing of that changes. */
function keepsClearGroup(
  { before, after, renamed, changes }: RiskContext,
  was: ModelResource,
  is: ModelResource,
): boolean {
  const [old, now] = [actionOf(before.inventory, was), actionOf(after.inventory, is)];
  const groups = (action: typeof old): readonly ModelResource[] =>
    action.kind === "forward" ? action.groups.flatMap(({ resources }) => resources) : [];
  const kept = new Set(groups(now).map(({ key }) => key));
  return groups(old)
    .filter((group) => passesOn.has(readTargetGroup(group).protocol))
    .map(({ key }) => renamed.get(key) ?? key)
    .some((key) => kept.has(key) && changes.get(key)?.operation !== "replace");
}

function answerRisk(
  { context, now, whose }: StandingMachine,
  port: number,
  old: ModelResource,
  listener: ModelResource,
): Risk | undefined {
  const later = context.after.inventory
    .linkedTo(listener, "listenerRule")
    .filter(({ key }) => context.changes.get(key)?.operation === "create");
  const [was, is] = [
    answeredBy(context.before, old, []),
    answeredBy(context.after, listener, later),
  ];
  const rules = context.before.inventory.linkedTo(old, "listenerRule").map(({ key }) => key);
  const [change] = [listener.key, ...rules].flatMap((key) => context.changes.get(key) ?? []);
  const until =
    later.length === 0
      ? say`until it forwards again: none reaches the application`
      : say`until ${names(later.map(({ name }) => name))} stand, which come after it`;
  return change === undefined || is === was || is === undefined || is < lowestErrorStatus
    ? undefined
    : risk(now, change, {
        id: "listener-answers",
        severity: "high",
        consequence: say`From this change on ${title(now)} itself answers every request at port ${port} with the code ${is}, which visitors${whose} get ${until}.`,
        hint: say`Forward by default, or add the rules that forward in an update before this one.`,
      });
}

/**
 * The code with which a listener answers everything; undefined where it forwards, rules may, or the plan does not say.
 * @param later - Rules that are not there yet when the listener has changed: they name it, and so come after it.
 */
function answeredBy(
  { inventory }: TrafficModel,
  listener: ModelResource,
  later: readonly ModelResource[],
): number | undefined {
  return inventory.linkedTo(listener, "listenerRule").length > later.length
    ? undefined
    : readListener(listener).answerCode;
}
