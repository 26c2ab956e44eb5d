import { types } from "../account/indexes";
import type { Place } from "../resources/handler";
import type { Properties } from "../values";

/** What the account is called that a sandbox has before any program runs. */
export const accountName = "sandbox";

/**
 * Lists the accounts: the one that was there before, and those that programs made.
 * @param place - Where.
 * @returns Their properties.
 */
export function accountsNow({ account, seed }: Place): Properties[] {
  const made = account.ofType(types.account).map(({ properties }) => properties);
  return [{ id: seed.accountId, name: accountName, type: "standard" }, ...made];
}

/**
 * Finds an account.
 * @param id - Its id.
 * @param place - Where.
 * @returns What the API says of it: id and name.
 */
export function accountNow(id: string, place: Place): Properties {
  const found = accountsNow(place).find((one) => one.id === id);
  return { id, name: found?.name ?? accountName };
}
