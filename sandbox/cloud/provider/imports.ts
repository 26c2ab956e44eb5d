import type { Premises } from "../premises";
import type { Properties } from "../values";
import type { ResourceKind } from "./kind";

/**
 * Reads what is written for an import: `<zone>/<id>` or `<account>/<id>` for Cloudflare, the bare id for AWS.
 * @param kind - The resource type.
 * @param id - What is written.
 * @param premises - Tells zones from accounts.
 * @returns The object's own id, and the properties that lead to it.
 */
export function importedState(
  kind: ResourceKind,
  id: string,
  premises: Premises,
): { id: string; state: Properties } {
  const [scope = "", ...rest] = id.split("/");
  if (kind.service === "aws" || rest.length === 0) {
    return { id, state: { zoneId: id } };
  }
  const own = rest.at(-1) ?? "";
  const isAccount = scope === premises.accountId || scope === "accounts";
  const state: Properties = isAccount ? { accountId: premises.accountId } : { zoneId: scope };
  return { id: own, state: { ...state, settingId: own } };
}
