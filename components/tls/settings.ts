import type * as pulumi from "@pulumi/pulumi";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import {
  SslMode,
  tlsSettings,
  TlsVersion,
  type TlsSettingName,
  type ZoneSettingRule,
} from "../../facts/cloudflare/zoneSettings";
import { describeValue, type Problem } from "../../core/problem";
import { ProblemList } from "../internal/checked";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import { oneOfProblem } from "../internal/rules";
import { kindProblems } from "../internal/validation";
import type { RestoredTls, StrictTlsArgs } from "./args";
import { hstsProblems, hstsValue, type HstsValue } from "./hsts";
import { strictTlsSchema } from "./schema";

/** The value of a setting on the wire. */
export type SettingValue = string | HstsValue;

/** What a set of arguments comes to. */
export interface SettledTls {
  /** The zone's id; use this one: it is checked. */
  readonly zoneId: pulumi.Input<string>;
  /** The settings by their names on the wire, always in the same order. */
  readonly settings: Readonly<Record<string, SettingValue>>;
}

/** Settings as a user says them. */
type Said = { readonly [name in TlsSettingName]?: RestoredTls[name] };

/**
 * Checks arguments without making anything, so that a component around this one can list all problems at once.
 * @param args - The arguments.
 * @returns Every problem.
 */
export function strictTlsProblems(args: StrictTlsArgs): readonly Problem[] {
  const problems = new ProblemList();
  settleTls(problems, args);
  return problems.problems;
}

/**
 * Checks arguments and writes every setting as the API has it.
 * @param problems - Takes what is wrong. Where it has any, the result is not for use.
 * @param args - The arguments.
 * @returns The settings.
 */
export function settleTls(problems: ProblemList, args: StrictTlsArgs): SettledTls {
  const misshapen = kindProblems(strictTlsSchema, args);
  if (misshapen.length > 0) {
    problems.add(...misshapen);
    return { zoneId: "", settings: {} };
  }
  const zoneId = checkedIds(problems, args.zoneId, (id) => cloudflareIdProblem("zoneId", id));
  const plan = args.plan ?? CloudflarePlan.Free;
  const strict = strictSettings(args);
  problems.add(
    oneOfProblem("plan", plan, Object.values(CloudflarePlan)),
    args.alwaysHttpsToOrigin === true
      ? planProblem("alwaysHttpsToOrigin", SslMode.StrictOriginPull, plan, true)
      : undefined,
    ...saidProblems("", { ...strict, sslMode: undefined, automaticSsl: undefined }, plan),
    strict.minimumTlsVersion === TlsVersion.V1_3 && strict.tls13 === false
      ? {
          path: "tls13",
          rule: `be true where minimumTlsVersion is ${TlsVersion.V1_3}: else no visitor gets in`,
          got: describeValue(args.tls13),
        }
      : undefined,
    ...hstsProblems("hsts", args.hsts, strict.alwaysUseHttps !== false),
    ...restoreProblems(args, strict, plan),
  );
  const wanted: Said = { ...strict, ...withoutUndefined(args.restore) };
  const settings = settingNames.flatMap((name) => {
    const value = wireValue(name, wanted);
    return value === undefined ? [] : [[tlsSettings[name].id, value] as const];
  });
  return { zoneId, settings: Object.fromEntries(settings) };
}

const settingNames = Object.keys(tlsSettings) as readonly TlsSettingName[];

/** What the component stands for, before anything is restored. */
function strictSettings(args: StrictTlsArgs): Said {
  return {
    sslMode: args.alwaysHttpsToOrigin === true ? SslMode.StrictOriginPull : SslMode.Strict,
    automaticSsl: false,
    minimumTlsVersion: args.minimumTlsVersion ?? TlsVersion.V1_2,
    tls13: args.tls13 ?? true,
    alwaysUseHttps: args.alwaysUseHttps ?? true,
    automaticHttpsRewrites: args.automaticHttpsRewrites ?? true,
    opportunisticEncryption: args.opportunisticEncryption ?? true,
    originMaximumHttpVersion: args.originMaximumHttpVersion,
    hsts: args.hsts,
  };
}

/** Restoring is for settings that the component has changed; any other would be changed by it. */
function restoreProblems(
  args: StrictTlsArgs,
  strict: Said,
  plan: CloudflarePlan,
): readonly Problem[] {
  const { restore } = args;
  if (restore === undefined) {
    return [];
  }
  const named = Object.keys(withoutUndefined(restore)) as readonly TlsSettingName[];
  const unmanaged = named.filter((name) => strict[name] === undefined);
  return [
    ...(named.length === 0
      ? [{ path: "restore", rule: "name at least one setting", got: describeValue(restore) }]
      : []),
    ...unmanaged.map((name) => ({
      path: `restore.${name}`,
      rule: `be left out where ${name} is not set: there is nothing to restore`,
      got: describeValue(restore[name]),
    })),
    ...saidProblems("restore.", restore, plan),
    ...hstsProblems(
      "restore.hsts",
      restore.hsts,
      restore.alwaysUseHttps ?? strict.alwaysUseHttps !== false,
    ),
  ];
}

/** What is wrong with the settings that take one of several values. */
function saidProblems(prefix: string, said: Said, plan: CloudflarePlan): readonly Problem[] {
  return settingNames.flatMap((name) => {
    const value = said[name];
    const { switched, values }: ZoneSettingRule = tlsSettings[name];
    if (value === undefined || switched !== undefined || values === undefined) {
      return [];
    }
    const path = `${prefix}${name}`;
    const problem =
      oneOfProblem(path, value, values) ??
      (name === "sslMode" ? planProblem(path, said.sslMode, plan, value) : undefined);
    return problem ?? [];
  });
}

/** A setting as it goes to the API; undefined for one that is left alone. */
function wireValue(name: TlsSettingName, said: Said): SettingValue | undefined {
  const value = said[name];
  if (value === undefined) {
    return undefined;
  }
  if (name === "hsts") {
    return hstsValue(said.hsts ?? {});
  }
  const { switched }: ZoneSettingRule = tlsSettings[name];
  if (switched !== undefined) {
    return value === true ? switched.on : switched.off;
  }
  return typeof value === "string" ? value : undefined;
}

function planProblem(
  path: string,
  value: SslMode | undefined,
  plan: CloudflarePlan,
  said: unknown,
): Problem | undefined {
  const { valuePlans }: ZoneSettingRule = tlsSettings.sslMode;
  const plans = value === undefined ? undefined : valuePlans?.[value];
  return plans === undefined || plans.includes(plan)
    ? undefined
    : {
        path,
        rule: `be left to zones of the plan ${plans.join(" or ")}, not ${plan}`,
        got: describeValue(said),
      };
}

function withoutUndefined(said: Said | undefined): Said {
  return Object.fromEntries(Object.entries(said ?? {}).filter(([, value]) => value !== undefined));
}
