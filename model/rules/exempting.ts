import { partsOf } from "../../core/expressions/parts";
import type { Argument, Comparison, Condition } from "../../core/expressions/tree";
import type { EdgeRule } from "./edgeRules";

/** Fields by which a request says who it is, or shows what only some know. Bots that Cloudflare knows are nobody's visitors. */
const exempting =
  /^(?:ip\.src|cf\.tls_client_auth\.|http\.request\.headers|http\.cookie|http\.request\.cookies|cf\.bot_management\.(?!verified_bot))/;

/**
 * Whether somebody may get past a rule by who they are, which is then what it is for. Addresses that it is about are not: who meets it
 * by them is nobody whom it spares.
 * @param rule - The rule.
 */
export function exempts({ condition }: EdgeRule): boolean {
  return condition !== undefined && spares(condition, true);
}

/** Whether a part says who is spared, by what must hold, or by what must not. */
function spares(part: Condition | Argument, mustHold: boolean): boolean {
  switch (part.kind) {
    case "not":
      return spares(part.condition, !mustHold);
    case "logical":
      return part.conditions.some((each) => spares(each, mustHold));
    case "quantifier":
      return spares(part.argument, mustHold);
    case "comparison":
      return !(mustHold && isOfAddresses(part)) && asksWho(part);
    case "field":
    case "call":
    case "holds":
      return asksWho(part);
    case "constant":
    case "text":
    case "integer":
    case "address":
      return false;
  }
}

const naming: readonly string[] = ["equal", "in"];

function isOfAddresses({ operand, operator }: Comparison): boolean {
  return operand.kind === "field" && operand.name === "ip.src" && naming.includes(operator);
}

function asksWho(part: Parameters<typeof partsOf>[0]): boolean {
  return partsOf(part).fields.some((name) => exempting.test(name));
}
