import type * as pulumi from "@pulumi/pulumi";
import { describeValue } from "../../core/problem";
import { certificateArnPattern } from "../../facts/aws/arns";
import { idPrefixes } from "../../facts/aws/ids";
import type { ProblemList } from "../internal/checked";
import { checkedEc2Id, checkedIds, checkedSecurityGroupIds } from "../internal/ids";
import { repeated } from "../../core/rules";

/**
 * Checks subnets of which at least two are needed. Whether they are in two zones their ids do not say: `inTwoZones` asks AWS.
 * @param problems - Takes what is wrong with plain ones.
 * @param path - Where they stand.
 * @param ids - Their ids.
 * @returns The same, behind their checks.
 */
export function checkedSubnets(
  problems: ProblemList,
  path: string,
  ids: readonly pulumi.Input<string>[],
): pulumi.Input<string>[] {
  problems.add(
    ids.length > 1
      ? undefined
      : {
          path,
          rule: "name subnets of at least two zones, so that one zone may fail",
          actual: ids.length === 0 ? "none" : "one",
        },
    ...repeated(ids.filter((id) => typeof id === "string")).map(({ entry, index }) => ({
      path: `${path}[${index}]`,
      rule: "not repeat a subnet",
      actual: describeValue(entry),
    })),
  );
  return ids.map((id, index) => checkedEc2Id(problems, `${path}[${index}]`, idPrefixes.subnet, id));
}

/**
 * Checks the security groups of a load balancer or of machines, of which there must be one.
 * @param problems - Takes what is wrong with plain ones.
 * @param path - Where they stand.
 * @param ids - Their ids.
 * @returns The same, behind their checks.
 */
export function checkedGroups(
  problems: ProblemList,
  path: string,
  ids: pulumi.Input<pulumi.Input<string>[]>,
): pulumi.Input<pulumi.Input<string>[]> {
  const rule = "name the groups that let Cloudflare in";
  return checkedSecurityGroupIds(problems, path, ids, (known) =>
    known.length === 0 ? { path, rule, actual: "none" } : undefined,
  );
}

/**
 * Checks the ARN of a certificate.
 * @param problems - Takes what is wrong with a plain one.
 * @param path - Where it stands.
 * @param arn - The ARN.
 * @param region - The region in which it is used; undefined where the program does not say.
 * @returns The same, behind its check.
 */
export function checkedCertificate(
  problems: ProblemList,
  path: string,
  arn: pulumi.Input<string>,
  region: string | undefined,
): pulumi.Input<string> {
  return checkedRegionalArn(problems, path, arn, {
    ...{ noun: "a certificate in ACM", pattern: certificateArnPattern, region },
    missing:
      "An OriginCertificate has one in each of its acmRegions, a PublicCertificate in each of its regions",
  });
}

/** What an ARN must be. */
export interface RegionalArn {
  /** What it is the ARN of. */
  readonly noun: string;
  /** What all of it matches; the first group is its region. */
  readonly pattern: RegExp;
  /** The region in which it is used; undefined where the program does not say. */
  readonly region: string | undefined;
  /** What to do where there is none, as of a map that has none for the region. */
  readonly missing?: string;
}

/**
 * Checks the ARN of something that must be in the load balancer's region.
 * @param problems - Takes what is wrong with a plain one.
 * @param path - Where it stands.
 * @param arn - The ARN.
 * @param wanted - What it must be.
 * @returns The same, behind its check.
 */
export function checkedRegionalArn(
  problems: ProblemList,
  path: string,
  arn: pulumi.Input<string>,
  { missing, noun, pattern, region }: RegionalArn,
): pulumi.Input<string> {
  return checkedIds(problems, arn, (known: unknown) => {
    const match = typeof known === "string" ? pattern.exec(known) : null;
    if (match === null) {
      const rule = `be the ARN of ${noun}`;
      const problem = { path, rule, actual: describeValue(known) };
      return known === undefined && missing !== undefined ? { ...problem, hint: missing } : problem;
    }
    return region === undefined || match[1] === region
      ? undefined
      : { path, rule: `be of the load balancer's region, ${region}`, actual: describeValue(known) };
  });
}

/**
 * Checks a text that AWS judges: that it is one, and not empty.
 * @param problems - Takes what is wrong with a plain one.
 * @param path - Where it stands.
 * @param text - The text; undefined where it is left out.
 * @returns The same, behind its check.
 */
export function checkedText<T extends pulumi.Input<string> | undefined>(
  problems: ProblemList,
  path: string,
  text: T,
): T {
  return text === undefined
    ? text
    : (problems.checked(text, (known) =>
        typeof known === "string" && known.trim() !== ""
          ? undefined
          : { path, rule: "be a text that is not empty", actual: describeValue(known) },
      ) as T);
}
