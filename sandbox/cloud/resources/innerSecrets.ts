import { ownEntry } from "../../../core/ownEntry";
import type { ResourceRules } from "../../../facts/resourceRules";
import { changedAt } from "../secretPaths";
import { isAbsent, object, text, type Properties } from "../values";
import { valuesAt } from "./paths";

interface InnerSecret {
  /** Where the object stands that holds it, e.g. `bindings[1]`. */
  readonly holder: string;
  /** Its name there. */
  readonly name: string;
}

/**
 * Finds the secrets that stand inside properties by the tables of facts.
 * @param rules - The row of the resource's type.
 * @param properties - Its properties.
 * @returns Where they stand, e.g. `bindings[1].text`.
 */
export function innerSecrets(rules: ResourceRules, properties: Properties): string[] {
  return found(rules, properties).map(({ holder, name }) => `${holder}.${name}`);
}

/**
 * Leaves out the secrets that stand inside properties, as the API does when it answers.
 * @param rules - The row of the resource's type.
 * @param properties - Its properties.
 * @returns A copy without them.
 */
export function withoutInnerSecrets(rules: ResourceRules, properties: Properties): Properties {
  return found(rules, properties).reduce(
    (rest, { holder, name }) =>
      changedAt(rest, holder, (held) => {
        const { [name]: _secret, ...others } = object(held);
        return others;
      }),
    properties,
  );
}

function found({ writeOnlyInside = {} }: ResourceRules, properties: Properties): InnerSecret[] {
  return Object.entries(writeOnlyInside).flatMap(([property, names]) =>
    valuesAt(properties, property).flatMap(({ path, value }) => {
      const held = object(value);
      return Object.entries(names)
        .filter(([name, answered]) => {
          return (
            !isAbsent(ownEntry(held, name)) && !answered.includes(text(ownEntry(held, "type")))
          );
        })
        .map(([name]) => ({ holder: path, name }));
    }),
  );
}
