import { isInZone } from "../core/hostnames";
import { negated, type Certainty } from "../core/certainty";
import type { Known } from "../core/known";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import { whenKnown, type Constraint } from "./constraint";

/** What the API looks at in a Worker's route. */
export interface WorkerRouteFields {
  /** Which requests meet it: `example.com/images/*`. */
  readonly pattern: Known<string>;
}

/** The zone around a route. */
export interface WorkerRouteView {
  /** Its name. */
  readonly zoneName: Known<string>;
  /** Whether another of its routes has the pattern. */
  readonly isTaken: Certainty;
}

type WorkerRouteConstraint = Constraint<WorkerRouteFields, WorkerRouteView>;

/** A pattern taken apart. */
interface PatternParts {
  readonly host: string;
  readonly path: string;
}

function partsOf(pattern: string): PatternParts {
  const [, host = "", path = ""] = /^(?:https?:\/\/)?([^/]*)(.*)$/s.exec(pattern) ?? [];
  return { host: host.toLowerCase(), path };
}

/**
 * Writes a pattern so that two that are one read alike: the case of the hostname does not matter, and without a path it is `/`.
 * Source: Cloudflare docs, workers/configuration/routing/routes.
 * @param pattern - The pattern.
 * @returns The pattern as it is compared.
 */
export function comparedPattern(pattern: string): string {
  const { host, path } = partsOf(pattern);
  const [scheme = ""] = /^https?:\/\//.exec(pattern) ?? [];
  return `${scheme}${host}${path === "" ? "/" : path}`;
}

/** `*example.com` is meant with what ends so; of a pattern for all hostnames, as SSL for SaaS needs it, nothing is asked. */
function includesZone(pattern: string, zoneName: string): boolean {
  const { host } = partsOf(pattern);
  const name = host.replace(/^\*\.?/, "");
  return host === "*" || isInZone(name, zoneName);
}

/**
 * A route is one of the zone's. Source: that of the error; that `*` and a slash are taken, cloudflare-docs issue 21586.
 */
export const includesZoneName: WorkerRouteConstraint = {
  id: "worker-route/includes-zone-name",
  property: "pattern",
  must: (_fields, { zoneName }) => `have a hostname of the zone ${String(zoneName)}`,
  error: apiErrors.routePatternInvalid,
  answer: ({ pattern }) => `Route pattern must include zone name: ${String(pattern)}`,
  holds: ({ pattern }, { zoneName }) =>
    typeof zoneName === "string"
      ? whenKnown(pattern, (one) => includesZone(one, zoneName))
      : "unknown",
};

/** Wildcards stand at two places alone. Source: that of the error. */
export const wildcardsAtEnds: WorkerRouteConstraint = {
  id: "worker-route/wildcards-at-ends",
  property: "pattern",
  must: "have wildcards at the beginning of its hostname and at the end of its path alone",
  error: apiErrors.routePatternInvalid,
  answer: ({ pattern }) =>
    `Route pattern may only contain wildcards at the beginning of the hostname and the end of the path: ${String(pattern)}`,
  holds: ({ pattern }) =>
    whenKnown(pattern, (one) => {
      const { host, path } = partsOf(one);
      return !host.slice(1).includes("*") && !path.slice(0, -1).includes("*");
    }),
};

/** A pattern says nothing of a query. Source: that of the error. */
export const withoutQuery: WorkerRouteConstraint = {
  id: "worker-route/without-query",
  property: "pattern",
  must: "have no query",
  error: apiErrors.routePatternInvalid,
  answer: ({ pattern }) => `Route pattern should not have query parameters ${String(pattern)}`,
  holds: ({ pattern }) => whenKnown(pattern, (one) => !one.includes("?")),
};

/** A zone has each pattern once. */
export const patternFree: WorkerRouteConstraint = {
  id: "worker-route/pattern-free",
  property: "pattern",
  must: "be no other route's of the zone",
  error: apiErrors.routeExists,
  answer: "A route with the same pattern already exists",
  holds: (_fields, { isTaken }) => negated(isTaken),
};

/** What the API refuses of a Worker's route, in the order in which it is looked at. */
export const workerRouteConstraints: readonly WorkerRouteConstraint[] = [
  withoutQuery,
  wildcardsAtEnds,
  includesZoneName,
  patternFree,
];
