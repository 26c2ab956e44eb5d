import * as pulumi from "@pulumi/pulumi";
import { ec2IdPattern, idPrefixes } from "../../facts/aws/ids";
import { cloudflareIdPattern } from "../../facts/cloudflare/ids";
import { describeValue, type Problem } from "../../core/problem";
import { checkedOnceKnown, isPlain, type Check, type ProblemList } from "./checked";

/** Where to look up the ids of an account and of its zones. */
const onOverview = "Cloudflare's dashboard shows it on the overview page of the zone, under API";

/** Where to look up the id of a pool. */
export const poolIdWayOut =
  "Give poolIds of the load balancer, or what Cloudflare's API lists under load_balancers/pools";

/** Where to look up the id of a PagerDuty service. */
export const pagerDutyIdWayOut =
  "Give what Cloudflare's API lists under alerting/v3/destinations/pagerduty";

/**
 * Checks an id, or a list of them: now where it is plain, else as fully when it is known. What a resource of the program gives
 * need only name something: providers know their own ids, and mocks in tests of users have ids that look like anything.
 * The caller must use what is returned: it is what the check gates.
 * @param problems - Takes what is wrong with a plain one.
 * @param ids - The id or ids.
 * @param check - Says what is wrong with them.
 * @returns The same where it is plain; otherwise an output that rejects where the check finds a problem.
 */
export function checkedIds<T>(
  problems: ProblemList,
  ids: pulumi.Input<T>,
  check: Check<T>,
): pulumi.Input<T> {
  return isPlain(ids) ? problems.checked(ids, check) : checkedLateIds(ids, check);
}

/**
 * Checks an id, or a list of them, as soon as it is known; see `checkedIds`.
 * @param ids - The id or ids, not plain.
 * @param check - Says what is wrong with them.
 * @returns An output that rejects where the check finds a problem.
 */
export function checkedLateIds<T>(ids: pulumi.Input<T>, check: Check<T>): pulumi.Output<T> {
  const late = pulumi.output(ids) as pulumi.Output<T>;
  return checkedOnceKnown(late, async (known) => {
    const isNamed = [known].flat().every(namesSomething);
    return isNamed && (await isGivenByResource(late)) ? undefined : check(known);
  });
}

/** Ids that are empty or no text name nothing, or everything. */
function namesSomething(id: unknown): boolean {
  return typeof id === "string" && id.trim() !== "";
}

/** Pulumi's typings do not show which resources an output comes from. */
async function isGivenByResource(output: unknown): Promise<boolean> {
  const { allResources } = output as { allResources?: () => Promise<ReadonlySet<unknown>> };
  return ((await allResources?.())?.size ?? 0) > 0;
}

/**
 * Checks the id of a Cloudflare account, zone or other object. An id that cannot be, such as an unset variable
 * or a zone's name, would otherwise plan the replacement of everything in the zone, or fail late with code 7003.
 * @param path - Where the id stands.
 * @param id - The id.
 * @param wayOut - Where to look it up. Defaults to the place of ids of accounts and zones.
 * @returns The problem, or undefined.
 */
export function cloudflareIdProblem(
  path: string,
  id: unknown,
  hint: string = onOverview,
): Problem | undefined {
  if (typeof id === "string" && cloudflareIdPattern.test(id)) {
    return undefined;
  }
  return {
    path,
    rule: "be an id of 32 lower-case hexadecimal characters",
    actual: describeValue(id),
    hint,
  };
}

/**
 * Checks the ID of an AWS resource.
 * @param path - Where it stands.
 * @param kind - How such IDs begin, before the hyphen.
 * @param id - The ID.
 */
export function ec2IdProblem(path: string, kind: string, id: unknown): Problem | undefined {
  const rule = `be an ID of ${kind}- and 8 or 17 hexadecimal digits`;
  return typeof id === "string" && ec2IdPattern(kind).test(id)
    ? undefined
    : { path, rule, actual: describeValue(id) };
}

/**
 * Checks the id of a resource of EC2.
 * @param problems - Takes what is wrong with a plain one.
 * @param path - Where it stands.
 * @param prefix - How such ids begin.
 * @param id - The id.
 * @returns The same, behind its check.
 */
export function checkedEc2Id(
  problems: ProblemList,
  path: string,
  prefix: string,
  id: pulumi.Input<string>,
): pulumi.Input<string> {
  return checkedIds(problems, id, (known) => ec2IdProblem(path, prefix, known));
}

/**
 * Checks the ids of security groups.
 * @param problems - Takes what is wrong with plain ones.
 * @param path - Where they stand.
 * @param ids - The ids.
 * @param emptyProblem - Says what is wrong with none.
 * @returns The same, behind their checks.
 */
export function checkedSecurityGroupIds(
  problems: ProblemList,
  path: string,
  ids: pulumi.Input<pulumi.Input<string>[]>,
  emptyProblem: Check<readonly unknown[]>,
): pulumi.Input<pulumi.Input<string>[]> {
  const problemAt = (id: unknown, index: number): Problem | undefined =>
    ec2IdProblem(`${path}[${index}]`, idPrefixes.securityGroup, id);
  if (!isPlain(ids)) {
    const list = problems.checked(pulumi.output(ids), emptyProblem);
    return checkedIds(problems, list, (known) =>
      known.map(problemAt).find((problem) => problem !== undefined),
    );
  }
  problems.add(emptyProblem(ids));
  return ids.map((id, index) => checkedIds(problems, id, (known) => problemAt(known, index)));
}
