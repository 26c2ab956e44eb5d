import {
  isSecretByName,
  isSecretName,
  looksRandom,
  privateProperties,
  secretFormIn,
  secretHeaders,
  secretProperties,
} from "../../../core/secrets";
import { ownEntry } from "../../../core/ownEntry";
import { isList, isObject } from "../../../model/graph/reading";
import {
  everyProperty,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
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
  hint: "Take the value from the stack's configuration with --secret, or wrap it in pulumi.secret, and change it where it was valid",
  evaluate: ({ after, secretsAreMarked }) => {
    const texts = new ReadTexts();
    return secretsAreMarked
      ? after.resources.flatMap((resource) =>
          plainSecrets(resource, texts).map(({ path, what }) => ({
            ...about(resource, path),
            must: "be a secret",
            actual: `${what} in clear`,
          })),
        )
      : [];
  },
});

/** Looks for secrets in texts, and at names of properties, at each once: most of a plan's stand there many times. */
class ReadTexts {
  readonly #secrets = new Map<string, string>();
  readonly #names = new Map<string, boolean>();

  /** What is found in a text; empty for nothing. */
  secretIn(text: string): string {
    let found = this.#secrets.get(text);
    if (found === undefined) {
      found = secretFormIn(text)?.name ?? "";
      this.#secrets.set(text, found);
    }
    return found;
  }

  /** Whether a property's name makes a text in it a secret. */
  isSecretByName(name: string, text: string): boolean {
    let can = this.#names.get(name);
    if (can === undefined) {
      can = isSecretName(name);
      this.#names.set(name, can);
    }
    return can && isSecretByName(name, text) && looksRandom(text);
  }
}

/** What stands in clear in base64, as in the user data of machines. */
function inBase64(type: string, properties: ModelObject): readonly PlainSecret[] {
  return (ownEntry(privateProperties, type) ?? []).flatMap((path) => {
    const value = ownEntry(properties, path);
    const isBase64 = typeof value === "string" && /^[A-Za-z0-9+/\s]{16,}={0,2}\s*$/.test(value);
    const form = isBase64 ? secretFormIn(Buffer.from(value, "base64").toString("utf8")) : undefined;
    return form === undefined ? [] : [{ path, what: `${form.name} in base64` }];
  });
}

interface PlainSecret {
  readonly path: string;
  readonly what: string;
}

function plainSecrets(resource: ModelResource, texts: ReadTexts): readonly PlainSecret[] {
  const { type } = resource;
  const properties = everyProperty(resource);
  const inside = within(properties, "", texts).concat(inBase64(type, properties));
  const named = (ownEntry(secretProperties, type) ?? []).filter((name) => {
    const value = ownEntry(properties, name);
    return typeof value === "string" && value !== "";
  });
  return named.length === 0
    ? inside
    : [
        ...named.map((path) => ({ path, what: "its content" })),
        ...inside.filter(({ path }) => !named.includes(path)),
      ];
}

const none: readonly PlainSecret[] = [];
const credential: readonly PlainSecret[] = [{ path: "", what: "a credential" }];

/** What stands in clear in a value of the given name. Paths are put together only where something is found. */
function within(value: ModelValue, name: string, texts: ReadTexts): readonly PlainSecret[] {
  if (typeof value === "string") {
    const form = texts.secretIn(value);
    const isNamed = form === "" && texts.isSecretByName(name, value);
    return form === "" && !isNamed ? none : [{ path: "", what: isNamed ? "its content" : form }];
  }
  if (isList(value)) {
    return withinList(value, texts);
  }
  return isObject(value) ? withinObject(value, name, texts) : none;
}

function withinList(list: readonly ModelValue[], texts: ReadTexts): readonly PlainSecret[] {
  let found = none;
  for (const [index, each] of list.entries()) {
    const secrets = within(each, "", texts);
    found = secrets.length === 0 ? found : joined(found, `[${index}]`, secrets);
  }
  return found;
}

function withinObject(value: ModelObject, name: string, texts: ReadTexts): readonly PlainSecret[] {
  let found = none;
  const areHeaders = name === "header" || name === "headers";
  for (const inner of Object.keys(value)) {
    const each = value[inner] ?? null;
    const isCredential = areHeaders && secretHeaders.test(inner) && isClear(each);
    const secrets = isCredential ? credential : within(each, inner, texts);
    found = secrets.length === 0 ? found : joined(found, inner, secrets);
  }
  return found;
}

function joined(
  found: readonly PlainSecret[],
  place: string,
  inner: readonly PlainSecret[],
): readonly PlainSecret[] {
  const moved = inner.map(({ path, what }) => ({
    path: path === "" || path.startsWith("[") ? `${place}${path}` : `${place}.${path}`,
    what,
  }));
  return [...found, ...moved];
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
