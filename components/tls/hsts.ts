import { hstsAge } from "../../facts/cloudflare/zoneSettings";
import { describeValue, type Problem } from "../../core/problem";
import type { HstsArgs } from "./args";

/** HSTS on the wire. The provider passes these names on as they are, so they are the API's own. */
export interface HstsValue {
  /** The one header that the setting is about. */
  readonly strict_transport_security: {
    readonly enabled: boolean;
    readonly max_age: number;
    readonly include_subdomains: boolean;
    readonly preload: boolean;
    readonly nosniff: boolean;
  };
}

/** Half a year, in seconds: long enough to count, short enough to repent. */
const usualAgeSeconds = 15_552_000;

/**
 * Writes HSTS as the API has it, every field filled in.
 * @param args - What the user asked for.
 * @returns The value of the setting `security_header`.
 */
export function hstsValue(args: HstsArgs): HstsValue {
  const enabled = args.enabled ?? true;
  return {
    strict_transport_security: {
      enabled,
      max_age: args.maxAgeSeconds ?? (enabled ? usualAgeSeconds : 0),
      include_subdomains: args.includeSubdomains ?? false,
      preload: args.preload ?? false,
      nosniff: args.noSniff ?? enabled,
    },
  };
}

/**
 * Checks HSTS, above all that nothing is preloaded that browsers' lists would not take.
 * @param path - Where it stands.
 * @param args - What the user asked for; undefined where nothing was.
 * @param redirectsHttp - Whether the zone redirects plain HTTP.
 * @returns Every problem.
 */
export function hstsProblems(
  path: string,
  args: HstsArgs | undefined,
  redirectsHttp: boolean,
): readonly Problem[] {
  if (args === undefined) {
    return [];
  }
  const value = hstsValue(args).strict_transport_security;
  const broken: readonly (readonly [keyof HstsArgs, boolean, string])[] = [
    ["maxAgeSeconds", !isAge(value.max_age), ageRule],
    ...(value.preload ? preloadRules(value, redirectsHttp) : []),
  ];
  return broken
    .filter(([, isBroken]) => isBroken)
    .map(([field, , rule]) => ({
      path: `${path}.${field}`,
      rule,
      got: describeValue(args[field]),
    }));
}

const ageRule = `be 0 or a whole number of ${hstsAge.minimumSeconds} to ${hstsAge.maximumSeconds}`;

function preloadRules(
  value: HstsValue["strict_transport_security"],
  redirectsHttp: boolean,
): readonly (readonly [keyof HstsArgs, boolean, string])[] {
  return [
    [
      "maxAgeSeconds",
      isAge(value.max_age) && value.max_age < hstsAge.preloadSeconds,
      `be at least ${hstsAge.preloadSeconds} where preload is true`,
    ],
    ["includeSubdomains", !value.include_subdomains, "be true where preload is true"],
    [
      "preload",
      !redirectsHttp,
      "be left out where alwaysUseHttps is false: lists want HTTP redirected",
    ],
    ["preload", !value.enabled, "be left out where enabled is false"],
  ];
}

function isAge(seconds: number): boolean {
  return (
    seconds === 0 ||
    (Number.isInteger(seconds) &&
      seconds >= hstsAge.minimumSeconds &&
      seconds <= hstsAge.maximumSeconds)
  );
}
