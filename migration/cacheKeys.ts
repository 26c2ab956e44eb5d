import { ownEntry } from "../core/ownEntry";
import type { Problem } from "../core/problem";
import { isObject, wrong, settingPath, type PageRule } from "./pageRule";
import { given } from "./translated";

/** Writes one member of a custom cache key as the provider has it; undefined for what is none. */
type Writer = (value: unknown, id: string) => Readonly<Record<string, unknown>> | undefined;

const list = (name: string): Writer => {
  return (value) => (isTexts(value) ? (value.length === 0 ? {} : { [name]: value }) : undefined);
};

const flag = (name?: string): Writer => {
  return (value, id) => (typeof value === "boolean" ? { [name ?? id]: value } : undefined);
};

/** Arguments of a query: all of them, or a list. */
const chosen = (name: string): Writer => {
  return (value) => {
    if (value === "*") {
      return { [name]: { all: true } };
    }
    return isTexts(value) ? (value.length === 0 ? {} : { [name]: { lists: value } }) : undefined;
  };
};

/** Page rules may leave out any header; cache rules leave out `Origin` alone. */
const excludeOrigin: Writer = (value) => {
  const isOrigin = isTexts(value) && value.every((each) => each.toLowerCase() === "origin");
  return isOrigin ? (value.length === 0 ? {} : { excludeOrigin: true }) : undefined;
};

/**
 * What a custom cache key has, by the names of page rules.
 *
 * Source: Cloudflare API reference, page_rules (`cache_key_fields`); the arguments of @pulumi/cloudflare 6.22.1.
 */
const parts: Readonly<
  Record<string, { readonly name: string; readonly members: Readonly<Record<string, Writer>> }>
> = {
  cookie: {
    name: "cookie",
    members: { include: list("includes"), check_presence: list("checkPresences") },
  },
  header: {
    name: "header",
    members: {
      include: list("includes"),
      check_presence: list("checkPresences"),
      exclude: excludeOrigin,
    },
  },
  host: { name: "host", members: { resolved: flag() } },
  query_string: {
    name: "queryString",
    members: { include: chosen("include"), exclude: chosen("exclude") },
  },
  user: {
    name: "user",
    members: { device_type: flag("deviceType"), geo: flag(), lang: flag() },
  },
};

/** A custom cache key as a cache rule has it. */
export interface CustomKey {
  /** The key; undefined where nothing is left of it. */
  readonly key: Readonly<Record<string, unknown>> | undefined;
  /** What of it a cache rule cannot have, or nobody can read. */
  readonly problems: readonly Problem[];
}

/**
 * Translates a custom cache key.
 * @param rule - The page rule.
 */
export function translateCustomKey(rule: PageRule): CustomKey {
  const path = settingPath(rule, "cache_key_fields");
  const fields = rule.settings.get("cache_key_fields");
  const problems: Problem[] = [];
  const written = Object.entries(isObject(fields) ? fields : {}).map(([id, members]) => {
    const part = ownEntry(parts, id);
    if (part === undefined || !isObject(members)) {
      problems.push(wrong(`${path}.${id}`, `be one of ${Object.keys(parts).join(", ")}`, members));
      return [id, undefined] as const;
    }
    const values = Object.entries(members).flatMap(([name, value]) => {
      const member = ownEntry(part.members, name)?.(value, name);
      if (member === undefined) {
        const rule = "be what a cache rule can have in its key";
        problems.push(wrong(`${path}.${id}.${name}`, rule, value));
      }
      return Object.entries(member ?? {});
    });
    return [part.name, values.length === 0 ? undefined : Object.fromEntries(values)] as const;
  });
  const key = given(Object.fromEntries(written));
  return { key: Object.keys(key).length === 0 ? undefined : key, problems };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
