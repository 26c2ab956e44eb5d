import { tokensAt } from "../../model/graph/links";
import type { ModelResource } from "../../model/graph/resources";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import { snippetRules } from "../../model/rules/snippetRules";
import { tunnelConfigs } from "../../model/traffic/tunnelConfigs";
import { leadsNowhere } from "../../model/traffic/edgeServices";
import type { TrafficModel } from "../../model/traffic/path";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, titleOf, type Phrase } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** A type of which each resource writes a whole list, of which there is one. */
interface WholeList {
  readonly type: ModelTypeName;
  /** The property that says whose list it is. */
  readonly owner: string;
  /** What the list is. */
  readonly what: string;
  /** The hostnames that a resource has in it. */
  readonly hostnames: (model: TrafficModel, resource: ModelResource) => readonly string[];
}

/**
 * Source: Cloudflare docs, rules/snippets/create-api (`PUT …/snippet_rules` replaces all rules of the zone); Cloudflare API reference,
 * waiting rooms, replace rules, tunnel configurations, put, and cloud connector rules, put.
 */
const wholeLists: readonly WholeList[] = [
  {
    ...{ type: "snippetRules", owner: "zoneId", what: "the snippet rules of a zone" },
    hostnames: ({ inventory }, { key }) =>
      snippetRules(inventory)
        .flatMap(({ rules = [] }) => rules)
        .filter(({ resource }) => resource.key === key)
        .flatMap(({ hosts }) => hosts),
  },
  {
    ...{ type: "tunnelConfig", owner: "tunnelId", what: "the configuration of a tunnel" },
    hostnames: ({ inventory }, { key }) =>
      tunnelConfigs(inventory)
        .filter(({ resource }) => resource.key === key)
        .flatMap(({ ingresses = [] }) => ingresses.map(({ hostname }) => hostname))
        .filter((hostname) => typeof hostname === "string" && hostname !== "")
        .map(String),
  },
  {
    ...{ type: "cloudConnector", owner: "zoneId", what: "the rules of Cloud Connector of a zone" },
    hostnames: () => [],
  },
  {
    ...{ type: "waitingRoomRules", owner: "waitingRoomId", what: "the rules of a waiting room" },
    hostnames: () => [],
  },
];

/** Finds lists that a second resource comes to write as a whole, and so takes away what the first one has in it. */
export function wholeListRisks(context: RiskContext): Risk[] {
  return wholeLists.flatMap((list) =>
    changesOf(context, list.type, ["create", "replace", "update"]).flatMap((change) => {
      const other = change.after && otherOwner(context, list, change.after);
      const wasShared = change.before && otherOwner(context, list, change.before, "before");
      return other === undefined || wasShared !== undefined
        ? []
        : [overwritten(context, list, change, other)];
    }),
  );
}

/** Says of hostnames whose records lead nowhere on purpose what visitors get. */
export function nowherePhrase(nowhere: readonly string[]): Phrase {
  return nowhere.length === 0
    ? []
    : say` The record of ${names(nowhere)} leads nowhere on purpose, and visitors get Error 522.`;
}

/** The other resource that stands for the same list; of two new ones the later is told of. */
function otherOwner(
  context: RiskContext,
  { type, owner }: WholeList,
  own: ModelResource,
  side: "before" | "after" = "after",
): ModelResource | undefined {
  const tokens = tokensAt(own, owner);
  return context[side].inventory
    .ofType(type)
    .filter(({ key }) => key !== own.key)
    .filter(({ key }) => context.changes.get(key)?.operation !== "create" || key < own.key)
    .find((other) => tokensAt(other, owner).some((token) => tokens.includes(token)));
}

function overwritten(
  { after }: RiskContext,
  { what, hostnames }: WholeList,
  change: PlanChange,
  other: ModelResource,
): Risk {
  const lost = [...new Set(hostnames(after, other))].sort();
  const nowhere = lost.filter((hostname) => leadsNowhere(after, hostname));
  const isCertain = nowhere.length > 0 || modelType(other.type) === "tunnelConfig";
  const whose = lost.length === 0 ? [] : say`, those for ${names(lost)} among them`;
  return {
    ...{ id: "list-overwritten", severity: isCertain ? "high" : "medium" },
    ...{
      subject: change.key,
      title: lost.length === 0 ? other.name : titleOf(lost),
      about: lost,
    },
    consequence: [
      ...say`From this change on ${change.name} and ${other.name} both write ${[what]}, each the whole of it: what ${other.name} has in it is gone${whose}, until its own next update, which takes away what ${change.name} has.`,
      ...nowherePhrase(nowhere),
    ],
    cause: [causeOf(change)],
    hint: say`Put all of it into one resource, owned by one stack.`,
  };
}
