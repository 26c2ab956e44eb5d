import { overlap, readRange } from "../../core/cidrs";
import { unknownValue, type Known } from "../../core/known";
import { allOfCloudflare } from "../firewall/admittedRanges";
import type { Inventory } from "../graph/inventory";
import { isObject, readList, readNumber, readTexts } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import type { ListenerAction } from "./actions";
import { actionOf } from "./forwards";
import { fitsPattern } from "./listenerPatterns";

/** Which requests for one hostname a rule takes. */
export type Share =
  /** Every one. */
  | "all"
  /** Those that another condition holds for: of a path, a header or an address. */
  | "some"
  /** None. */
  | "none"
  /** The plan does not say. */
  | "unknown";

/** What takes requests at a listener. */
export interface Taker {
  /** The rule, or the listener itself for what no rule takes. */
  readonly resource: ModelResource;
  /** What it does with them. */
  readonly action: ListenerAction;
  /** The paths that it takes; empty where it takes requests by something else. */
  readonly paths: readonly string[];
  /** The methods that it takes; empty where it takes every one, or the plan does not say. */
  readonly methods: readonly string[];
  /** Whether it looks at more than hosts, paths and methods that the plan says: at headers, queries or addresses. */
  readonly asksMore: boolean;
  /** Whether it takes requests of certain addresses alone, none of which is Cloudflare's: the load balancer sees those that connect to it. */
  readonly isForOthers: boolean;
}

/** What happens at a listener to the requests for one hostname. */
export interface HostOutcome {
  /** What takes some of them first, in the order of the rules. */
  readonly some: readonly Taker[];
  /** What takes all the others; undefined where the plan does not say. */
  readonly rest: Taker | undefined;
}

/**
 * Follows the rules of a listener for one hostname.
 * @param inventory - The resources.
 * @param listener - The listener.
 * @param host - The Host header, in lower case.
 * @returns What takes the requests.
 */
export function outcomeFor(
  inventory: Inventory,
  listener: ModelResource,
  host: string,
): HostOutcome {
  const some: Taker[] = [];
  for (const rule of orderedRules(inventory, listener)) {
    const share = shareOf(rule, host);
    const taker = takerOf(inventory, rule);
    if (share === "all") {
      return { some, rest: taker };
    }
    if (share === "unknown") {
      return { some, rest: undefined };
    }
    if (share === "some") {
      some.push(taker);
    }
  }
  return { some, rest: takerOf(inventory, listener) };
}

/**
 * Finds what takes the requests for one path.
 * @param outcome - What happens to the requests for a hostname.
 * @param path - The path, without its query.
 * @param method - The method. Defaults to the one by which pages are asked for.
 * @returns What does; undefined where something else than path and method decides it.
 */
export function takerOfPath(
  { some, rest }: HostOutcome,
  path: string,
  method = "GET",
): Taker | undefined {
  const first = some.find(
    ({ paths, methods }) =>
      (methods.length === 0 || methods.includes(method)) &&
      (paths.length === 0 || paths.some((pattern) => fitsPattern(pattern, path))),
  );
  return first === undefined ? rest : first.asksMore ? undefined : first;
}

/**
 * Lists paths that a pattern matches.
 * @param pattern - The pattern of a path condition.
 * @returns The pattern's own path, and one beneath it for an asterisk at its end. Source: Elastic Load Balancing user guide,
 * rule-condition-types (path conditions: `*` matches nothing or more, `?` exactly one character).
 */
export function samplePaths(pattern: string): string[] {
  const plain = pattern.replaceAll("?", "a").replace(/^\*+/, "/1");
  const [bare, beneath] = [plain.replaceAll("*", ""), plain.replace(/\/?\*$/, "/1")];
  return plain.endsWith("*") && bare !== "/" ? [bare, beneath.replaceAll("*", "")] : [bare];
}

/**
 * Lists the hostnames that rules of a listener name one by one.
 * @param inventory - The resources.
 * @param listener - The listener.
 * @returns The hostnames, in lower case; patterns are left out.
 */
export function hostsOfRules(inventory: Inventory, listener: ModelResource): string[] {
  return inventory.linkedTo(listener, "listenerRule").flatMap(hostsOfRule);
}

/**
 * Lists the hostnames that a rule names one by one.
 * @param rule - The rule.
 * @returns The hostnames, in lower case; patterns are left out.
 */
export function hostsOfRule(rule: ModelResource): string[] {
  return conditionsOf(rule)
    .flatMap(({ hostHeader }) => (isObject(hostHeader) ? (valuesOf(hostHeader) ?? []) : []))
    .filter((host) => !/[*?]/.test(host))
    .map((host) => host.toLowerCase());
}

