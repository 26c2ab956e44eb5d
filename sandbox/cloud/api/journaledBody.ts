import { setEntry } from "../../../core/ownEntry";
import { isSecretByName, secretHeaders, withoutSecrets } from "../../../core/secrets";
import { mask } from "../journal";
import { isObject, type Properties, type PropertyValue } from "../values";

/**
 * Takes out of a body what looks like a secret. Programs say which of their values are secret, clients of an API do not.
 * @param body - What was sent.
 * @returns A copy in which credentials of headers, and texts that are secrets by their names or their looks, read `[secret]`.
 */
export function journaledBody(body: Properties): Properties {
  const copy: Properties = {};
  for (const [name, value] of Object.entries(body)) {
    setEntry(copy, name, secretHeaders.test(name) ? mask : journaled(name, value));
  }
  return copy;
}

function journaled(name: string, value: PropertyValue): PropertyValue {
  if (typeof value === "string") {
    return isSecretByName(name, value) ? mask : withoutSecrets(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => journaled(name, item));
  }
  return isObject(value) ? journaledBody(value) : value;
}
