import { describeValue, type Problem } from "../../core/problem";
import { requestedCertificates } from "../../facts/aws/certificateManager";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import type { ProblemList } from "../internal/checked";
import { validateArgs, type Validated } from "../internal/validation";
import { checkCertifiedNames } from "../originCertificate/names";
import { repeatedRegions } from "../originCertificate/validate";
import type { PublicCertificateArgs } from "./args";
import { resolvePublicCertificate, type ResolvedPublicCertificate } from "./resolve";
import { publicCertificateSchema } from "./schema";

const { firstNameLength, maximumNames } = requestedCertificates;

/**
 * Validates the arguments of a `PublicCertificate`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or which certificate it is, with a late zone behind its check.
 */
export function validatePublicCertificate(
  args: PublicCertificateArgs,
  path: string,
): Validated<ResolvedPublicCertificate> {
  return validateArgs(publicCertificateSchema, args, path, checkPublicCertificate);
}

/**
 * Checks what goes together in the arguments of a `PublicCertificate`, each of which is of the right kind.
 * @param problems - Takes what is wrong.
 * @param args - The arguments.
 * @returns Resolves them; to be called where nothing is wrong.
 */
export function checkPublicCertificate(
  problems: ProblemList,
  args: PublicCertificateArgs,
): () => ResolvedPublicCertificate {
  const zoneId = checkedIds(problems, args.zoneId, (id) => cloudflareIdProblem("zoneId", id));
  const hostnames = checkCertifiedNames(problems, args.zoneName, args.hostnames);
  problems.add(
    ...lengthProblems(hostnames),
    args.regions.length === 0
      ? { path: "regions", rule: "name at least one region", actual: "[]" }
      : undefined,
    ...repeatedRegions(args.regions, "regions"),
  );
  return () => resolvePublicCertificate(args, zoneId, hostnames);
}

function lengthProblems(hostnames: readonly string[]): readonly Problem[] {
  const [first = ""] = hostnames;
  return [
    ...(hostnames.length > maximumNames
      ? [
          {
            path: "hostnames",
            rule: `have at most ${maximumNames} names`,
            actual: `${hostnames.length} names`,
          },
        ]
      : []),
    ...(first.length > firstNameLength
      ? [
          {
            path: "hostnames[0]",
            rule: `have at most ${firstNameLength} characters, since it becomes the common name`,
            actual: describeValue(first),
            hint: "Put a shorter name first",
          },
        ]
      : []),
  ];
}
