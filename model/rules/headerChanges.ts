import { sentHeaders } from "../../facts/cloudflare/requestHeaders";
import {
  includesSubdomains,
  responseTransformPhase,
  steeringHeaders,
  strictTransportHeader,
} from "../../facts/cloudflare/responseHeaders";
import { unknownValue } from "../../core/known";
import { lateTransformPhase } from "../../facts/cloudflare/rulesetPhases";
import { isObject, readFlag, readList, readObject, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";

/** Whether what a rule does with a header, named in lower case, is what no plan says the outcome of. */
type Weighs = (name: string, entry: ModelValue) => boolean;

const weighing: ReadonlyMap<unknown, Weighs> = new Map([
  [lateTransformPhase, changesSent],
  [responseTransformPhase, steersVisitors],
]);

/**
 * Lists the rules that take headers away from requests, or change some that are sent anyway, and those that change headers of
 * responses by which browsers go elsewhere or show nothing: what the origin or a browser makes of that, no plan says. One that adds
 * another header changes nothing for whoever does not demand it.
 * @param ruleset - A `Ruleset`.
 * @returns Places like `rules[2]`, each with the rule; none for rulesets of other phases.
 */
export function headerChanges(ruleset: ModelResource): Map<string, ModelObject> {
  const { phase, rules } = ruleset.properties;
  const weighs = weighing.get(readText(phase));
  const list = weighs === undefined ? [] : readList(rules);
  return new Map(
    list === unknownValue
      ? [["rules", {}]]
      : list.flatMap((rule, index): [string, ModelObject][] => {
          const own = isObject(rule) ? rule : {};
          const isPlain = isObject(rule) && (weighs === undefined || !hasWeight(rule, weighs));
          return isPlain ? [] : [[`rules[${index}]`, own]];
        }),
  );
}

function hasWeight({ enabled, actionParameters }: ModelObject, weighs: Weighs): boolean {
  const parameters = readObject(actionParameters);
  const headers = parameters === unknownValue ? parameters : readObject(parameters.headers);
  if (readFlag(enabled, "yes") === "no") {
    return false;
  }
  return (
    headers === unknownValue ||
    Object.entries(headers).some(([name, entry]) => weighs(name.toLowerCase(), entry))
  );
}

function changesSent(name: string, entry: ModelValue): boolean {
  const operation = isObject(entry) ? readText(entry.operation) : unknownValue;
  const adds = operation === "set" || operation === "add";
  return !adds || sentHeaders.includes(name);
}

/** Source of HSTS for a hostname alone: that of `includesSubdomains`. */
function steersVisitors(name: string, entry: ModelValue): boolean {
  if (name !== strictTransportHeader || !isObject(entry)) {
    return steeringHeaders.includes(name);
  }
  const [value, operation] = [readText(entry.value), readText(entry.operation)];
  const isPlain = typeof value === "string" && !value.toLowerCase().includes(includesSubdomains);
  return operation !== "remove" && !isPlain;
}
