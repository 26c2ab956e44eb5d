import { contains, type AddressRange } from "../../core/cidrs";
import { directiveText, named, type Directive } from "../configuration/directive";
import { anyOf, inForceForSite, sourceOf, type ApacheRules, type Scopes } from "./apacheSections";

/**
 * Reads the rules that Apache 2.2 had, and mod_access_compat still has: `Order`, `Allow from` and `Deny from`.
 * Source: Apache docs, mod_access_compat.
 * @param scopes - The virtual host, and what is around it.
 * @returns The rules; undefined where there are none.
 */
export function compatRules(scopes: Scopes): ApacheRules | undefined {
  const rules = inForceForSite(scopes, "order", "allow", "deny");
  const [first] = rules;
  if (first === undefined) {
    return undefined;
  }
  // The last `Order` counts; without one it is `Deny,Allow`.
  const isAllowFirst = /^allow/i.test(named(rules, "order").at(-1)?.args[0] ?? "");
  const isAny = /^any$/i.test(inForceForSite(scopes, "satisfy").at(-1)?.args[0] ?? "");
  return {
    at: first.at,
    text: rules.map(directiveText).join("; "),
    sources: rules.flatMap(sourcesOf).filter((source) => source !== undefined),
    isLetIn: (range) => {
      const [allowed, denied] = ["allow", "deny"].map((name) =>
        anyOf(named(rules, name).flatMap((rule) => fits(rule, range))),
      );
      const answer = isAllowFirst ? both(allowed, not(denied)) : anyOf([allowed, not(denied)]);
      return isAny && answer === false ? undefined : answer;
    },
  };
}

/** What stands behind `from`. */
function sourcesOf({ name, args }: Directive): (AddressRange | undefined)[] {
  return name === "order" ? [] : args.slice(1).map(sourceOf);
}

/** Names of hosts and variables (`env=`) tell nothing of an address. */
function fits({ args }: Directive, range: AddressRange): (boolean | undefined)[] {
  return args.slice(1).map((text) => {
    const source = sourceOf(text);
    return /^all$/i.test(text)
      ? true
      : source && source.family === range.family && contains(source, range);
  });
}

function not(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

function both(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  return not(anyOf([not(one), not(other)]));
}
