import type { Json } from "../json";
import { listOf } from "./nftablesJson";

/** Parts that say nothing of whom a rule is about. */
const silent = new Set(["counter", "log", "comment"]);

/**
 * Writes a rule of nftables much as nft does, for people.
 * @param parts - Its parts, as `nft -j` writes them.
 * @returns At most 300 signs.
 */
export function nftablesText(parts: readonly Json[]): string {
  const text = parts
    .flatMap((part) => Object.entries(part))
    .filter(([name]) => !silent.has(name))
    .map(([name, value]) => partText(name, value))
    .join(" ");
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}

function partText(name: string, value: unknown): string {
  const { op, left, right, target, key, data } = (value ?? {}) as Json;
  switch (name) {
    case "match":
      return [valueText(left), op === "!=" ? "!=" : "", valueText(right)].filter(Boolean).join(" ");
    case "jump":
    case "goto":
      return `${name} ${valueText(target)}`;
    case "vmap":
      return `${valueText(key)} vmap ${valueText(data)}`;
    default:
      return name;
  }
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(valueText).join(" : ");
  }
  if (typeof value !== "object" || value === null) {
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  }
  const { payload, meta, ct, prefix, range, set, elem } = value as Record<string, Json | undefined>;
  if (prefix !== undefined) {
    return `${valueText(prefix.addr)}/${valueText(prefix.len)}`;
  }
  if (Array.isArray(range)) {
    return range.map(valueText).join("-");
  }
  if (set !== undefined) {
    return `{ ${listOf(set).map(valueText).join(", ")} }`;
  }
  const field = payload ?? meta ?? ct;
  if (field !== undefined) {
    const of = payload === undefined ? (meta === undefined ? "ct" : "meta") : field.protocol;
    return `${valueText(of)} ${valueText(field.field ?? field.key)}`;
  }
  return elem === undefined ? Object.keys(value).join(" ") : valueText(elem.val);
}
