import type { Certainty } from "../../core/certainty";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { certificateDemands } from "../../model/origin/clientCertificates";
import type { Demand } from "../../model/origin/demand";
import type { OriginPaths } from "../../model/origin/originPaths";
import { probedPools, type ProbedPool } from "../../model/origin/probes";
import { headerDemands } from "../../model/origin/requiredHeaders";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, type Phrase } from "../words/words";
import type { OriginSides } from "./originSides";
import { causedRisk, touches, type Risk } from "./risk";
import { Waiting } from "./waiting";

/** Something that a listener may demand of monitors, in words. */
interface ProbeDemand {
  /** Lists the listeners of a load balancer that demand it. */
  readonly of: (paths: OriginPaths, machine: ModelResource) => Demand[];
  /** Whether the monitors of a pool do it. */
  readonly isMet: (probed: ProbedPool) => Certainty;
  /** What is demanded. */
  readonly what: Phrase;
  /** What the monitors do not do. */
  readonly undone: Phrase;
  /** The property of a monitor that decides it. */
  readonly property: "header" | "probeZone";
  /** What to do first. */
  readonly hint: Phrase;
}

const demands: readonly ProbeDemand[] = [
  {
    of: certificateDemands,
    isMet: ({ showsCertificate }) => showsCertificate,
    what: say`a client certificate`,
    undone: say`show none`,
    property: "probeZone",
    hint: say`Give the monitor the zone as its probeZone in an update before the listener demands the certificate.`,
  },
  {
    of: headerDemands,
    isMet: ({ sendsHeader }) => sendsHeader,
    what: say`a header`,
    undone: say`do not send it`,
    property: "header",
    hint: say`Let the monitor send the header in an update before a rule of the listener demands it, and let the rule go before it is sent no more.`,
  },
];

/**
 * Finds pools that come to be found down although they serve, since a listener demands what their monitors do not do. Where Cloudflare
 * does not do it for visitors either, `demandRisks` says so, and that the pool is found down is right.
 */
export function refusedProbeRisks(sides: OriginSides): Risk[] {
  const waiting = new Waiting(sides.context);
  return demands.flatMap((demand) => {
    const [before, after] = [madeOf(demand, sides.before), madeOf(demand, sides.after)];
    return [
      ...after.flatMap((made) =>
        pools(sides.after, demand, made, "no").flatMap((pool) =>
          poolRisk(sides, demand, made, pool),
        ),
      ),
      ...orderRisks({ sides, waiting, demand }, before, after),
    ];
  });
}

function madeOf({ of }: ProbeDemand, paths: OriginPaths): Demand[] {
  const { inventory } = paths.model;
  const machines = inventory.has("pool") ? inventory.ofType("awsLoadBalancer") : [];
  return machines.flatMap((machine) => of(paths, machine));
}

/** The pools whose monitors do what is demanded, or do not. */
function pools(
  paths: OriginPaths,
  { isMet }: ProbeDemand,
  { machine, listener }: Demand,
  answer: Certainty,
): ModelResource[] {
  return probedPools(paths, machine, listener)
    .filter((probed) => isMet(probed) === answer)
    .map(({ pool }) => pool);
}

function poolRisk(
  sides: OriginSides,
  demand: ProbeDemand,
  made: Demand,
  pool: ModelResource,
): Risk[] {
  const { machine, listener, madeBy, unmet } = made;
  const served = sides.after.leads
    .to(machine)
    .filter(({ by, hostname }) => by === pool && !unmet.includes(hostname))
    .map(({ hostname }) => hostname);
  const hostnames = [...new Set(served)].filter((hostname) => sides.wasAnswered(hostname));
  const monitor = sides.after.model.pool(pool).monitor?.resources ?? [];
  const cause = sides.causes([listener, machine, ...madeBy, pool, ...monitor]);
  return hostnames.length === 0 || wasRefused(sides, demand, made, pool)
    ? []
    : causedRisk(pool, cause, () => ({
        id: "probe-refused",
        severity: "high",
        about: [...hostnames, ...monitor.map(({ key }) => key)],
        consequence: say`From this change on ${title(machine)} demands ${demand.what}, and the monitors of ${title(pool)} ${demand.undone}: after a few probes the pool counts as down although it serves ${names(hostnames)}, until they do. Visitors go to another pool, and to the fallback pool where none is left, which nothing takes over for; where that is switched off, they get Error 530.`,
        hint: demand.hint,
      }));
}

function wasRefused(
  sides: OriginSides,
  demand: ProbeDemand,
  { machine, listener }: Demand,
  pool: ModelResource,
): boolean {
  const [oldMachine, oldListener] = [sides.earlier(machine), sides.earlier(listener)];
  const before =
    oldMachine === undefined || oldListener === undefined
      ? []
      : demand
          .of(sides.before, oldMachine)
          .filter((made) => made.listener.key === oldListener.key)
          .flatMap((made) => pools(sides.before, demand, made, "no"));
  return before.some((each) => sides.nameAfter(each) === pool.key);
}

/** What the order of a demand and of what monitors do is judged with. */
interface Order {
  readonly sides: OriginSides;
  readonly waiting: Waiting;
  readonly demand: ProbeDemand;
}

/** Monitors must do it before it is demanded, and it must be demanded no more before they cease. */
function orderRisks(order: Order, before: readonly Demand[], after: readonly Demand[]): Risk[] {
  const { sides } = order;
  const was = new Set(before.map(({ listener }) => sides.nameAfter(listener)));
  const now = new Set(after.map(({ listener }) => listener.key));
  return [
    ...after
      .filter(({ listener }) => !was.has(listener.key))
      .flatMap((made) => orderRisk(order, made, "on")),
    ...before
      .filter(({ listener }) => !now.has(sides.nameAfter(listener)))
      .flatMap((made) => orderRisk(order, made, "off")),
  ];
}

function orderRisk({ sides, waiting, demand }: Order, made: Demand, to: "on" | "off"): Risk[] {
  const paths = to === "on" ? sides.after : sides.before;
  const changesOf = (resources: readonly ModelResource[]): PlanChange[] =>
    resources.flatMap(({ key }) => sides.context.changes.get(key) ?? []);
  const making = changesOf(made.madeBy);
  return pools(paths, demand, made, "yes").flatMap((pool): Risk[] => {
    const monitors = paths.model.pool(pool).monitor?.resources ?? [];
    const probing = changesOf(monitors).filter((change) => touches(change, [demand.property]));
    const isOrdered = making.every((one) =>
      probing.every((other) =>
        to === "on" ? waiting.follows(one, other) : waiting.follows(other, one),
      ),
    );
    const hostnames = [...new Set(paths.leads.to(made.machine).map(({ hostname }) => hostname))];
    return making.length === 0 || probing.length === 0 || isOrdered
      ? []
      : [
          {
            ...{ id: "probe-order", severity: "medium", subject: pool.key, title: title(pool) },
            about: hostnames,
            consequence: say`${title(made.machine)} ${to === "on" ? ["comes to demand"] : ["stops demanding"]} ${demand.what}, and the monitors of ${title(pool)} ${to === "on" ? ["come to"] : ["cease to"]} give it, in one update and in no order that the plan gives: probes that meet the moment between both find down what serves ${names(hostnames)}, and until the next ones visitors go to another pool, or get Error 530 where none is left and the fallback pool is off.`,
            cause: sides.causes([...made.madeBy, ...monitors]),
            hint: demand.hint,
          },
        ];
  });
}
