import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { readTrafficPaths } from "../../model/traffic/path";
import { names, say } from "../words/words";
import { networkAclRisks } from "./networkAcls";
import { publicOrigins, type PublicOrigin } from "./publicOrigins";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";
import { subnetRouteRisks } from "./subnetRoutes";

/** What is away from its deletion to its creation, and decides what reaches a subnet meanwhile. */
const parts: ReadonlySet<ModelTypeName> = new Set([
  "route",
  "routeTableAssociation",
  "mainRouteTableAssociation",
  "internetGatewayAttachment",
  "networkAclRule",
  "networkAclAssociation",
]);

/** Finds origins that Cloudflare reaches before and after, and not while a route, a rule or an association is made anew. */
export function networkGapRisks(context: RiskContext): Risk[] {
  const away = changesOf(context, [...parts], ["replace"]).filter(
    ({ deleteFirst }) => deleteFirst === true,
  );
  if (away.length === 0) {
    return [];
  }
  const gone = new Set(away.map(({ key }) => key));
  const between = readTrafficPaths(context.plan.after.filter(({ key }) => !gone.has(key)));
  const lasting = new Set(shutRisks(context).map(({ subject }) => subject));
  const origins = new Map(
    publicOrigins(context, parts).map((each) => [each.after.resource.key, each]),
  );
  const found = new Map<string, Risk>();
  for (const { subject, cause, severity } of shutRisks({ ...context, after: between })) {
    const origin = origins.get(subject);
    const own = cause.map(({ change }) => change).filter(({ key }) => gone.has(key));
    if (origin !== undefined && own.length > 0 && !lasting.has(subject) && severity !== "low") {
      const known = found.get(subject)?.cause.map(({ change }) => change) ?? [];
      found.set(subject, gapRisk(origin, [...new Set([...known, ...own])]));
    }
  }
  return [...found.values()];
}

function shutRisks(context: RiskContext): Risk[] {
  return [...subnetRouteRisks(context), ...networkAclRisks(context)];
}

function gapRisk(
  { after, visitors }: PublicOrigin,
  changes: readonly Risk["cause"][number]["change"][],
): Risk {
  return {
    ...{ id: "network-gap", severity: "medium", subject: after.resource.key, title: after.title },
    consequence: say`Between the deletion and the creation of ${names(changes.map(({ name }) => name))} packets between Cloudflare and ${after.title} are lost: connections stand still, and where that takes longer than some seconds ${visitors} get Error 522.`,
    cause: changes.map((change) => causeOf(change, change.replacedFor)),
    hint: say`Leave deleteBeforeReplace out where the new one can stand beside the old one, or add one by another number or destination first that does the same meanwhile.`,
  };
}
