import { isPinned } from "../../model/origin/targetGroups";
import { title } from "../../model/graph/title";
import { say } from "../words/words";
import type { OriginSides } from "./originSides";
import { causeOf, changesOf, type Risk } from "./risk";

/**
 * Finds target groups that no longer keep visitors on the target that has their session, while there is more than one.
 * Source: Elastic Load Balancing, user guide for Application Load Balancers, edit-target-group-attributes (sticky sessions).
 */
export function targetSessionRisks(sides: OriginSides): Risk[] {
  return changesOf(sides.context, "targetGroup", ["update"]).flatMap((change): Risk[] => {
    const { key, before, after } = change;
    const use = sides.after.distinctUses.find(({ group }) => group.key === key);
    const isUnpinned = isPinned(before) === "yes" && isPinned(after) === "no";
    const [only, ...others] = use === undefined ? [] : sides.after.sources(use.group);
    const isShared = others.length > 0 || (only !== undefined && only.count !== 1);
    return use === undefined || !isUnpinned || !isShared
      ? []
      : [
          {
            ...{ id: "sessions-unpinned", severity: "medium", subject: key },
            title: title(use.group),
            consequence: say`From this change on no visitor is kept on one target of ${title(use.group)}: each request may go to another, and where targets hold sessions, carts or uploads themselves, ${sides.visitors(use)} are signed out and forms fail, now and then.`,
            cause: [causeOf(change, ["stickiness"])],
            hint: say`See first that sessions stand in what all targets share, such as a database or Redis.`,
          },
        ];
  });
}
