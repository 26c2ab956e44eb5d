import { readRange, type AddressRange } from "../../core/cidrs";
import { named, type Directive } from "../configuration/directive";

/** Blocks of a configuration, the innermost first. */
export type Scopes = readonly (readonly Directive[])[];

/** Rules of one module about who is let in. */
export interface ApacheRules {
  /** Where they begin. */
  readonly at: string;
  /** As written. */
  readonly text: string;
  /** All sources that they name. */
  readonly sources: readonly AddressRange[];
  /** Whether a range is let in that no source divides; undefined where that hangs on what is no address. */
  readonly isLetIn: (range: AddressRange) => boolean | undefined;
}

/**
 * Finds the directives in force for the site as a whole: those of `<Location "/">`, or else of the narrowest folder around the site's
 * that has any. Source: Apache docs, "How the sections are merged"; mod_authz_core, AuthMerging, which is off where nobody sets it; and
 * mod_access_compat, whose section overrides those around it.
 * @param scopes - The virtual host, and what is around it.
 * @param names - The directives.
 * @returns Those of one section, in their order; none where no section has any.
 */
export function inForceForSite(scopes: Scopes, ...names: readonly string[]): Directive[] {
  const all = scopes.flat();
  const location = named(all, "location").filter(({ args }) => args[0] === "/");
  const site = scopes.flatMap((scope) => named(scope, "documentroot").slice(-1))[0]?.args[0];
  const folders = named(all, "directory")
    .filter(({ args: [path = ""] }) => site !== undefined && isWithinFolder(site, path))
    .sort((one, other) => (other.args[0] ?? "").length - (one.args[0] ?? "").length);
  return (
    [...location, ...folders]
      .map(({ block }) => named(block, ...names))
      .find((found) => found.length > 0) ?? []
  );
}

function isWithinFolder(path: string, folder: string): boolean {
  const above = folder.replace(/\/+$/, "");
  return `${path}/`.startsWith(`${above}/`);
}

/**
 * Reads a source of a rule. Addresses may be cut short: `10.1` is `10.1.0.0/16`. Source: Apache docs, mod_authz_host and
 * mod_access_compat.
 * @param text - The source.
 * @returns Its range; undefined for what is no address.
 */
export function sourceOf(text: string): AddressRange | undefined {
  const [, short] = /^(\d{1,3}(?:\.\d{1,3}){0,2})\.?$/.exec(text) ?? [];
  const parts = short?.split(".") ?? [];
  return short === undefined
    ? readRange(text)
    : readRange(`${[...parts, "0", "0", "0"].slice(0, 4).join(".")}/${parts.length * 8}`);
}

/**
 * Whether one of some answers is yes.
 * @param answers - The answers.
 * @returns Undefined where none is yes and one is not known.
 */
export function anyOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}
