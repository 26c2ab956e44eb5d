import { title } from "../../model/graph/title";
import { targetsOf } from "../../model/graph/targets";
import { overwrittenGroups } from "../../model/plan/overwrittenGroups";
import { names, say } from "../words/words";
import { causedRisk, causeOf, type Risk, type RiskContext } from "./risk";

/** Finds instances and interfaces whose list of security groups comes to be written without those that resources of their own tie there. */
export function overwrittenGroupRisks({ plan, before }: RiskContext): Risk[] {
  const found = overwrittenGroups(plan);
  return [...new Set(found.map(({ change }) => change))].flatMap((change): Risk[] => {
    const holder = change.after;
    const own = found.filter((each) => each.change === change);
    const property = own[0]?.property ?? "";
    const attachments = names(own.map(({ attachment }) => attachment.name));
    const groups = own.flatMap(({ attachment: { name }, group }) => {
      const { all } = targetsOf(before.inventory, group, "securityGroup");
      const known = all.flatMap(({ resources }) => resources.map((each) => title(each)));
      return known.length > 0 ? known : [all[0]?.id ?? `the group of ${name}`];
    });
    const lost = names([...new Set(groups)]);
    return holder === undefined
      ? []
      : causedRisk(holder, [causeOf(change, [property])], () => ({
          ...{ id: "rules-in-two-places", severity: "medium" },
          consequence: say`The update of ${title(holder)} writes ${property}, the whole list of its security groups, and takes away ${lost}, tied there by ${attachments}: nothing in this update ties it again, and whom it alone lets through gets Error 522 until a later one does.`,
          hint: say`Tie the others by resources of their own too, or list all of them in ${property} and have Pulumi only forget ${attachments}.`,
        }));
  });
}
