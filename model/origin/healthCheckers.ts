import { route53HealthCheckers } from "../../facts/aws/route53HealthCheckers";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { anyOf, type Certainty } from "../../core/certainty";
import { isWithin, joinRanges, overlap, parseRanges, readRange } from "../../core/cidrs";
import { unknownValue } from "../../core/known";
import { admitsPort, type GroupRule } from "../firewall/groupRules";
import { groupsOn } from "../firewall/protectedEndpoints";
import { prefixListEntries } from "../firewall/prefixLists";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { readNumber, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { targetOf } from "../graph/targets";
import type { OriginMachines, OriginPlace } from "../traffic/originMachines";
import { admission } from "./admission";

const checkers = parseRanges(route53HealthCheckers);

/**
 * Whether all addresses of a range are such from which Route 53 asks.
 * @param cidr - The range.
 */
export function isOfHealthCheckers(cidr: string): boolean {
  const range = readRange(cidr);
  return range !== undefined && isWithin(range, joinRanges(checkers));
}

/** What a health check of Route 53 asks. */
export interface AskedMachine {
  /** The load balancer or machine. */
  readonly machine: ModelResource;
  /** The port. */
  readonly port: number;
  /** Whether its security groups let in the addresses from which Route 53 asks: some of them are enough. */
  readonly isLetIn: Certainty;
}

/**
 * Finds what a health check of Route 53 asks.
 * @param inventory - The resources.
 * @param check - A `HealthCheck`.
 * @param machines - What stands at the addresses of these resources.
 * @returns The machines that the inventory holds; none for a check that asks nothing itself.
 */
export function machinesAsked(
  inventory: Inventory,
  { properties }: ModelResource,
  machines: OriginMachines,
): AskedMachine[] {
  const type = String(readText(properties.type) ?? "");
  const usual = type.startsWith("HTTPS") ? defaultHttpsPort : defaultHttpPort;
  const port = readNumber(properties.port) ?? usual;
  const given = properties.ipAddress ?? properties.fqdn;
  const place: OriginPlace = { address: readText(given), addressFrom: linkTokens(given) };
  return !/^(?:HTTPS?|TCP)/.test(type) || typeof port !== "number"
    ? []
    : machines.at(place).map((machine) => ({
        ...{ machine, port, isLetIn: letsIn(inventory, machine, port) },
      }));
}

function letsIn(inventory: Inventory, machine: ModelResource, port: number): Certainty {
  return admission(inventory, groupsOn(inventory, machine), (rule) =>
    letsInByRule(inventory, rule, port),
  );
}

function letsInByRule(inventory: Inventory, rule: GroupRule, port: number): Certainty {
  const atPort = rule.applies === "no" ? "no" : admitsPort(rule, port);
  if (atPort === "no") {
    return "no";
  }
  const isAmong = (cidr: GroupRule["cidrs"][number]): boolean => {
    const range = cidr === unknownValue ? undefined : readRange(cidr);
    return range === undefined || checkers.some((each) => overlap(range, each));
  };
  // The list of AWS itself, which holds them, is in no plan.
  const isListed = rule.prefixLists.map((id): Certainty => {
    const target = targetOf(inventory, id, "prefixList");
    const [list] = target?.state === "found" ? target.resources : [];
    const entries = list && prefixListEntries(inventory, list);
    return entries === undefined || entries.maybeMore || entries.cidrs.some(isAmong)
      ? "unknown"
      : "no";
  });
  return rule.cidrs.some(isAmong) ? atPort : anyOf(isListed);
}
