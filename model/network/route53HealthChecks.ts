import { calculatedHealthCheck } from "../../facts/aws/route53";
import { negated, type Certainty } from "../../core/certainty";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { knownList, readFlag, readList, readNumber, readText } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";

/** How Route 53 takes what a health check finds. */
export interface HealthCheckNode {
  /** Whether what it asks counts as well whatever it answers. */
  readonly isDisabled: Certainty;
  /** Whether what answers counts as unwell. */
  readonly isInverted: Certainty;
}

/**
 * Reads a health check of Route 53.
 * @param check - A `HealthCheck`.
 */
export function readHealthCheck({ properties }: ModelResource): HealthCheckNode {
  return {
    isDisabled: readFlag(properties.disabled, "no"),
    isInverted: readFlag(properties.invertHealthcheck, "no"),
  };
}

/**
 * Lists the records of Route 53 that are told while a health check finds them well.
 * @param inventory - The resources.
 * @param check - The health check.
 * @returns Those that have others beside them: of a single one nothing else could be told. Source: Amazon Route 53 developer guide,
 * dns-failover-how-it-works.
 */
export function recordsOfCheck(inventory: Inventory, check: ModelResource): ModelResource[] {
  return inventory
    .linkedToAny(tokensOf(check), "route53Record")
    .filter(({ properties }) => (readText(properties.setIdentifier) ?? "") !== "");
}

/** The health checks that a calculated one counts. */
export interface CountedChecks {
  /** Whether it is unhealthy where they are well. */
  readonly isInverted: Certainty;
  /** How many of them must be well. */
  readonly threshold: number;
  /** What each of them is called. */
  readonly names: ReadonlySet<string>;
  /** What of them the inventory holds. */
  readonly children: readonly ModelResource[];
}

/**
 * Reads what a calculated health check counts.
 * @param inventory - The resources.
 * @param check - A `HealthCheck`.
 * @returns Undefined for other checks, and where the plan does not say.
 */
export function countedChecks(
  inventory: Inventory,
  check: ModelResource,
): CountedChecks | undefined {
  const { properties } = check;
  const threshold = readNumber(properties.childHealthThreshold);
  const listed = knownList(readList(properties.childHealthchecks));
  if (
    readText(properties.type) !== calculatedHealthCheck ||
    typeof threshold !== "number" ||
    listed === undefined
  ) {
    return undefined;
  }
  const names = new Set(listed.map((child) => linkTokens(child).join()));
  const children = listed.flatMap(
    (child) => firstLinked(inventory, "route53HealthCheck", child) ?? [],
  );
  return {
    isInverted: readHealthCheck(check).isInverted,
    threshold,
    names,
    children: [...new Set(children)],
  };
}

/**
 * Whether a calculated health check that was healthy stays so for certain when it comes to count otherwise: each child that goes was perhaps well.
 * @param was - What it counted.
 * @param is - What it counts.
 */
export function countsNoMore(was: CountedChecks, is: CountedChecks): boolean {
  const gone = [...was.names].filter((name) => !is.names.has(name));
  return is.isInverted === "no" && is.threshold <= was.threshold - gone.length;
}

/**
 * Says what a health check counts as whatever is answered. What is disabled is healthy, and a calculated one is unhealthy where more must be well
 * than there are, and healthy where none must be; what is inverted is the other. Source: Amazon Route 53 API reference, UpdateHealthCheck
 * (HealthThreshold, Disabled, Inverted).
 * @param inventory - The resources.
 * @param check - A `HealthCheck`.
 * @returns `yes` for what is always healthy, `no` for what is always unhealthy; `unknown` where that depends, or the plan does not say.
 */
export function alwaysHealthy(inventory: Inventory, check: ModelResource): Certainty {
  const counted = countedChecks(inventory, check);
  const fixed = (counted?.children ?? []).map(countsAs);
  const [well, unwell] = (["yes", "no"] as const).map(
    (each) => fixed.filter((own) => own === each).length,
  );
  return turned(
    check,
    counted === undefined || well === undefined || unwell === undefined
      ? "unknown"
      : counted.threshold <= well
        ? "yes"
        : counted.threshold > counted.names.size - unwell
          ? "no"
          : "unknown",
  );
}

function countsAs(check: ModelResource): Certainty {
  return turned(check, "unknown");
}

/** What a health check counts as that is, before it is disabled or inverted, always healthy or not. */
function turned(check: ModelResource, healthy: Certainty): Certainty {
  const { isDisabled, isInverted } = readHealthCheck(check);
  const own = isDisabled === "yes" ? "yes" : isDisabled === "no" ? healthy : "unknown";
  return isInverted === "unknown" ? "unknown" : isInverted === "yes" ? negated(own) : own;
}

/**
 * Whether a record of Route 53 is told no more whatever is answered, unless no other one of its name is well.
 * @param inventory - The resources.
 * @param record - The record.
 */
export function restsOnUnhealthy(inventory: Inventory, { properties }: ModelResource): boolean {
  const check = firstLinked(inventory, "route53HealthCheck", properties.healthCheckId);
  return check !== undefined && alwaysHealthy(inventory, check) === "no";
}
