import { isFullNameOf, isServiceName } from "../../model/graph/hostnames";
import { isUnnamed } from "../../model/graph/zoneNames";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import { leadsNowhere, makesRecordOf } from "../../model/traffic/edgeServices";
import { modelType } from "../../model/graph/resourceTypes";
import type { Cause } from "../findings/finding";
import type { ModelResource } from "../../model/graph/resources";
import { causeOf, type Risk, type RiskContext } from "./risk";
import { names, say, type Phrase } from "../words/words";
import { isAnsweredAtEdge } from "./answeredAtEdge";
import { delegatedRisk } from "./delegations";
import { contentRisk, proxyRisk } from "./destinations";
import { placesOf } from "./recordPlaces";
import { gapRisk } from "./gaps";
import { elsewhere, type TouchedHostname } from "./touched";

/** Finds hostnames that lose their way to an origin, for good or for a moment, or go another way. */
export function hostnameRisks(context: RiskContext, touched: readonly TouchedHostname[]): Risk[] {
  return touched
    .filter(({ before }) => before.answeredAt !== undefined && before.serving !== "no")
    .filter(({ hostname }) => !isServiceName(hostname))
    .filter((each) => !isWrittenInFull(context, each))
    .flatMap((each) => {
      const stop = stopRisk(context, each) ?? gapRisk(context, each);
      if (stop !== undefined) {
        return [stop];
      }
      const others = [
        unbalancedRisk(context, each),
        proxyRisk(context, each),
        contentRisk(context, each),
      ];
      return others.filter((risk) => risk !== undefined);
    });
}

/** Whether a record only comes to write the name of its zone out, which nothing else in the plan says. */
function isWrittenInFull({ after }: RiskContext, { hostname, causes }: TouchedHostname): boolean {
  return causes.some(({ change }) => {
    const own = after.inventory.byKey(change.key);
    const full = own && after.inventory.hostnameOf(own);
    const isAlone = change.properties.every(({ path }) => path === "name");
    return (
      change.operation === "update" && isAlone && full !== undefined && isFullNameOf(full, hostname)
    );
  });
}

/** A hostname whose records give way to something of Cloudflare that makes its record itself. */
function makerRisk(
  { changes }: RiskContext,
  { hostname, causes }: TouchedHostname,
  maker: ModelResource,
): Risk {
  const own = changes.get(maker.key);
  return {
    ...{ id: "destination-changed", severity: "medium", subject: hostname, title: hostname },
    consequence: say`After this change ${maker.name} answers for ${hostname}, with a record that it makes itself, and what answered until now is asked no more. Records go only at the end of an update: as long as one stands at ${hostname}, Cloudflare may refuse the other, and the update stops half-way.`,
    cause: own === undefined ? causes : [...causes, causeOf(own)],
    hint: say`See first that ${maker.name} answers what visitors ask ${hostname} for, and change it in two updates.`,
  };
}

/** A hostname that served and no longer does. */
function stopRisk(context: RiskContext, touched: TouchedHostname): Risk | undefined {
  const { hostname, before, after, causes } = touched;
  const nothing = after.answeredAt === undefined;
  const dead = strandedAt(context, after);
  if (!nothing && dead === undefined && after.serving !== "no") {
    return undefined;
  }
  if (isDelegated(context, after)) {
    return delegatedRisk(context, touched);
  }
  if (!nothing) {
    return stoppedRisk(context, touched, dead, causes);
  }
  const removed = causes.filter((cause) => isRemoved(cause, before));
  const maker = context.plan.after.find((each) => makesRecordOf(each, hostname));
  if (maker !== undefined) {
    return makerRisk(context, touched, maker);
  }
  const neighbour = answersBeside(context, hostname);
  if (neighbour !== undefined) {
    return movesRisk(touched, removed, neighbour);
  }
  const unnamed = removed.filter(
    ({ change: { after: now } }) => now !== undefined && isUnnamed(now),
  );
  return unnamed.length > 0
    ? unnamedRisk(context, hostname, unnamed)
    : stoppedRisk(context, touched, undefined, removed.length > 0 ? removed : causes);
}

/** The name at which a hostname ends, where it was answered and no longer is. */
function strandedAt({ before }: RiskContext, path: HostnamePath): string | undefined {
  const dead = deadEnd(path);
  return dead !== undefined && before.pathOf(dead).answeredAt !== undefined ? dead : undefined;
}

function stoppedRisk(
  context: RiskContext,
  { hostname, after }: TouchedHostname,
  dead: string | undefined,
  cause: readonly Cause[],
): Risk {
  const nothing = after.answeredAt === undefined;
  return {
    ...{ id: "hostname-stops", severity: "high", subject: hostname, title: hostname, cause },
    consequence: nothing
      ? say`After this change nothing answers for ${hostname}: visitors get NXDOMAIN${elsewhere(context)}.`
      : dead !== undefined
        ? say`After this change ${hostname} leads to ${dead}, for which nothing answers${elsewhere(context)}. ${whatVisitorsSee(after)}`
        : say`After this change no request for ${hostname} finds an origin: ${after.because}. ${whatVisitorsSee(after)}`,
    hint: nothing
      ? say`Keep the record or load balancer until nobody asks for ${hostname}, or add what takes its place first and remove this one in a later update.`
      : dead !== undefined
        ? say`Let ${hostname} lead to another name first, or keep what answers for ${dead}.`
        : say`Leave at least one pool with an origin switched on, and switch the others off in a later update.`,
  };
}

