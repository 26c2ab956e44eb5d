import type { ProblemList } from "../internal/checked";
import {
  affinityHeaderPattern,
  affinityTtlSeconds,
  CookieSameSite,
  CookieSecure,
  SessionAffinity,
  ZeroDowntimeFailover,
} from "../../facts/cloudflare/loadBalancing";
import { brokenRules } from "../../constraints/constraint";
import {
  noStickyByHeader,
  sameSiteNoneIsSecure,
  type LoadBalancerFields,
} from "../../constraints/loadBalancers";
import { describeValue } from "../../core/problem";
import { settleAffinity, type SettledAffinity } from "./affinity";
import type { FailoverLoadBalancerArgs, SessionAffinityArgs } from "./args";
import { limitsOf } from "./limits";
import { oneOfProblem, repeated, wholeNumberProblem } from "../internal/rules";

/**
 * Checks what keeps a session on one origin.
 * @param problems - Gathers what is wrong.
 * @param args - The component's arguments.
 */
export function checkAffinity(problems: ProblemList, args: FailoverLoadBalancerArgs): void {
  const given = args.sessionAffinity;
  if (given === undefined) {
    return;
  }
  const types = Object.values(SessionAffinity);
  const unknown = oneOfProblem("sessionAffinity.type", given.type, types);
  problems.add(unknown);
  const affinity = unknown === undefined ? settleAffinity(args) : undefined;
  if (affinity === undefined) {
    if (unknown === undefined) {
      checkNothingElse(problems, given);
    }
    return;
  }
  checkTimes(problems, affinity);
  checkCookie(problems, affinity);
  checkHeaders(problems, affinity, given, limitsOf(args).affinityHeaders);
  checkFailover(problems, affinity, args);
}

function checkNothingElse(problems: ProblemList, given: SessionAffinityArgs): void {
  for (const [field, value] of Object.entries(given)) {
    if (field !== "type" && value !== undefined) {
      problems.add({
        path: `sessionAffinity.${field}`,
        rule: "be left out where the type is none",
        got: describeValue(value),
      });
    }
  }
}

function checkTimes(
  problems: ProblemList,
  { type, ttlSeconds, drainSeconds }: SettledAffinity,
): void {
  problems.add(
    wholeNumberProblem("sessionAffinity.ttlSeconds", ttlSeconds, affinityTtlSeconds[type]),
    wholeNumberProblem("sessionAffinity.drainSeconds", drainSeconds, {
      minimum: 0,
      maximum: Math.min(ttlSeconds, affinityTtlSeconds[type].maximum),
    }),
  );
}

/** What the API is to be asked for. */
function fieldsOf(affinity: SettledAffinity): LoadBalancerFields {
  return {
    ...{ steeringPolicy: "", popPools: {} },
    sessionAffinity: affinity.type,
    sessionAffinityTtl: affinity.ttlSeconds,
    "sessionAffinityAttributes.zeroDowntimeFailover": affinity.zeroDowntimeFailover,
    "sessionAffinityAttributes.samesite": affinity.sameSite,
    "sessionAffinityAttributes.secure": affinity.secure,
  };
}

function checkCookie(problems: ProblemList, affinity: SettledAffinity): void {
  const { sameSite, secure } = affinity;
  problems.add(
    oneOfProblem("sessionAffinity.sameSite", sameSite, Object.values(CookieSameSite)),
    oneOfProblem("sessionAffinity.secure", secure, Object.values(CookieSecure)),
  );
  problems.add(
    ...brokenRules([sameSiteNoneIsSecure], fieldsOf(affinity), undefined).map(({ must, got }) => ({
      path: "sessionAffinity.secure",
      ...{ rule: must, got },
      wayOut: "Browsers drop such a cookie, and Cloudflare refuses it; say Always",
    })),
  );
}

function checkHeaders(
  problems: ProblemList,
  { type, headers }: SettledAffinity,
  given: SessionAffinityArgs,
  most: number,
): void {
  const path = "sessionAffinity.headers";
  if (type !== SessionAffinity.Header) {
    for (const field of ["headers", "requireAllHeaders"] as const) {
      if (given[field] !== undefined) {
        problems.add({
          path: `sessionAffinity.${field}`,
          rule: "be left out unless the type is header",
          got: describeValue(given[field]),
        });
      }
    }
    return;
  }
  if (headers.length < 1 || headers.length > most) {
    problems.add({
      path,
      rule: `name ${most === 1 ? "one header" : `1 to ${most} headers`}, which is what the plan has`,
      got: describeValue(headers),
    });
    return;
  }
  headers.forEach((header: unknown, index) => {
    if (typeof header !== "string" || !affinityHeaderPattern.test(header)) {
      problems.add({
        path: `${path}[${index}]`,
        rule: "be the name of a header, or cookie: and names of cookies with commas between them",
        got: describeValue(header),
      });
    }
  });
  const names = headers.filter((header: unknown) => typeof header === "string");
  if (repeated(names.map((name) => name.toLowerCase())).length > 0) {
    problems.add({ path, rule: "name each header once", got: describeValue(headers) });
  }
}

function checkFailover(
  problems: ProblemList,
  affinity: SettledAffinity,
  { usesArgoOrTieredCache }: FailoverLoadBalancerArgs,
): void {
  const { zeroDowntimeFailover } = affinity;
  const path = "sessionAffinity.zeroDowntimeFailover";
  const got = describeValue(zeroDowntimeFailover);
  problems.add(
    oneOfProblem(path, zeroDowntimeFailover, Object.values(ZeroDowntimeFailover)),
    ...brokenRules([noStickyByHeader], fieldsOf(affinity), undefined).map(() => ({
      path,
      rule: "not be sticky where the type is header",
      got,
      wayOut: "Say temporary, with which the session returns to its origin when that is well",
    })),
  );
  if (usesArgoOrTieredCache === true && zeroDowntimeFailover !== ZeroDowntimeFailover.None) {
    problems.add({
      path,
      rule: "be none where the zone uses Argo or Tiered Cache",
      got,
      wayOut: "Cloudflare documents them as incompatible: choose one of the two",
    });
  }
}
