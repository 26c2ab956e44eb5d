import { secretHeaders, secretProperties, secretShapes } from "../../../facts/secrets";
import { isList, isObject } from "../../model/reading";
import type { ModelObject, ModelResource, ModelValue } from "../../model/resources";
import { defineRule } from "../rule";
import { about } from "../subjects";

/** Secrets that everybody can read who can read the state, the preview or the review. */
export const secretInPlainText = defineRule({
  id: "secret-in-plain-text",
  severity: "high",
  evidence: "secrets",
  sentence: "Secrets are marked as secrets.",
  reason:
    "What is not marked stands in clear in the state, in previews and in the logs of the pipeline.",
  source: "Pulumi docs, concepts/secrets",
  wayOut:
    "Take the value from the stack's configuration with --secret, or wrap it in pulumi.secret, and change it where it was valid",
  evaluate: ({ after, secretsAreMarked }) =>
    secretsAreMarked
      ? after.resources.flatMap((resource) =>
          plainSecrets(resource).map(({ path, what }) => ({
            ...about(resource, path),
            must: "be a secret",
            got: `${what} in clear`,
          })),
        )
      : [],
});

interface PlainSecret {
  readonly path: string;
  readonly what: string;
}

function plainSecrets({ type, properties }: ModelResource): PlainSecret[] {
  const named = (secretProperties[type] ?? []).filter((name) => {
    const value = properties[name];
    return typeof value === "string" && value !== "";
  });
  return [
    ...named.map((path) => ({ path, what: "its content" })),
    ...inObject("", properties).filter(({ path }) => !named.includes(path)),
  ];
}

function inObject(path: string, value: ModelObject): PlainSecret[] {
  return Object.entries(value).flatMap(([name, each]) => {
    const inner = path === "" ? name : `${path}.${name}`;
    const isHeader = /(^|\.)headers?$/.test(path) && secretHeaders.test(name) && isClear(each);
    return isHeader ? [{ path: inner, what: "a credential" }] : inValue(inner, each);
  });
}

function inValue(path: string, value: ModelValue): PlainSecret[] {
  if (isList(value)) {
    return value.flatMap((each, index) => inValue(`${path}[${index}]`, each));
  }
  if (isObject(value)) {
    return inObject(path, value);
  }
  const shape =
    typeof value === "string" ? secretShapes.find(({ pattern }) => pattern.test(value)) : undefined;
  return shape === undefined ? [] : [{ path, what: shape.name }];
}

/** Whether a header's content, a text, a list of texts or a rule that sets one, can be read. */
function isClear(value: ModelValue): boolean {
  if (isList(value)) {
    return value.some(isClear);
  }
  return isObject(value)
    ? value.value !== undefined && isClear(value.value)
    : typeof value === "string" && value !== "";
}
