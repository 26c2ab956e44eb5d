import type * as pulumi from "@pulumi/pulumi";
import { mapEntries } from "../../core/entries";
import { canonicalHostname } from "../../core/hostnames";
import { keyPath } from "../../core/paths";
import { describeValue, type Problem } from "../../core/problem";
import type { ProblemList } from "../internal/checked";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import { pullsOfZone, secondOwnerProblem } from "../internal/singletons";
import { validateArgs, type Validated } from "../internal/validation";
import { repeatedRegions } from "../originCertificate/validate";
import { OriginPullsMode, type OriginPullsArgs } from "./args";
import { resolveOriginPulls, type ResolvedOriginPulls } from "./resolve";
import { originPullsSchema } from "./schema";

/**
 * Validates the arguments of an `OriginPulls`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or what is made, with late values behind their checks.
 */
export function validateOriginPulls(
  args: OriginPullsArgs,
  path: string,
): Validated<ResolvedOriginPulls> {
  return validateArgs(originPullsSchema, args, path, (problems) => {
    const zoneId = checkedIds(problems, args.zoneId, (id) => cloudflareIdProblem("zoneId", id));
    const zoneName = canonicalHostname(`${args.zoneName}`) ?? "";
    problems.add(
      secondOwnerProblem(pullsOfZone(zoneId)),
      ...repeatedRegions(args.trustStoreRegions ?? [], "trustStoreRegions"),
      args.mode === OriginPullsMode.Enforce && args.monitorProbeZones === undefined
        ? {
            path: "monitorProbeZones",
            rule: "name the probeZone of every monitor of the origins where mode is enforce",
            actual: "nothing",
            hint: "Say {} where nothing probes them",
          }
        : undefined,
    );
    const monitorProbeZones = checkedProbeZones(problems, args, zoneName);
    return () => resolveOriginPulls(args, { zoneId, zoneName, monitorProbeZones });
  });
}

function checkedProbeZones(
  problems: ProblemList,
  { mode, monitorProbeZones = {} }: OriginPullsArgs,
  zoneName: string,
): Record<string, pulumi.Input<string>> {
  return mode === OriginPullsMode.Enforce
    ? mapEntries(monitorProbeZones, (zone, key) =>
        problems.checked(zone, (known) =>
          probeZoneProblem(keyPath("monitorProbeZones", key), known, zoneName),
        ),
      )
    : {};
}

function probeZoneProblem(path: string, zone: unknown, zoneName: string): Problem | undefined {
  return typeof zone === "string" && canonicalHostname(zone) === zoneName
    ? undefined
    : {
        path,
        rule: `be ${zoneName} before origins demand the certificate: without it the monitor shows none, and finds all of them down`,
        actual: describeValue(zone),
        hint: "Give the monitor its probeZone in an up of its own, with mode observe",
      };
}