/** A hostname whose record or load balancer may come to stand at another name. */
function unnamedRisk(context: RiskContext, hostname: string, cause: readonly Cause[]): Risk {
  const keys = cause.map(({ change }) => change.name);
  return {
    ...{ id: "hostname-stops", severity: "medium", subject: hostname, title: hostname, cause },
    consequence: say`At which name ${names(keys)} stands is known only when the update runs: where that is not ${hostname}, nothing answers for it any more, and visitors get NXDOMAIN${elsewhere(context)}.`,
    hint: say`Write the name into the program, or look it up before the update.`,
  };
}

/** Whether NS records take a name away: new ones, or those of the zone in which it stands now. */
function isDelegated(
  { changes, after: { inventory } }: RiskContext,
  { hostname, delegatedBy }: HostnamePath,
): boolean {
  const servers = new Set(delegatedBy.map(({ resource }) => resource.key));
  const isNew = [...servers].some((key) => changes.has(key));
  return (
    servers.size > 0 && (isNew || inventory.atName(hostname).some(({ key }) => !servers.has(key)))
  );
}

/** The name of another stack that is reviewed together with this one and answers for a hostname. */
function answersBeside({ beside }: RiskContext, hostname: string): string | undefined {
  return beside.find(({ after }) => after.pathOf(hostname).answeredAt !== undefined)?.name;
}

/** A hostname that goes from one stack to another one, which are two updates. */
function movesRisk(
  { hostname, causes }: TouchedHostname,
  removed: readonly Cause[],
  neighbour: string,
): Risk {
  return {
    id: "hostname-changes-stack",
    severity: "medium",
    subject: hostname,
    title: hostname,
    consequence: say`${hostname} goes from this stack to ${neighbour}. Where this one is updated first, nothing answers for ${hostname} in between, and visitors get NXDOMAIN; where the other one is, Cloudflare may refuse a second record beside the old one.`,
    cause: removed.length > 0 ? removed : causes,
    hint: say`Move it from state to state with pulumi state, so that nothing is deleted; or put a load balancer for it into ${neighbour} first, and take the record away here in a later update.`,
  };
}

function whatVisitorsSee({ loadBalancer, proxied }: HostnamePath): Phrase {
  return loadBalancer === undefined && proxied !== "yes"
    ? say`Visitors get no address.`
    : say`Visitors get Error 530 with code 1016.`;
}

/** The name at the end of CNAME records for which nothing answers; undefined where one of them leads further. */
function deadEnd({ loadBalancer, records, next }: HostnamePath): string | undefined {
  if (loadBalancer !== undefined || records.length === 0) {
    return undefined;
  }
  const ends = records.map(({ content }) => {
    const path = next.find(({ hostname }) => hostname === content);
    return path?.answeredAt === undefined ? path?.hostname : deadEnd(path);
  });
  return ends.includes(undefined) ? undefined : ends[0];
}

/** A hostname that keeps serving, but without its load balancer. */
function unbalancedRisk(context: RiskContext, touched: TouchedHostname): Risk | undefined {
  const { hostname, before, after, causes } = touched;
  const [old, now] = [before.loadBalancer, after.loadBalancer];
  if (old === undefined || old.enabled === "no" || now !== undefined) {
    return undefined;
  }
  const stands = context.after.pathOf(before.answeredAt ?? hostname).loadBalancer !== undefined;
  if (stands) {
    return shadowedRisk(touched);
  }
  const own = causes.filter((cause) => isRemoved(cause, before));
  const isNowhere = leadsNowhere(context.after, hostname) && !isAnsweredAtEdge(context, hostname);
  const then = isNowhere
    ? say`what answers then is ${names(placesOf(after))}, a placeholder at which nothing does, and visitors get Error 522`
    : say`visitors go straight to ${names(placesOf(after))}, and when that fails nothing takes over`;
  return {
    id: "balancer-lost",
    severity: "high",
    subject: hostname,
    title: hostname,
    consequence: say`${hostname} has no load balancer from the moment of this change: ${then}.`,
    cause: own.length > 0 ? own : causes,
    hint: say`Add a second load balancer for the new hostname, or keep this one switched on, and remove it in a later update when nobody asks for it.`,
  };
}

/** A name that gets a record of its own, where the load balancer of a wildcard answered until now. */
function shadowedRisk({ hostname, before, after, causes }: TouchedHostname): Risk {
  const wildcard = before.answeredAt ?? "";
  return {
    id: "balancer-shadowed",
    severity: "medium",
    subject: hostname,
    title: hostname,
    consequence: say`Until now the load balancer of ${wildcard} answers for ${hostname}; from this change on a record of its own does: visitors go straight to ${names(placesOf(after))}, and when that fails nothing takes over.`,
    cause: causes,
    hint: say`Leave ${hostname} to the wildcard, or give it a load balancer of its own.`,
  };
}

/** Whether a change takes away what answers, or a pool behind it. */
function isRemoved({ change }: Cause, before: HostnamePath): boolean {
  return (
    standsAt(change.before?.key, before) ||
    (change.operation === "delete" && modelType(change.type) === "pool")
  );
}

function standsAt(key: string | undefined, { records, loadBalancer }: HostnamePath): boolean {
  return (
    key !== undefined &&
    (records.some(({ resource }) => resource.key === key) || loadBalancer?.resource.key === key)
  );
}
