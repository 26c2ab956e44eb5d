import { fullHostname } from "../../core/hostnameRules";
import { certificatePacks } from "../../facts/cloudflare/certificatePacks";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import { validateArgs, type Validated } from "../internal/validation";
import { checkCertifiedNames } from "../originCertificate/names";
import type { EdgeCertificateArgs } from "./args";
import { resolveEdgeCertificate, type ResolvedEdgeCertificate } from "./resolve";
import { edgeCertificateSchema } from "./schema";

/**
 * Validates the arguments of an `EdgeCertificate`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or which certificate it is, with a late zone behind its check.
 */
export function validateEdgeCertificate(
  args: EdgeCertificateArgs,
  path: string,
): Validated<ResolvedEdgeCertificate> {
  return validateArgs(edgeCertificateSchema, args, path, (problems) => {
    const zoneId = checkedIds(problems, args.zoneId, (id) => cloudflareIdProblem("zoneId", id));
    const zone = fullHostname(args.zoneName) ?? "";
    const names = new Set([zone, ...checkCertifiedNames(problems, args.zoneName, args.hostnames)]);
    if (names.size > certificatePacks.maximumHosts) {
      const rule = `have at most ${certificatePacks.maximumHosts} names, the zone's own counted`;
      problems.add({ path: "hostnames", rule, actual: `${names.size} names` });
    }
    return () => resolveEdgeCertificate(args, zoneId, zone, names);
  });
}
