import type { EdgeRule } from "./edgeRules";

/** Fields by which a request says who it is, or shows what only some know. */
const exempting =
  /^(?:ip\.src|cf\.tls_client_auth\.|http\.request\.headers|http\.cookie|http\.request\.cookies|cf\.bot_management\.|cf\.client\.bot)/;

/**
 * Whether somebody may get past a rule by who they are, which is then what it is for.
 * @param rule - The rule.
 */
export function exempts({ fields }: EdgeRule): boolean {
  return [...fields].some((name) => exempting.test(name));
}
