import { lookingOnPolicies, lookingOnServices } from "../../facts/aws/rolePolicies";
import { isList, isObject, knownList, readList, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";

/**
 * Lists what a policy lets its holder do, logs and measurements apart.
 * @param resource - A policy, or one of a role.
 * @returns The patterns of actions, in lower case; undefined where they are not known.
 */
function allowedActions({ properties }: ModelResource): string[] | undefined {
  const text = readText(properties.policy);
  const statements = typeof text === "string" ? statementsOf(text) : undefined;
  return statements
    ?.filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }): readonly (ModelValue | undefined)[] =>
      isList(Action) ? Action : [Action],
    )
    .filter((action) => typeof action === "string")
    .map((action) => action.toLowerCase())
    .filter((action) => !lookingOnServices.includes(action.split(":", 1)[0] ?? ""));
}

/**
 * Lists what a policy no longer lets its holder do. Of resources and conditions nothing is read.
 * Source: IAM user guide, reference_policies_elements_action (patterns with `*`, no case).
 * @param before - The policy.
 * @param after - The same after a change; undefined where it goes.
 * @returns The patterns of actions that no pattern afterwards covers.
 */
export function lostActions(before: ModelResource, after: ModelResource | undefined): string[] {
  const is = after === undefined ? [] : allowedActions(after);
  const was = is === undefined ? [] : (allowedActions(before) ?? []);
  return was.filter((action) => !(is ?? []).some((pattern) => coversPattern(pattern, action)));
}

/**
 * Whether a policy lets its holder do something.
 * @param policy - A policy, or one of a role.
 * @param action - A pattern of actions, in lower case.
 * @returns True also where the policy is not known.
 */
export function allows(policy: ModelResource, action: string): boolean {
  const patterns = allowedActions(policy);
  return patterns?.some((pattern) => coversPattern(pattern, action)) !== false;
}

/**
 * Whether a pattern stands for all that another one does.
 * @param pattern - Text with `*` for any other text and `?` for one character.
 * @param action - What it is to stand for, a pattern too.
 */
export function coversPattern(pattern: string, action: string): boolean {
  const parts = pattern
    .split("*")
    .map((part) => part.replace(/[.*+^${}()|[\]\\]/g, "\\$&").replaceAll("?", "."));
  return new RegExp(`^${parts.join(".*")}$`).test(action);
}

/**
 * Whether a policy that is attached lets its holder only write logs and the like.
 * @param attachment - What attaches it.
 */
export function onlyLooksOn({ properties }: ModelResource): boolean {
  const arn = readText(properties.policyArn);
  return typeof arn === "string" && lookingOnPolicies.includes(arn.split("/").at(-1) ?? "");
}

/**
 * Whether a role lets a service take it on.
 * @param role - The role.
 * @param service - The service's principal.
 * @returns True also where the policy is not known.
 */
export function mayTrust({ properties }: ModelResource, service: string): boolean {
  const text = readText(properties.assumeRolePolicy);
  return typeof text !== "string" || text.includes(service) || text.includes('"*"');
}

/**
 * Reads the statements of a policy.
 * @param text - The policy, as JSON.
 * @returns The statements; undefined where it is none.
 */
export function statementsOf(text: string): ModelObject[] | undefined {
  try {
    const { Statement } = JSON.parse(text) as ModelObject;
    const all: readonly ModelValue[] = isObject(Statement)
      ? [Statement]
      : (knownList(readList(Statement)) ?? []);
    return all.filter(isObject);
  } catch {
    return undefined;
  }
}
