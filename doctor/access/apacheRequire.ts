import { contains, type AddressRange } from "../../core/cidrs";
import { directiveText, everyDirective, type Directive } from "../configuration/directive";
import { anyOf, inForceForSite, sourceOf, type ApacheRules, type Scopes } from "./apacheSections";

const groups = ["requireall", "requireany", "requirenone"];

/**
 * Reads the rules of mod_authz_core: `Require`, alone and in groups.
 * @param scopes - The virtual host, and what is around it.
 * @returns The rules; undefined where there are none.
 */
export function requireRules(scopes: Scopes): ApacheRules | undefined {
  const requires = inForceForSite(scopes, "require", ...groups);
  const [first] = requires;
  return (
    first && {
      at: first.at,
      text: requires.map(ruleText).join("; "),
      sources: everyDirective(requires)
        .flatMap(({ args }) => args.map(sourceOf))
        .filter((source) => source !== undefined),
      isLetIn: (range) => anyOf(requires.map((one) => holds(one, range))),
    }
  );
}

function ruleText(directive: Directive): string {
  const inner = (directive.block ?? []).map(ruleText).join("; ");
  return directive.block === undefined ? directiveText(directive) : `<${directive.name}> ${inner}`;
}

/** Undefined where it hangs on what is not an address. */
function holds({ name, args, block = [] }: Directive, range: AddressRange): boolean | undefined {
  const inner = block.map((one) => holds(one, range));
  switch (name) {
    case "requireall": {
      const opposite = anyOf(inner.map((one) => (one === undefined ? undefined : !one)));
      return opposite === undefined ? undefined : !opposite;
    }
    case "requireany":
      return anyOf(inner);
    case "requirenone": {
      const some = anyOf(inner);
      return some === undefined ? undefined : !some;
    }
  }
  const isNegated = args[0]?.toLowerCase() === "not";
  const [kind = "", ...values] = isNegated ? args.slice(1) : args;
  const answer = answerOf(kind.toLowerCase(), values, range);
  return answer === undefined ? undefined : answer !== isNegated;
}

function answerOf(
  kind: string,
  values: readonly string[],
  range: AddressRange,
): boolean | undefined {
  switch (kind) {
    case "all":
      return values[0]?.toLowerCase() === "granted";
    case "local":
      return false;
    case "ip": {
      const sources = values.map(sourceOf).filter((source) => source !== undefined);
      return sources.some((source) => source.family === range.family && contains(source, range));
    }
    default:
      return undefined;
  }
}
