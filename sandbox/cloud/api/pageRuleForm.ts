import { pageRuleActions, valuelessActions } from "../../../facts/cloudflare/pageRules";
import { ownEntry } from "../../../core/ownEntry";
import { isObject, list, object, text, type Properties, type PropertyValue } from "../values";

/** The action whose value is a map of texts in Pulumi, and of texts and numbers on the wire. */
const ttlByStatus = "cache_ttl_by_status";

/**
 * Reads a page rule as the API has it: targets and actions are lists there, one target and a map in Pulumi.
 * Source: the npm package `cloudflare` 7.3, resources/page-rules; Cloudflare Terraform provider v5.22.0, internal/services/page_rule.
 * @param body - What was sent.
 * @returns The same with `target` and `actions`; they are missing where they cannot be read.
 */
export function pageRuleFromWire({ targets, actions, ...body }: Properties): Properties {
  const [target, ...others] = list(targets).map(object);
  const constraint = object(target?.constraint);
  const isRead = others.length === 0 && typeof constraint.value === "string";
  const read = actionsFromWire(actions);
  return {
    ...body,
    ...(isRead ? { target: text(constraint.value) } : {}),
    ...(read === undefined ? {} : { actions: read }),
  };
}

function actionsFromWire(actions: PropertyValue | undefined): Properties | undefined {
  if (!Array.isArray(actions) || !actions.every((one) => isKnownAction(one))) {
    return undefined;
  }
  return Object.fromEntries(
    actions
      .map(object)
      .map(({ id, value = null }): [string, PropertyValue] => [
        text(id),
        valueless(text(id)) ? true : id === ttlByStatus ? texts(object(value)) : value,
      ]),
  );
}

function isKnownAction(action: PropertyValue): boolean {
  return isObject(action) && pageRuleActions.includes(text(ownEntry(action, "id")));
}

function valueless(id: string): boolean {
  return valuelessActions.includes(id);
}

function texts(map: Properties): Properties {
  return mapped(map, (value) => (typeof value === "number" ? `${value}` : value));
}

function numbers(map: Properties): Properties {
  return mapped(map, (value) => (/^-?\d+$/.test(text(value)) ? Number(value) : value));
}

function mapped(map: Properties, change: (value: PropertyValue) => PropertyValue): Properties {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}

/**
 * Writes a page rule as the API has it.
 * @param answer - The rule with its names on the wire.
 * @returns The rule with `targets` and `actions` as lists.
 */
export function pageRuleToWire({ target = null, actions, ...answer }: Properties): Properties {
  const constraint: Properties = { operator: "matches", value: target };
  const given = Object.entries(object(actions)).filter(
    ([, value]) => value !== null && value !== false,
  );
  return {
    ...answer,
    targets: [{ target: "url", constraint }],
    actions: given.map(([id, value]): Properties =>
      valueless(id) ? { id } : { id, value: id === ttlByStatus ? numbers(object(value)) : value },
    ),
  };
}
