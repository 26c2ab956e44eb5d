import { given } from "../../core/entries";
import type * as pulumi from "@pulumi/pulumi";
import { ownEntry } from "../../core/ownEntry";
import { describeValue, type Problem } from "../../core/problem";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import {
  hstsAge,
  SslMode,
  tlsSettings,
  TlsVersion,
  type TlsSettingName,
} from "../../facts/cloudflare/zoneSettings";
import type { ProblemList } from "../internal/checked";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import { secondOwnerProblem, settingsOfZone } from "../internal/singletons";
import { validateArgs, type Validated } from "../internal/validation";
import type { HstsArgs, StrictTlsArgs, TlsSettingsArgs } from "./args";
import {
  resolveHsts,
  resolveTls,
  strictSettings,
  type ResolvedTls,
  type Settings,
} from "./resolve";
import { isHstsAge, strictTlsSchema } from "./schema";

/**
 * Validates the arguments of a `StrictTls`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or what the settings are to be, with a late zone behind its check.
 */
export function validateStrictTls(args: StrictTlsArgs, path: string): Validated<ResolvedTls> {
  return validateArgs(strictTlsSchema, args, path, (problems) => {
    const zoneId = checkedIds(problems, args.zoneId, (id) => cloudflareIdProblem("zoneId", id));
    problems.add(secondOwnerProblem(settingsOfZone(zoneId)));
    return checkTlsSettings(problems, args, { zoneId, plan: args.plan });
  });
}

/**
 * Checks how strict a zone is, where the zone and its plan are checked elsewhere.
 * @param problems - Takes what is wrong.
 * @param settings - How strict it is, each value of the right kind.
 * @param zone - The zone, behind its check, and its plan.
 * @returns Resolves the settings; to be called where nothing is wrong.
 */
export function checkTlsSettings(
  problems: ProblemList,
  settings: TlsSettingsArgs,
  zone: { readonly zoneId: pulumi.Input<string>; readonly plan?: CloudflarePlan },
): () => ResolvedTls {
  const plan = zone.plan ?? CloudflarePlan.Free;
  const strict = strictSettings(settings);
  problems.add(
    settings.alwaysHttpsToOrigin === true
      ? planProblem("alwaysHttpsToOrigin", SslMode.StrictOriginPull, plan, true)
      : undefined,
    strict.minimumTlsVersion === TlsVersion.V1_3 && strict.tls13 === false
      ? {
          path: "tls13",
          rule: `be true where minimumTlsVersion is ${TlsVersion.V1_3}: else no visitor gets in`,
          actual: describeValue(settings.tls13),
        }
      : undefined,
    ...preloadProblems("hsts", settings.hsts, strict.alwaysUseHttps !== false),
    ...restoreProblems(settings, strict, plan),
  );
  return () => resolveTls(zone.zoneId, settings);
}

/** Restoring is for settings that the component has changed; any other would be changed by it. */
function restoreProblems(
  { restore }: TlsSettingsArgs,
  strict: Settings,
  plan: CloudflarePlan,
): readonly (Problem | undefined)[] {
  if (restore === undefined) {
    return [];
  }
  const named = Object.keys(given(restore)) as readonly TlsSettingName[];
  const unmanaged = named.filter((name) => strict[name] === undefined);
  return [
    named.length === 0
      ? { path: "restore", rule: "name at least one setting", actual: describeValue(restore) }
      : undefined,
    ...unmanaged.map((name) => ({
      path: `restore.${name}`,
      rule: `be left out where ${name} is not set: there is nothing to restore`,
      actual: describeValue(restore[name]),
    })),
    planProblem("restore.sslMode", restore.sslMode, plan, restore.sslMode),
    ...preloadProblems(
      "restore.hsts",
      restore.hsts,
      restore.alwaysUseHttps ?? strict.alwaysUseHttps !== false,
    ),
  ];
}

/** What browsers' lists would not take. */
function preloadProblems(
  path: string,
  args: HstsArgs | undefined,
  redirectsHttp: boolean,
): readonly Problem[] {
  const hsts = resolveHsts(args ?? {});
  if (args === undefined || !hsts.preload) {
    return [];
  }
  const { maxAgeSeconds: age } = hsts;
  // Ages that cannot be are told of by the schema.
  const isShort = isHstsAge(age) && age < hstsAge.preloadSeconds;
  const broken: readonly (readonly [keyof HstsArgs, boolean, string])[] = [
    ["maxAgeSeconds", isShort, `be at least ${hstsAge.preloadSeconds} where preload is true`],
    ["includeSubdomains", !hsts.includeSubdomains, "be true where preload is true"],
    [
      "preload",
      !redirectsHttp,
      "be left out where alwaysUseHttps is false: lists want HTTP redirected",
    ],
    ["preload", !hsts.enabled, "be left out where enabled is false"],
  ];
  return broken
    .filter(([, isBroken]) => isBroken)
    .map(([field, , rule]) => ({
      path: `${path}.${field}`,
      rule,
      actual: describeValue(args[field]),
    }));
}

function planProblem(
  path: string,
  mode: SslMode | undefined,
  plan: CloudflarePlan,
  actual: unknown,
): Problem | undefined {
  const plans = ownEntry<readonly CloudflarePlan[]>(tlsSettings.sslMode.valuePlans, mode ?? "");
  return plans === undefined || plans.includes(plan)
    ? undefined
    : {
        path,
        rule: `be left to zones of the plan ${plans.join(" or ")}, not ${plan}`,
        actual: describeValue(actual),
      };
}
