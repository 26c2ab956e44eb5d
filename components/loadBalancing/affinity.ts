import { brokenRules } from "../../constraints/constraint";
import {
  noStickyByHeader,
  sameSiteNoneIsSecure,
  type LoadBalancerFields,
} from "../../constraints/loadBalancers";
import { describeValue, type Problem } from "../../core/problem";
import {
  affinityTtlSeconds,
  SessionAffinity,
  ZeroDowntimeFailover,
} from "../../facts/cloudflare/loadBalancing";
import type { ProblemList } from "../internal/checked";
import { argoOrTieredCacheOn, secondOwnerProblem } from "../internal/singletons";
import { repeated, wholeNumberProblem } from "../../core/rules";
import type { FailoverLoadBalancerArgs, SessionAffinityArgs } from "./args";
import { limitsOf } from "./limits";
import { resolveAffinity, type ResolvedAffinity } from "./resolveAffinity";

/**
 * Checks what goes together in what keeps a session on one origin.
 * @param problems - Takes what is wrong.
 * @param args - The component's arguments.
 */
export function checkAffinity(problems: ProblemList, args: FailoverLoadBalancerArgs): void {
  const given = args.sessionAffinity;
  if (given === undefined || !Object.values(SessionAffinity).includes(given.type)) {
    return;
  }
  const affinity = resolveAffinity(args);
  problems.add(
    ...(affinity === undefined
      ? idleProblems(given)
      : [
          ...timesProblems(affinity),
          ...cookieProblems(affinity),
          ...headersProblems(affinity, given, limitsOf(args).affinityHeaders),
          ...failoverProblems(affinity, args),
        ]),
  );
}

function idleProblems(given: SessionAffinityArgs): readonly Problem[] {
  return Object.entries(given)
    .filter(([field, value]) => field !== "type" && value !== undefined)
    .map(([field, value]) => ({
      path: `sessionAffinity.${field}`,
      rule: "be left out where the type is none",
      actual: describeValue(value),
    }));
}

function timesProblems({
  type,
  ttlSeconds,
  drainSeconds,
}: ResolvedAffinity): readonly (Problem | undefined)[] {
  return [
    wholeNumberProblem("sessionAffinity.ttlSeconds", ttlSeconds, affinityTtlSeconds[type]),
    wholeNumberProblem("sessionAffinity.drainSeconds", drainSeconds, {
      minimum: 0,
      maximum: Math.min(ttlSeconds, affinityTtlSeconds[type].maximum),
    }),
  ];
}

/** What the API is to be asked for. */
function fieldsOf(affinity: ResolvedAffinity): LoadBalancerFields {
  return {
    ...{ steeringPolicy: "", popPools: {} },
    sessionAffinity: affinity.type,
    sessionAffinityTtl: affinity.ttlSeconds,
    "sessionAffinityAttributes.zeroDowntimeFailover": affinity.zeroDowntimeFailover,
    "sessionAffinityAttributes.samesite": affinity.sameSite,
    "sessionAffinityAttributes.secure": affinity.secure,
  };
}

function cookieProblems(affinity: ResolvedAffinity): readonly Problem[] {
  return brokenRules([sameSiteNoneIsSecure], fieldsOf(affinity), undefined).map(
    ({ must, actual }) => ({
      path: "sessionAffinity.secure",
      ...{ rule: must, actual },
      hint: "Browsers drop such a cookie, and Cloudflare refuses it; say Always",
    }),
  );
}

function headersProblems(
  { type, headers }: ResolvedAffinity,
  given: SessionAffinityArgs,
  most: number,
): readonly Problem[] {
  const path = "sessionAffinity.headers";
  const actual = describeValue(headers);
  if (type !== SessionAffinity.Header) {
    return (["headers", "requireAllHeaders"] as const)
      .filter((field) => given[field] !== undefined)
      .map((field) => ({
        path: `sessionAffinity.${field}`,
        rule: "be left out unless the type is header",
        actual: describeValue(given[field]),
      }));
  }
  if (headers.length < 1 || headers.length > most) {
    const count = most === 1 ? "one header" : `1 to ${most} headers`;
    return [{ path, rule: `name ${count}, which is what the plan has`, actual }];
  }
  // What is no text is refused by the schema.
  return repeated(headers.map((name) => `${name}`.toLowerCase())).length > 0
    ? [{ path, rule: "name each header once", actual }]
    : [];
}

function failoverProblems(
  affinity: ResolvedAffinity,
  { zoneId, usesArgoOrTieredCache }: FailoverLoadBalancerArgs,
): readonly (Problem | undefined)[] {
  const { zeroDowntimeFailover } = affinity;
  const path = "sessionAffinity.zeroDowntimeFailover";
  const actual = describeValue(zeroDowntimeFailover);
  return [
    ...brokenRules([noStickyByHeader], fieldsOf(affinity), undefined).map(() => ({
      path,
      rule: "not be sticky where the type is header",
      actual,
      hint: "Say temporary, with which the session returns to its origin when that is well",
    })),
    zeroDowntimeFailover === ZeroDowntimeFailover.None
      ? undefined
      : usesArgoOrTieredCache === true
        ? {
            path,
            rule: "be none where the zone uses Argo or Tiered Cache",
            actual,
            hint: "Cloudflare documents them as incompatible: choose one of the two",
          }
        : secondOwnerProblem(argoOrTieredCacheOn(zoneId, zeroDowntimeFailover)),
  ];
}
