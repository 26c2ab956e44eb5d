import { edgeServices } from "../../facts/cloudflare/edgeServices";
import { ownEntry } from "../../core/ownEntry";
import { canonicalHostname } from "../../model/graph/hostnames";
import type { PlanChange, PlanResource } from "../../model/plan/plan";
import { readText } from "../../model/graph/reading";
import { isPlaceholder } from "../../core/reservedAddresses";
import { causeOf, type Risk, type RiskContext } from "./risk";
import { say } from "../words/words";

/**
 * Finds hostnames for which something of Cloudflare answered in place of an origin, and no longer does.
 * @param context - The plan.
 * @returns The risks.
 */
export function edgeServiceRisks(context: RiskContext): Risk[] {
  const touched = context.plan.changes.filter(
    ({ type, leftover, before }) =>
      !leftover && Object.hasOwn(edgeServices, type) && before?.retainOnDelete === false,
  );
  if (touched.length === 0) {
    return [];
  }
  const left = new Set(context.plan.after.map(nameOf));
  return touched.flatMap((change): Risk[] => {
    const name = change.before && nameOf(change.before);
    const isLost = name !== undefined && !left.has(name);
    const isAway = change.operation === "replace" && change.deleteFirst === true;
    return name === undefined || !(isLost || isAway)
      ? []
      : [lostRisk(context, change, name, isLost)];
  });
}

/** The hostname or pattern that something of Cloudflare answers for. */
function nameOf({ type, properties }: PlanResource): string | undefined {
  const property = ownEntry(edgeServices, type)?.property;
  const name = property === undefined ? undefined : readText(properties[property]);
  const isOff = property === "pattern" && readText(properties.script) === undefined;
  return typeof name === "string" && !isOff ? canonicalHostname(name) : undefined;
}

function lostRisk(context: RiskContext, change: PlanChange, name: string, isLost: boolean): Risk {
  const { service = "", without } = ownEntry(edgeServices, change.type) ?? {};
  const leadsNowhere =
    without === undefined && leadsNowhereFrom(context, name.split("/")[0] ?? name);
  const when = isLost ? say`After this change` : say`Between the deletion and the creation`;
  return {
    kind: isLost ? "edge-service-lost" : "edge-service-gap",
    severity: without !== undefined || leadsNowhere ? "high" : "medium",
    subject: change.key,
    title: name,
    consequence: [
      ...when,
      ...say` ${[service]} no longer answers for ${name}: `,
      ...(without !== undefined
        ? [without]
        : leadsNowhere
          ? ["the record beneath leads nowhere on purpose, and visitors get Error 522"]
          : ["requests go to the origin instead"]),
      ".",
    ],
    causes: [causeOf(change, change.replacedFor)],
    wayOut: say`Let something else answer for ${name} first, and take this away in a later update.`,
    covers: [],
  };
}

/** Whether the records of a hostname lead to an address at which nobody is meant to answer. */
function leadsNowhereFrom({ after }: RiskContext, hostname: string): boolean {
  const { records } = after.pathOf(hostname);
  return (
    records.length > 0 &&
    records.every(({ content }) => typeof content === "string" && isPlaceholder(content))
  );
}
