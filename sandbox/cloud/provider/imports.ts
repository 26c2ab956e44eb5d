import type { AccountSeed } from "../accountSeed";
import type { Properties } from "../values";
import type { ResourceHandler } from "../resources/handler";

/**
 * Reads what is written for an import: `<zone>/<id>` or `<account>/<id>` for Cloudflare, the bare id for AWS.
 * @param handler - The resource type.
 * @param id - What is written.
 * @param seed - Tells zones from accounts.
 * @returns The object's own id, and the properties that lead to it.
 */
export function importedState(
  handler: ResourceHandler,
  id: string,
  seed: AccountSeed,
): { id: string; state: Properties } {
  const [scope = "", ...rest] = id.split("/");
  if (handler.service === "aws" || rest.length === 0) {
    return { id, state: { zoneId: id } };
  }
  const own = rest.at(-1) ?? "";
  const isAccount = scope === seed.accountId || scope === "accounts";
  const state: Properties = isAccount ? { accountId: seed.accountId } : { zoneId: scope };
  return { id: own, state: { ...state, settingId: own } };
}
