import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import { unknownValue } from "../../core/known";
import { certificateDemands } from "../../model/origin/clientCertificates";
import type { Demand } from "../../model/origin/demand";
import { readListener } from "../../model/origin/listeners";
import { headerDemands } from "../../model/origin/requiredHeaders";
import type { OriginPaths } from "../../model/origin/originPaths";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { PlanChange } from "../../model/plan/plan";
import type { OriginSides } from "./originSides";
import { causedRisk, touches, type Risk } from "./risk";
import { Waiting } from "./waiting";
import { names, say, type Phrase } from "../words/words";

/** Something that a listener may demand of Cloudflare, in words. */
interface DemandKind {
  /** Lists the listeners of a load balancer that do. */
  readonly of: (paths: OriginPaths, machine: ModelResource) => Demand[];
  /** The risk that Cloudflare does not do it. */
  readonly unmet: Risk["id"];
  /** The risk that both sides change, in no order. */
  readonly order: Risk["id"];
  /** What is demanded. */
  readonly what: Phrase;
  /** What Cloudflare does. */
  readonly does: Phrase;
  /** What happens where it does not, by the code that visitors get. */
  readonly else: (error: Demand["error"]) => Phrase;
  /** What to do in which order. */
  readonly hint: Phrase;
}

const kinds: readonly DemandKind[] = [
  {
    ...{ of: certificateDemands, unmet: "client-certificate-unsent" },
    order: "client-certificate-order",
    what: say`a client certificate`,
    does: say`show it`,
    else: (error) => say`the handshake fails, and visitors get ${shown(error)}`,
    hint: say`Switch authenticated origin pulls on in an update before the listener demands the certificate, and let the listener stop demanding it before they go off.`,
  },
  {
    ...{ of: headerDemands, unmet: "origin-header-unsent", order: "origin-header-order" },
    what: say`a header`,
    does: say`send it`,
    else: (error) =>
      say`the load balancer refuses the request itself, and visitors get ${shown(error)}`,
    hint: say`Let Cloudflare send the header in an update before a rule of the listener demands it, and let the rule go before it is sent no more.`,
  },
];

/**
 * Finds listeners that demand a client certificate or a header which Cloudflare does not send, whichever of the two changes; and those of
 * which both change in one update, in an order that nothing says.
 */
export function demandRisks(sides: OriginSides): Risk[] {
  return kinds.flatMap((kind) => {
    const demands = demandsOf(kind, sides.after);
    const all = demandsOf(kind, sides.before);
    const earlier = new Map(all.map((demand) => [sides.nameAfter(demand.listener), demand]));
    const coming = demands.flatMap((demand) => [
      ...unmetRisk(kind, sides, demand, earlier),
      ...otherValueRisk(kind, sides, demand, earlier),
    ]);
    return [...coming, ...orderRisks(kind, sides, demands, all)];
  });
}

function demandsOf({ of }: DemandKind, paths: OriginPaths): Demand[] {
  return paths.model.inventory.ofType("awsLoadBalancer").flatMap((machine) => of(paths, machine));
}

function unmetRisk(
  kind: DemandKind,
  sides: OriginSides,
  { machine, listener, madeBy, unmet, saidBy, error }: Demand,
  earlier: ReadonlyMap<string, Demand>,
): Risk[] {
  const was = earlier.get(listener.key);
  const before = was === undefined ? [] : was.unmet;
  const { model } = sides.before;
  const coming = unmet.filter(
    (hostname) => !before.includes(hostname) && model.pathOf(hostname).answeredAt !== undefined,
  );
  const leading = sides.after.leads.to(machine).map(({ by }) => by);
  const cause = sides.causes([
    ...[listener, machine, ...madeBy, ...saidBy],
    ...(was?.saidBy ?? []),
    ...leading,
  ]);
  return coming.length === 0
    ? []
    : causedRisk(listener, cause, () => ({
        ...{ id: kind.unmet, severity: "high", title: title(machine) },
        consequence: say`From this change on ${title(machine)} demands ${kind.what} at port ${portOf(listener)}, and as far as this plan says Cloudflare does not ${kind.does} for ${names(coming)}: until it does, ${kind.else(error)}, and every monitor that does not do it either finds it down.`,
        hint: kind.hint,
      }));
}

