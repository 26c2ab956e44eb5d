import { connectorPhase } from "../../facts/cloudflare/requestPhases";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { isObject, readFlag, readList, readText } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";
import { ownerOf } from "./balancerRules";
import { ruleOf, type EdgeRule, type PhaseRules } from "./edgeRules";

/**
 * Reads the rules of Cloud Connector, each as an origin rule that says the same.
 *
 * Source: Cloudflare docs, rules/cloud-connector (requests go to the bucket, under its own name).
 * @param inventory - The resources.
 * @returns The rules, by zone.
 */
export function cloudConnectorRules(inventory: Inventory): PhaseRules[] {
  return inventory.ofType("cloudConnector").map((resource) => {
    const list = readList(resource.properties.rules);
    return {
      ...{ ...ownerOf(resource), phase: connectorPhase },
      rules:
        list === unknownValue
          ? undefined
          : list.map((rule, index) => ruleAt(resource, rule, index)),
    };
  });
}

function ruleAt(resource: ModelResource, value: ModelValue, index: number): EdgeRule {
  const { description, enabled, expression, parameters } = isObject(value) ? value : {};
  const title = readText(description);
  const host = isObject(parameters) ? readText(parameters.host) : unknownValue;
  return ruleOf(resource, {
    place: `rules[${index}]`,
    ...(typeof title === "string" && title !== "" ? { title } : {}),
    enabled: readFlag(enabled, "yes"),
    expression: readText(expression) ?? unknownValue,
    action: { kind: "route", host, hostHeader: host, port: undefined, serverName: undefined },
    settings: ["origin.host", "hostHeader"],
  });
}
