import { sentHeaders } from "../../facts/cloudflare/requestHeaders";
import { unknownValue } from "../../core/known";
import { lateTransformPhase } from "../../facts/cloudflare/rulesetPhases";
import { isObject, readFlag, readList, readObject, readText } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";

/**
 * Lists the rules that take headers away from requests, or change some that are sent anyway: what the origin makes of that, no plan
 * says. One that adds a header of its own changes nothing for whoever does not demand it.
 * @param ruleset - A `Ruleset`.
 * @returns Places like `rules[2]`, each with the rule; none for rulesets of other phases.
 */
export function headerChanges(ruleset: ModelResource): Map<string, ModelObject> {
  const { phase, rules } = ruleset.properties;
  const list = readText(phase) === lateTransformPhase ? readList(rules) : [];
  return new Map(
    list === unknownValue
      ? [["rules", {}]]
      : list.flatMap((rule, index): [string, ModelObject][] => {
          const own = isObject(rule) ? rule : {};
          const isPlain = isObject(rule) && !changesSent(rule);
          return isPlain ? [] : [[`rules[${index}]`, own]];
        }),
  );
}

function changesSent({ enabled, actionParameters }: ModelObject): boolean {
  const parameters = readObject(actionParameters);
  const headers = parameters === unknownValue ? parameters : readObject(parameters.headers);
  if (readFlag(enabled, "yes") === "no") {
    return false;
  }
  return (
    headers === unknownValue ||
    Object.entries(headers).some(([name, entry]) => {
      const operation = isObject(entry) ? readText(entry.operation) : unknownValue;
      const adds = operation === "set" || operation === "add";
      return !adds || sentHeaders.includes(name.toLowerCase());
    })
  );
}
