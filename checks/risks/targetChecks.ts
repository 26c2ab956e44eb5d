import { albDefaults } from "../../facts/aws/albBehaviour";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import {
  healthCheckDefaults,
  readTargetGroup,
  type TargetCheck,
  type TargetGroupNode,
} from "../../model/origin/targetGroups";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { GroupUse } from "../../model/origin/forwards";
import type { OriginPaths } from "../../model/origin/originPaths";
import { targetPorts } from "../../model/origin/targets";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { isInVain, vainCheck } from "./vainChecks";
import { errorOf, say } from "../words/words";

/** Finds target groups whose targets are asked otherwise whether they are well, and may not be by that. */
export function targetCheckRisks(sides: OriginSides): Risk[] {
  return sides.after.distinctUses.flatMap((use): Risk[] => {
    const { group } = use;
    const old = sides.earlier(group);
    if (old === undefined) {
      return [];
    }
    if (!asksMore(sides, old, group)) {
      return lateRisk(sides, use, old);
    }
    const cause = sides.causes([group]);
    if (isInVain(sides.after, group) && !isInVain(sides.before, old)) {
      return causedRisk(group, cause, () => vainCheck(sides, use));
    }
    return causedRisk(group, cause, () => ({
      ...{ id: "target-check-changed", severity: "medium" },
      consequence: say`From this change on the targets of ${title(group)} are asked otherwise whether they are well: where they do not answer that in time, all of them are out within a minute or two, what replaces unhealthy machines and tasks does so, and ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.unhealthyTargets)} until they do.`,
      hint: say`See that every target answers the new check before it is asked.`,
    }));
  });
}

/** Targets that do not answer, which come to keep their requests for much longer. */
function lateRisk(sides: OriginSides, use: GroupUse, old: ModelResource): Risk[] {
  const { group } = use;
  const [was, is] = [old, group].map((each) => outSeconds(readTargetGroup(each).check));
  const isLate = was !== undefined && is !== undefined && is >= 2 * was && is > longestSeconds;
  return causedRisk(group, isLate ? sides.causes([group]) : [], () => ({
    ...{ id: "target-check-changed", severity: "medium" },
    consequence: say`From this change on a target of ${title(group)} that does not answer keeps its requests for up to ${is ?? ""} seconds and no longer for ${was ?? ""}: ${sides.visitors(use)} whom it gets meet ${errorOf(loadBalancerErrors.unhealthyTargets)} for as long.`,
    hint: say`Keep interval times unhealthy threshold within ${longestSeconds} seconds.`,
  }));
}

/** As much as targets need to be out where nobody says otherwise. */
const longestSeconds = albDefaults.healthCheckIntervalSeconds * albDefaults.unhealthyThreshold;

/** Seconds until a target that does not answer is out; undefined where they are not known. Source: Elastic Load Balancing user guide, target-group-health-checks. */
function outSeconds({
  intervalSeconds = albDefaults.healthCheckIntervalSeconds,
  unhealthyThreshold = albDefaults.unhealthyThreshold,
}: TargetCheck): number | undefined {
  return typeof intervalSeconds === "number" && typeof unhealthyThreshold === "number"
    ? intervalSeconds * unhealthyThreshold
    : undefined;
}

/** Whether what was well by the check of before may be ill by that of after. */
function asksMore(sides: OriginSides, old: ModelResource, group: ModelResource): boolean {
  const [was, is] = [readTargetGroup(old), readTargetGroup(group)];
  const [before, now] = [askedBy(was.check, is), askedBy(is.check, is)];
  const ports = [checkPorts(sides.before, old), checkPorts(sides.after, group)];
  const isElsewhere = before.port !== now.port && (ports[0] === "" || ports[0] !== ports[1]);
  if (isHurried(was.check, is.check) || isElsewhere) {
    return true;
  }
  // Who answers by HTTP takes the connection first.
  const isConnectionAlone = now.protocol === "TCP" && String(before.protocol).startsWith("HTTP");
  return (
    !isConnectionAlone &&
    (before.protocol !== now.protocol ||
      before.path !== now.path ||
      !areAmong(before.matcher, now.matcher))
  );
}

/** What is not set is asked as the API does it, by the protocol of the group after the change: another one is told with its targets. */
function askedBy(
  check: TargetCheck,
  group: TargetGroupNode,
): Record<"matcher" | "path" | "port" | "protocol", unknown> {
  const usual = healthCheckDefaults(group);
  return {
    protocol: check.protocol ?? usual.protocol,
    port: check.port ?? usual.port,
    path: check.path ?? usual.path,
    matcher: check.matcher ?? usual.matcher,
  };
}

/** The ports at which targets are asked, as a text; empty where one is not known. */
function checkPorts(paths: OriginPaths, group: ModelResource): string {
  const node = readTargetGroup(group);
  const ports = paths.sources(group).map((source) => targetPorts(source, node).check);
  return ports.every((port) => typeof port === "number") ? [...new Set(ports)].join() : "";
}

/** Whether codes are all among others. They stand one by one or as ranges. Source: Elastic Load Balancing API reference 2015-12-01, Matcher. */
function areAmong(codes: unknown, others: unknown): boolean {
  if (typeof codes !== "string" || typeof others !== "string") {
    return codes === others;
  }
  const spans = spansOf(others);
  return spansOf(codes).every(([first, last]) =>
    spans.some(([from, to]) => from <= first && last <= to),
  );
}

function spansOf(codes: string): (readonly [number, number])[] {
  return codes.split(",").map((each) => {
    const [first = "", last = first] = each.split("-");
    return [Number(first), Number(last)];
  });
}

/** Whether targets have less time to answer, as far as both are known: what takes longer is ill from then on. */
function isHurried(was: TargetCheck, is: TargetCheck): boolean {
  const [before, now] = [was, is].map(
    ({ timeoutSeconds = albDefaults.healthCheckTimeoutSeconds }) => timeoutSeconds,
  );
  return typeof before === "number" && typeof now === "number" && now < before;
}
