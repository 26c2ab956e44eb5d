import { inUseConstraints } from "../../../constraints/inUse";
import { ownEntry } from "../../../core/ownEntry";
import type { StoredObject } from "../account/account";
import { refuseBroken } from "../calls/refuse";
import { text } from "../values";
import type { Place } from "./handler";

/**
 * Refuses to delete what others refer to.
 * @param object - What is to be deleted.
 * @param place - Where.
 * @throws {ApiError} As the API that has the constraint refuses.
 */
export function refuseInUse(object: StoredObject, place: Place): void {
  const constraints = inUseConstraints.filter(({ type }) => type === object.type);
  const others = [...place.account.find(`references:${object.id}`)].filter(
    ({ type, key }) => type !== object.type || key !== object.key,
  );
  refuseBroken(constraints, object, {
    referrers: ({ type, owner }) =>
      others
        .filter((user) => user.type === type)
        .filter(
          ({ properties }) =>
            owner === undefined || text(ownEntry(properties, owner)) !== object.id,
        )
        .map((user) => `${user.type.split(":")[2] ?? user.type} ${user.id}`),
  });
}
