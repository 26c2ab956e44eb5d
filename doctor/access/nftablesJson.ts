import type { Json } from "../json";

/**
 * Makes a list of what may be one, for nft writes a list of one value as the value.
 * @param value - A list, a value, or nothing.
 */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/**
 * Reads a name.
 * @param value - Any value.
 * @returns The text; empty for what is none.
 */
export function nameOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/**
 * Names a chain or a set, which bear the same name in several tables.
 * @param inTable - What stands in the table.
 * @param name - Its name there.
 */
export function nameInTable({ family, table }: Json, name: unknown): string {
  return `${nameOf(family)} ${nameOf(table)} ${nameOf(name)}`;
}
