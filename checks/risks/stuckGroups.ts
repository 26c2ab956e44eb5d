import { apiErrors } from "../../facts/aws/apiErrors";
import { title } from "../../model/graph/title";
import { names, say } from "../words/words";
import { stuckGroups, type StuckGroup } from "./inUse";
import { lateRisks, withResources } from "./lateRisks";
import type { OriginSides } from "./originSides";
import { shutByGroups } from "./revokedRules";
import type { Risk } from "./risk";

/** Finds what is shut behind load balancers, and on the way out, by rules that go before their security group, which AWS refuses to delete then. */
export function stuckGroupRisks({ context }: OriginSides): Risk[] {
  const stuck = stuckGroups(context);
  const gone = new Set(stuck.flatMap(({ rules }) => rules.map(({ key }) => key)));
  const olds = stuck.flatMap(({ change: { before, key } }) =>
    before === undefined ? [] : [{ ...before, key }],
  );
  const left = withResources(context, olds).filter(({ key }) => !gone.has(key));
  return stuck.length === 0
    ? []
    : lateRisks(context, left, shutByGroups).map((risk) => toldAsStuck(risk, stuck));
}

function toldAsStuck(risk: Risk, stuck: readonly StuckGroup[]): Risk {
  const groups = names(stuck.map(({ change: { before } }) => title(before)));
  const users = [...new Set(stuck.flatMap((each) => each.users.map((user) => title(user))))];
  return {
    ...risk,
    consequence: [
      ...risk.consequence,
      ...say` The rules of ${groups} are deleted first, AWS refuses to delete the group itself while ${names(users)} ${[users.length === 1 ? "carries" : "carry"]} it (${apiErrors.inUse.code}), and the update stops there.`,
    ],
    hint: say`Leave the group as it is, or let the new one be made first, without deleteBeforeReplace and with namePrefix in place of a name.`,
  };
}
