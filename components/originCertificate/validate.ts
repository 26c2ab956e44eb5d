import * as pulumi from "@pulumi/pulumi";
import { mapEntries } from "../../core/entries";
import { keyPath } from "../../core/paths";
import { describeValue, type Problem } from "../../core/problem";
import { repeated } from "../../core/rules";
import { topicArnPattern } from "../../facts/aws/arns";
import { originCaCertificates } from "../../facts/cloudflare/originCa";
import { isPlain, problemsError, type ProblemList } from "../internal/checked";
import { checkedIds } from "../internal/ids";
import { lateOwner } from "../internal/lateOwner";
import { validateArgs, type Validated } from "../internal/validation";
import type { ExistingCertificateArgs, OriginCertificateArgs } from "./args";
import { checkCertifiedNames } from "./names";
import { pemProblems, type PemBundle, type PemRules } from "./pem";
import { resolveDaysLeft, resolveOriginCertificate, type ResolvedCertificate } from "./resolve";
import { originCertificateSchema } from "./schema";

/** What Cloudflare is not asked where a certificate is given. */
const issuing = [
  "keyAlgorithm",
  "validityDays",
  "generation",
  "keptGenerations",
  "revokeRetired",
] as const satisfies readonly (keyof OriginCertificateArgs)[];

/**
 * Validates the arguments of an `OriginCertificate`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or which certificate it gets, with late values behind their checks.
 */
export function validateOriginCertificate(
  args: OriginCertificateArgs,
  path: string,
): Validated<ResolvedCertificate> {
  return validateArgs(originCertificateSchema, args, path, checkOriginCertificate);
}

/**
 * Checks what goes together in the arguments of an `OriginCertificate`, each of which is of the right kind.
 * @param problems - Takes what is wrong.
 * @param args - The arguments.
 * @returns Resolves them; to be called where nothing is wrong.
 */
export function checkOriginCertificate(
  problems: ProblemList,
  args: OriginCertificateArgs,
): () => ResolvedCertificate {
  const { acmRegions = [], existing } = args;
  const hostnames = checkCertifiedNames(problems, args.zoneName, args.hostnames);
  problems.add(
    ...daysProblems(args),
    ...generationProblems(args),
    ...repeatedRegions(acmRegions),
    ...(existing === undefined ? [] : issuingProblems(args)),
  );
  const topicArns = checkedTopics(problems, acmRegions, args.expiryTopicArns ?? {});
  const rules = { hostnames, daysLeft: resolveDaysLeft(args) };
  const given = existing && checkedExisting(problems, existing, rules);
  return () => resolveOriginCertificate(args, { hostnames, topicArns, existing: given });
}

/**
 * Regions that a list names twice.
 * @param regions - The list.
 * @param path - Where it stands. Defaults to `acmRegions`.
 * @returns A problem for each.
 */
export function repeatedRegions(
  regions: readonly string[],
  path = "acmRegions",
): readonly Problem[] {
  return repeated(regions).map(({ entry, index }) => ({
    path: `${path}[${index}]`,
    rule: "not repeat a region",
    actual: describeValue(entry),
  }));
}

function daysProblems(args: OriginCertificateArgs): readonly Problem[] {
  const { validityDays = originCaCertificates.defaultDays, expiryRefusedWithinDays: days } = args;
  return days !== undefined && days >= validityDays
    ? [
        {
          path: "expiryRefusedWithinDays",
          rule: `be less than the ${validityDays} days of validityDays: else the certificate is refused from its first day`,
          actual: describeValue(days),
        },
      ]
    : [];
}

function generationProblems({
  generation = 1,
  keptGenerations = [],
}: OriginCertificateArgs): readonly Problem[] {
  return repeated([generation, ...keptGenerations]).map(({ entry, index }) => ({
    path: `keptGenerations[${index - 1}]`,
    rule: "be another generation than that which serves, and named once",
    actual: describeValue(entry),
  }));
}

function issuingProblems(args: OriginCertificateArgs): readonly Problem[] {
  return issuing
    .filter((name) => args[name] !== undefined)
    .map((name) => ({
      path: name,
      rule: "be left out where existing is given: nothing is issued then",
      actual: describeValue(args[name]),
    }));
}

function checkedTopics(
  problems: ProblemList,
  regions: readonly string[],
  topics: Readonly<Record<string, pulumi.Input<string>>>,
): Record<string, pulumi.Input<string>> {
  return mapEntries(topics, (arn, region) => {
    const path = keyPath("expiryTopicArns", region);
    problems.add(
      regions.includes(region)
        ? undefined
        : {
            path,
            rule: "be of a region of acmRegions, where the certificate is that expires",
            actual: describeValue(region),
          },
    );
    return checkedIds(problems, arn, (known) => topicProblem(path, region, known));
  });
}

function topicProblem(path: string, region: string, arn: unknown): Problem | undefined {
  const isTopic = typeof arn === "string" && topicArnPattern.test(arn);
  return isTopic && arn.split(":")[3] === region
    ? undefined
    : { path, rule: `be the ARN of an SNS topic in ${region}`, actual: describeValue(arn) };
}

/** Judged at once where all of it is plain, else when it is known; nothing of it is shown either way. */
function checkedExisting(
  problems: ProblemList,
  existing: ExistingCertificateArgs,
  rules: PemRules,
): pulumi.Output<PemBundle> {
  if (Object.values(existing).every((input: pulumi.Input<string> | undefined) => isPlain(input))) {
    problems.add(...pemProblems(existing as PemBundle, rules));
    return pulumi.secret(existing as PemBundle);
  }
  const { place, subject } = lateOwner();
  return pulumi.secret(existing).apply((known) => {
    const found = pemProblems(known, rules);
    if (found.length > 0) {
      throw problemsError(subject, found.map(place));
    }
    return known;
  });
}
