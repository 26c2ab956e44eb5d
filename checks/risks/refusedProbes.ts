import type { Certainty } from "../../core/certainty";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { certificateDemands } from "../../model/origin/clientCertificates";
import type { Demand } from "../../model/origin/demand";
import type { OriginPaths } from "../../model/origin/originPaths";
import { probedPools, type ProbedPool } from "../../model/origin/probes";
import { headerDemands } from "../../model/origin/requiredHeaders";
import { ofThisChange } from "../findings/finding";
import { names, say, type Phrase } from "../words/words";
import type { OriginSides } from "./originSides";
import type { Risk } from "./risk";

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
  /** What to do first. */
  readonly hint: Phrase;
}

const demands: readonly ProbeDemand[] = [
  {
    of: certificateDemands,
    isMet: ({ showsCertificate }) => showsCertificate,
    what: say`a client certificate`,
    undone: say`show none`,
    hint: say`Give the monitor the zone as its probeZone in an update before the listener demands the certificate.`,
  },
  {
    of: headerDemands,
    isMet: ({ sendsHeader }) => sendsHeader,
    what: say`a header`,
    undone: say`do not send it`,
    hint: say`Let the monitor send the header in an update before a rule of the listener demands it, and let the rule go before it is sent no more.`,
  },
];

/**
 * Finds pools that come to be found down although they serve, since a listener demands what their monitors do not do. Where Cloudflare
 * does not do it for visitors either, `demandRisks` says so, and that the pool is found down is right.
 */
export function refusedProbeRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  return !inventory.has("pool")
    ? []
    : inventory
        .ofType("awsLoadBalancer")
        .flatMap((machine) =>
          demands.flatMap((demand) =>
            demand
              .of(sides.after, machine)
              .flatMap((made) =>
                refused(sides.after, demand, made).flatMap((pool) =>
                  poolRisk(sides, demand, made, pool),
                ),
              ),
          ),
        );
}

function refused(
  paths: OriginPaths,
  { isMet }: ProbeDemand,
  { machine, listener }: Demand,
): ModelResource[] {
  return probedPools(paths, machine, listener)
    .filter((probed) => isMet(probed) === "no")
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
  return hostnames.length === 0 || cause.length === 0 || wasRefused(sides, demand, made, pool)
    ? []
    : [
        {
          ...{
            id: "probe-refused",
            severity: "high",
            subject: pool.key,
            title: title(pool),
            cause,
          },
          about: [...hostnames, ...monitor.map(({ key }) => key)],
          consequence: say`From this change on ${title(machine)} demands ${demand.what}, and the monitors of ${title(pool)} ${demand.undone}: after a few probes the pool counts as down although it serves ${names(hostnames)}, until they do. Visitors go to another pool, and to the fallback pool where none is left, which nothing takes over for; where that is switched off, they get Error 530.`,
          hint: demand.hint,
          ...ofThisChange,
        },
      ];
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
          .flatMap((made) => refused(sides.before, demand, made));
  return before.some((each) => sides.nameAfter(each) === pool.key);
}
