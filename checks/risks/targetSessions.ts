import { isPinned, pinnedBy } from "../../model/origin/targetGroups";
import { title } from "../../model/graph/title";
import { say } from "../words/words";
import type { OriginSides } from "./originSides";
import { causeOf, changesOf, type Risk } from "./risk";

/**
 * Finds target groups that no longer keep visitors on the target that has their session, or by something else, while there is more than one.
 * Source: Elastic Load Balancing, user guide for Application Load Balancers, edit-target-group-attributes (sticky sessions).
 */
export function targetSessionRisks(sides: OriginSides): Risk[] {
  return changesOf(sides.context, "targetGroup", ["update"]).flatMap((change): Risk[] => {
    const { key, before, after } = change;
    const use = sides.after.distinctUses.find(({ group }) => group.key === key);
    const [was, is] = [isPinned(before), isPinned(after)];
    const isUnpinned = was === "yes" && is === "no";
    const [old, now] = [pinnedBy(before), pinnedBy(after)];
    const isKnown = typeof old === "string" && typeof now === "string";
    const isTurned = was === "yes" && is === "yes" && isKnown && old !== now;
    const [kept, goes] = isUnpinned ? words.off : words.turned;
    const [only, ...others] = use === undefined ? [] : sides.after.sources(use.group);
    const isShared = others.length > 0 || (only !== undefined && only.count !== 1);
    return use === undefined || !(isUnpinned || isTurned) || !isShared
      ? []
      : [
          {
            ...{ id: "sessions-unpinned", severity: isUnpinned ? "medium" : "low", subject: key },
            title: title(use.group),
            consequence: say`From this change on ${kept} of ${title(use.group)}: ${goes}, and where targets hold sessions, carts or uploads themselves, ${sides.visitors(use)} are signed out and forms fail, now and then.`,
            cause: [causeOf(change, ["stickiness"])],
            hint: say`See first that sessions stand in what all targets share, such as a database or Redis.`,
          },
        ];
  });
}

const words = {
  off: [say`no visitor is kept on one target`, say`each request may go to another`],
  turned: [
    say`visitors are kept on one target by another cookie than before`,
    say`who has the old one alone may go to another target, and everybody where nothing sets the new one`,
  ],
} as const;
