import { createHash } from "node:crypto";

/** Half of a character that UTF-16 writes in two, without the other half: UTF-8 has no bytes for it. */
const loneSurrogate = /^[\uD800-\uDFFF]$/;

/**
 * Turns a user's key into the part of a child's logical name, injectively: two keys of one component never meet.
 * Letters, digits, `.`, `_` and `-` stand for themselves, everything else becomes `%` and its UTF-8 hex, and half a character
 * `%` and its code.
 * @param key - A key chosen by the user, such as `www` or `*.shop`.
 * @returns The encoded key; the same as the key for everyday names.
 */
export function encodeKey(key: string): string {
  return key.replace(/[^A-Za-z0-9._-]/gu, (character) =>
    loneSurrogate.test(character)
      ? `%u${character.charCodeAt(0).toString(16).toUpperCase()}`
      : [...Buffer.from(character, "utf8")]
          .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
          .join(""),
  );
}

/**
 * The logical name of a component's child. Names are public: changing one replaces live resources. Names of children of two
 * components can meet where the name of one component and a key spell those of the other.
 * @param parent - The component's name.
 * @param noun - What the child is: `record`, `pool`, `ingress`.
 * @param keys - The user's keys, for children of which there are several.
 * @returns `parent-noun` or `parent-noun-key-…`.
 */
export function childName(parent: string, noun: string, ...keys: readonly string[]): string {
  return [parent, noun, ...keys.map(encodeKey)].join("-");
}

/**
 * The name of an object at an API that takes fewer characters than Pulumi does. Two logical names never become one: what a name loses
 * comes back as its hash.
 * @param name - The logical name.
 * @param written - The same in the characters that the API takes.
 * @returns What is written, with a part of the hash behind it where that is not the name itself.
 */
export function objectName(name: string, written: string): string {
  const hash = createHash("sha256").update(name).digest("hex");
  return written === name ? name : `${written}-${hash.slice(0, 8)}`;
}