/** Of whom this plan does not say what he sends, and who came through: somebody else sends what was let through, and may not send the next. */
function otherValueRisk(
  kind: DemandKind,
  sides: OriginSides,
  { machine, listener, madeBy, unmet, values, error }: Demand,
  earlier: ReadonlyMap<string, Demand>,
): Risk[] {
  const was = earlier.get(listener.key);
  const isRuleChanged = madeBy.some(({ key }) => {
    const change = sides.context.changes.get(key);
    return change !== undefined && touches(change, ["conditions"]);
  });
  const turned = unmet.filter((hostname) => {
    const [old = [], now = []] = [was?.values?.get(hostname), values?.get(hostname)];
    // Of secrets it is known that they change, and how many there are.
    const isKept = old.some((each) => each !== unknownValue && now.includes(each));
    const isOther = isRuleChanged && old.length > 0 && now.length <= old.length && !isKept;
    return isOther && was?.unmet.includes(hostname) === true && sides.wasAnswered(hostname);
  });
  const isKnown = turned.every((hostname) =>
    [was?.values, values].every(
      (each) => each?.get(hostname)?.every((value) => value !== unknownValue) === true,
    ),
  );
  return turned.length === 0
    ? []
    : causedRisk(listener, sides.causes([listener, ...madeBy]), () => ({
        ...{ id: kind.unmet, severity: isKnown ? "high" : "medium", title: title(machine) },
        consequence: say`From this change on ${title(machine)} lets through another value of ${kind.what} at port ${portOf(listener)}, and nothing in this plan sends it for ${names(turned)}: until whoever sends the old one sends the new, ${kind.else(error)}, and every monitor that sends the old one finds it down.`,
        hint: say`Let the listener take both values first, send the new one next, and take the old one out of the listener in a third update.`,
      }));
}

function shown(error: Demand["error"]): Phrase {
  return error === unknownValue ? ["an error"] : say`Error ${error}`;
}

function portOf(listener: ModelResource): string {
  const { port } = readListener(listener);
  return String(typeof port === "number" ? port : defaultHttpsPort);
}

/** Both sides change: it must be sent before it is demanded, and demanded no more before it is sent no more. */
function orderRisks(
  kind: DemandKind,
  sides: OriginSides,
  after: readonly Demand[],
  before: readonly Demand[],
): Risk[] {
  const waiting = new Waiting(sides.context);
  const [now, was] = [keysOf(sides, after), keysOf(sides, before)];
  const starting = after.filter(({ listener }) => !was.has(listener.key));
  const ending = before.filter(({ listener }) => !now.has(sides.nameAfter(listener)));
  return [
    ...starting.flatMap((demand) => orderRisk({ kind, sides, waiting }, demand, "on")),
    ...ending.flatMap((demand) => orderRisk({ kind, sides, waiting }, demand, "off")),
  ];
}

function keysOf(sides: OriginSides, demands: readonly Demand[]): ReadonlySet<string> {
  return new Set(demands.map(({ listener }) => sides.nameAfter(listener)));
}

/** What the order of two changes is judged with. */
interface Order {
  readonly kind: DemandKind;
  readonly sides: OriginSides;
  readonly waiting: Waiting;
}

function orderRisk({ kind, sides, waiting }: Order, demand: Demand, to: "on" | "off"): Risk[] {
  const { machine, listener, madeBy, met, saidBy, error } = demand;
  const { context, before, after } = sides;
  const other = to === "on" ? before : after;
  const turning = met.filter(
    (hostname) => sides.wasAnswered(hostname) && demand.isMetBy(other.model, hostname) === "no",
  );
  const changesOf = (resources: readonly ModelResource[]): PlanChange[] =>
    resources.flatMap(({ key }) => context.changes.get(key) ?? []);
  const [made, switches] = [changesOf(madeBy), changesOf(saidBy)];
  const isOrdered = made.every((change) =>
    switches.some((each) =>
      to === "on" ? waiting.follows(change, each) : waiting.follows(each, change),
    ),
  );
  return turning.length === 0 || made.length === 0 || switches.length === 0 || isOrdered
    ? []
    : [
        {
          ...{ id: kind.order, severity: "high", subject: listener.key },
          title: title(machine),
          consequence:
            to === "on"
              ? say`${title(machine)} comes to demand ${kind.what}, and Cloudflare comes to ${kind.does} for ${names(turning)}, in one update and in no order that the plan gives: from the one call to the other it may be that ${kind.else(error)}.`
              : say`${title(machine)} stops demanding ${kind.what}, and Cloudflare ceases to ${kind.does} for ${names(turning)}, in one update and in no order that the plan gives: from the one call to the other it may be that ${kind.else(error)}.`,
          cause: sides.causes([...madeBy, ...saidBy]),
          hint: kind.hint,
        },
      ];
}
