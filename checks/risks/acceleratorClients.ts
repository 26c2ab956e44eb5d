import type { Certainty } from "../../core/certainty";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import { accessOf, type Access } from "../../model/firewall/access";
import { Exposures } from "../../model/firewall/exposure";
import { guardsOf } from "../../model/firewall/guards";
import { groupsOn } from "../../model/firewall/protectedEndpoints";
import type { Inventory } from "../../model/graph/inventory";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { endpointsOfGroup } from "../../model/origin/acceleratorEndpoints";
import { knownList } from "../../model/graph/reading";
import { readListener } from "../../model/origin/listeners";
import { OriginPaths } from "../../model/origin/originPaths";
import type { Severity } from "../findings/severity";
import { names, say } from "../words/words";
import { causedRisk, changesOf, type Risk, type RiskContext } from "./risk";
import { causesAmong } from "./publicOrigins";

/**
 * Finds load balancers that come to see other addresses through Global Accelerator, which their security groups do not let in.
 * Source: AWS Global Accelerator developer guide, preserve-client-ip-address (without it the load balancer sees addresses of the
 * accelerator) and best-practices-aga (security groups let in what then arrives).
 */
export function acceleratorClientRisks(context: RiskContext): Risk[] {
  const { before, after, renamed } = context;
  return changesOf(context, "acceleratorGroup", ["update"]).flatMap((change): Risk[] => {
    const group = after.inventory.byKey(change.key);
    const old = group && before.inventory.byKey(change.before?.key ?? "");
    if (group === undefined || old === undefined) {
      return [];
    }
    const was = new Map(
      (knownList(endpointsOfGroup(before.inventory, old)) ?? []).map(({ balancer, sees }) => {
        const key = balancer?.key ?? "";
        return [renamed.get(key) ?? key, sees];
      }),
    );
    const is = knownList(endpointsOfGroup(after.inventory, group)) ?? [];
    return is.flatMap(({ balancer, sees }) =>
      balancer !== undefined && turned.has(`${was.get(balancer.key)} ${sees}`)
        ? shutRisk(context, group, balancer, sees)
        : [],
    );
  });
}

/** Whether it sees the clients before and after, where that turns. */
const turned: ReadonlySet<string> = new Set(["yes no", "no yes"]);

function shutRisk(
  context: RiskContext,
  group: ModelResource,
  endpoint: ModelResource,
  sees: Certainty,
): Risk[] {
  const { inventory } = context.after;
  const paths = OriginPaths.of(context.after);
  const hostnames = paths.hostnames(endpoint);
  const [port = defaultHttpsPort] = paths
    .asked(endpoint)
    .map((listener) => readListener(listener).port)
    .filter((each) => typeof each === "number");
  const own = [sees === "yes" ? "Cloudflare's own addresses" : "addresses of Global Accelerator"];
  const access = accessAt(inventory, endpoint, port);
  const severity = access && severityOf(access, sees);
  const cause = causesAmong(context, [group, ...guardsOf(inventory, endpoint, "ingress")]);
  return severity === undefined || hostnames.length === 0
    ? []
    : causedRisk(endpoint, cause, () => ({
        ...{ id: "origin-shut", severity, about: hostnames },
        consequence: say`From this change on ${title(endpoint)} sees ${own}, and its security groups ${[severity === "high" ? "do not" : "may not"]} let them in at port ${port}: visitors of ${names(hostnames)} get Error 520, 522 or 525 until they do, while the accelerator goes on calling it well.`,
        hint: say`Let the security groups admit ${own} in an update before this one, or leave clientIpPreservationEnabled as it is.`,
      }));
}

/** Who gets through the groups of the plan; undefined where it holds none. */
function accessAt(inventory: Inventory, endpoint: ModelResource, port: number): Access | undefined {
  const groups = groupsOn(inventory, endpoint);
  return groups.length === 0 ? undefined : accessOf(new Exposures(inventory).at(groups, port));
}

function severityOf(
  { cloudflare, others }: Access,
  sees: Certainty,
): Exclude<Severity, "low"> | undefined {
  if (sees === "yes") {
    return cloudflare === "none" ? "high" : cloudflare === "all" ? undefined : "medium";
  }
  return others === "nobody" ? "high" : others === "everybody" ? undefined : "medium";
}
