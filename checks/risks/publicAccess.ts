import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { isOfSameRegion, isShutIn, publicAccessBlock } from "../../model/network/publicAccess";
import { title } from "../../model/graph/title";
import { say } from "../words/words";
import { causesAmong, publicOrigins } from "./publicOrigins";
import { causedRisk, type Risk, type RiskContext } from "./risk";

const parts: ReadonlySet<ModelTypeName> = new Set(["publicAccessOptions", "publicAccessExclusion"]);

/** Finds origins in networks of which an account comes to block the public access. */
export function publicAccessRisks(context: RiskContext): Risk[] {
  const [was, is] = [context.before, context.after].map(({ inventory }) =>
    publicAccessBlock(inventory),
  );
  return (is === undefined ? [] : publicOrigins(context, parts)).flatMap((origin): Risk[] => {
    const { before, after, visitors } = origin;
    const shut = is === undefined ? [] : after.subnets.filter((subnet) => isShutIn(is, subnet));
    const stood = was === undefined ? [] : before.subnets.filter((subnet) => isShutIn(was, subnet));
    const cause = causesAmong(
      context,
      [was, is].flatMap((block) =>
        block === undefined ? [] : [block.options, ...block.exclusions],
      ),
    );
    const isSure = is !== undefined && shut.some((subnet) => isOfSameRegion(is, subnet));
    const region = isSure ? [] : say`, if it stands in the region that this is said of`;
    return shut.length <= stood.length || is === undefined
      ? []
      : causedRisk(after.resource, cause, () => ({
          ...{ id: "subnet-cut-off", severity: isSure ? "high" : "medium" },
          consequence: say`From this change on ${is.options.name} blocks what comes in by internet gateways, and nothing excludes the network of ${title(after.resource)}${region}: ${visitors} get Error ${edgeFailures.connectTimeout.code} until something does or the block ends, and every monitor finds the origin down.`,
          hint: say`Exclude its VPC or its subnets with the mode allow-bidirectional in an update before this one.`,
        }));
  });
}
