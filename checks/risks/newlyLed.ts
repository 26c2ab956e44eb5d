import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue } from "../../core/known";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { frontsNaming } from "../../model/origin/fronts";
import { outcomeFor } from "../../model/origin/listenerRules";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { modelType } from "../../model/graph/resourceTypes";
import { waitsUntilHealthy } from "../../model/origin/deployments";
import type { TargetSource } from "../../model/origin/targets";
import { Waiting } from "./waiting";
import { emptyGroupsOf, emptyWords, severityOfEmpty, type EmptyGroups } from "./emptyGroups";
import { errorOf as answeredError } from "./listenerTurns";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { noTargetError } from "./targetGaps";
import type { Severity } from "../findings/severity";
import { errorOf, names, say, type Phrase } from "../words/words";

/** Why requests that come to a load balancer are not served there. */
interface Unready {
  readonly severity: Severity;
  /** What meets them, after a colon. */
  readonly what: Phrase;
  /** What decides it. */
  readonly parts: readonly ModelResource[];
}

/** Finds hostnames, answered before, that come to lead to a load balancer of AWS where nothing takes their requests. */
export function newlyLedRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const waiting = new Waiting(sides.context);
  return inventory.ofType("awsLoadBalancer").flatMap((machine) => {
    const found = new Map<string, { readonly unready: Unready; readonly hostnames: string[] }>();
    for (const [hostname, host] of comingTo(sides, machine)) {
      const unready = unreadyFor(sides, waiting, machine, host);
      if (unready !== undefined) {
        const key = [unready.severity, ...unready.parts.map((part) => part.key)].join("\n");
        getOrCreate(found, key, () => ({ unready, hostnames: [] })).hostnames.push(hostname);
      }
    }
    return [...found.values()].flatMap((each) => unreadyRisk(sides, machine, each));
  });
}

/** Hostnames that lead to a machine from this change on, each with the name that it is asked by; undefined where that is not known. */
function comingTo(sides: OriginSides, machine: ModelResource): Map<string, string | undefined> {
  const stood = new Set(sides.before.hostnames(sides.earlier(machine)));
  const coming = sides.after.leads
    .to(machine)
    .filter(({ hostname }) => !stood.has(hostname) && sides.wasAnswered(hostname));
  return new Map(
    coming.map(({ hostname, hosts }) => [
      hostname,
      hosts === unknownValue ? undefined : (hosts[0] ?? hostname),
    ]),
  );
}

function unreadyFor(
  sides: OriginSides,
  waiting: Waiting,
  machine: ModelResource,
  host: string | undefined,
): Unready | undefined {
  const { after } = sides;
  const { inventory } = after.model;
  // By which name it is asked decides nothing where there are no rules.
  const taken = after
    .asked(machine)
    .filter((each) => host !== undefined || inventory.linkedTo(each, "listenerRule").length === 0)
    .flatMap((listener) => outcomeFor(inventory, listener, host ?? "").rest ?? []);
  for (const { resource, action } of taken) {
    const code = answeredError(action);
    if (code !== undefined) {
      const what = say`the load balancer itself answers with the code ${code}`;
      return { severity: "high", what, parts: [resource] };
    }
    const empty = emptyGroupsOf(sides, action);
    if (empty !== undefined) {
      return servedByNone(sides, machine, empty);
    }
  }
  return madeToo(sides, waiting, machine);
}

/** A load balancer of the same update, to which a record leads before what serves behind it is healthy. */
function madeToo(
  sides: OriginSides,
  waiting: Waiting,
  machine: ModelResource,
): Unready | undefined {
  const { after, context } = sides;
  const made = (key: string | undefined) => {
    const change = context.changes.get(key ?? "");
    return change?.operation === "create" ? change : undefined;
  };
  const records = after.leads
    .to(machine)
    .filter(({ by }) => modelType(by.type) === "dnsRecord")
    .flatMap(({ by }) => context.changes.get(by.key) ?? []);
  const sources = after.uses
    .filter((use) => use.machine === machine)
    .flatMap(({ group }) => after.sources(group));
  const isReady = ({ resource, serves }: TargetSource): boolean => {
    const change = made(serves?.key) ?? made(resource.key);
    return (
      change === undefined ||
      (records.every((record) => waiting.follows(record, change)) &&
        waitsUntilHealthy(change.after ?? resource) !== "no")
    );
  };
  return made(machine.key) === undefined ||
    records.length === 0 ||
    sources.length === 0 ||
    sources.some(isReady)
    ? undefined
    : {
        severity: "high",
        what: say`the same update makes it with all that serves behind it, and nothing waits until that is healthy, so that they get ${errorOf(loadBalancerErrors.refusedThenEmpty)}`,
        parts: [
          machine,
          ...sources.flatMap(({ resource, serves }) => [resource, ...(serves ? [serves] : [])]),
        ],
      };
}

function servedByNone(
  sides: OriginSides,
  machine: ModelResource,
  empty: EmptyGroups,
): Unready | undefined {
  const severity = severityOfEmpty(sides, empty);
  const unless =
    empty.idle.length > 0 ? [] : say` unless something outside it registers some first`;
  return (
    severity && {
      severity,
      what: say`${emptyWords(empty)}, and they get ${noTargetError(machine)}${unless}`,
      parts: empty.groups,
    }
  );
}

function unreadyRisk(
  sides: OriginSides,
  machine: ModelResource,
  { unready, hostnames }: { readonly unready: Unready; readonly hostnames: readonly string[] },
): Risk[] {
  const led = sides.after.leads.to(machine).filter((lead) => hostnames.includes(lead.hostname));
  const fronts = frontsNaming(sides.after.model.inventory, machine);
  const cause = sides.causes([...led.map(({ by }) => by), ...fronts, machine, ...unready.parts]);
  return causedRisk(machine, cause, () => ({
    ...{ id: "origin-unready", severity: unready.severity, about: hostnames },
    consequence: say`From this change on visitors of ${names(hostnames)} are sent to ${title(machine)}, where nothing serves them until something does: ${unready.what}.`,
    hint: say`Lead the hostname there in an update of its own, after the targets are registered and healthy.`,
  }));
}