/**
 * Whether a rule names a path, by a pattern that is not of every path.
 * @param rule - The rule.
 * @param path - The path, without its query.
 */
export function namesPath(rule: ModelResource, path: string): boolean {
  return conditionsOf(rule)
    .flatMap(({ pathPattern }) => valuesOf(pathPattern) ?? [])
    .some((pattern) => !isOfEveryPath(pattern) && fitsPattern(pattern, path));
}

function isOfEveryPath(pattern: string): boolean {
  return pattern === "*" || pattern === "/*";
}

function takerOf(inventory: Inventory, resource: ModelResource): Taker {
  const conditions = conditionsOf(resource);
  const paths = conditions.flatMap(({ pathPattern }) => valuesOf(pathPattern) ?? []);
  const methods = conditions.flatMap(({ httpRequestMethod }) => valuesOf(httpRequestMethod) ?? []);
  return {
    ...{ resource, action: actionOf(inventory, resource), paths, methods },
    asksMore: conditions.some(asksMore),
    isForOthers: conditions.some(({ sourceIp }) => isForOthers(sourceIp)),
  };
}

/** Source: Elastic Load Balancing user guide, rule-condition-types (source IP address conditions: the address of the connection, not that of X-Forwarded-For). */
function isForOthers(sourceIp: ModelObject[string] | undefined): boolean {
  const ranges = isObject(sourceIp) ? (valuesOf(sourceIp) ?? []) : [];
  const own = ranges.map(readRange).filter((range) => range !== undefined);
  return (
    ranges.length > 0 &&
    own.length === ranges.length &&
    !own.some((range) => allOfCloudflare.some((each) => overlap(range, each)))
  );
}

/** Whether a condition is about something else than a host, a path or a method, or the plan does not say about which. */
function asksMore({
  httpHeader,
  queryStrings,
  sourceIp,
  pathPattern,
  httpRequestMethod,
}: ModelObject): boolean {
  const queries = readList(queryStrings);
  const isOf = (each: ModelObject[string] | undefined): boolean =>
    isObject(each) && valuesOf(each) === undefined;
  return (
    isObject(httpHeader) ||
    isObject(sourceIp) ||
    queries === unknownValue ||
    queries.length > 0 ||
    isOf(pathPattern) ||
    isOf(httpRequestMethod)
  );
}

/** A rule without a priority comes after those that have one. Source: AWS Terraform provider, aws_lb_listener_rule, argument priority ("next available priority after currently existing highest rule"). */
function orderedRules(inventory: Inventory, listener: ModelResource): ModelResource[] {
  const last = Number.MAX_SAFE_INTEGER;
  const place = ({ properties }: ModelResource): number => {
    const priority = readNumber(properties.priority);
    return typeof priority === "number" ? priority : last;
  };
  return inventory
    .linkedTo(listener, "listenerRule")
    .sort((left, right) => place(left) - place(right));
}

function conditionsOf({ properties }: ModelResource): readonly ModelObject[] {
  const conditions = readList(properties.conditions);
  return (conditions === unknownValue ? [] : conditions).filter(isObject);
}

/** All conditions of a rule must hold; of the values of one, one must. Source: Elastic Load Balancing user guide, rule-condition-types. */
function shareOf(rule: ModelResource, host: string): Share {
  if (readList(rule.properties.conditions) === unknownValue) {
    return "unknown";
  }
  const shares = conditionsOf(rule).map((condition) => shareOfCondition(condition, host));
  const strongest = (["none", "unknown", "some"] as const).find((each) => shares.includes(each));
  return strongest ?? "all";
}

function shareOfCondition({ hostHeader, pathPattern }: ModelObject, host: string): Share {
  if (isObject(hostHeader)) {
    const values = valuesOf(hostHeader);
    return values === undefined
      ? "unknown"
      : values.some((pattern) => fitsPattern(pattern, host))
        ? "all"
        : "none";
  }
  const paths = isObject(pathPattern) ? valuesOf(pathPattern) : [];
  return paths?.some(isOfEveryPath) === true ? "all" : "some";
}

/** The patterns of a condition; undefined where one is not known, or is a regular expression. */
function valuesOf(condition: ModelObject[string] | undefined): readonly string[] | undefined {
  const own = isObject(condition) ? condition : {};
  const values = readTexts(own.values);
  const expressions = readTexts(own.regexValues);
  const known: readonly Known<string>[] = values === unknownValue ? [unknownValue] : values;
  const texts = known.filter((value) => typeof value === "string");
  const isKnown = texts.length === known.length && expressions !== unknownValue;
  return isKnown && expressions.length === 0 ? texts : undefined;
}
