import { entryPointOf } from "../../model/traffic/rulesets";
import type { PlanChange } from "../../model/plan/plan";
import { zoneOf } from "../../model/graph/links";
import { zoneTitle } from "../../model/tls/zoneTls";
import { ofThisChange } from "../findings/finding";
import { say } from "../words/words";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** Finds rulesets that are replaced although their phase stays: the old one goes first, or the new one is refused. */
export function rulesetGapRisks(context: RiskContext): Risk[] {
  return changesOf(context, "ruleset", ["replace"]).flatMap((change) => {
    const { before, after } = change;
    const [old, now] = [before && entryPointOf(before), after && entryPointOf(after)];
    const isSame = old !== undefined && old.place === now?.place;
    return isSame && isDeleted(change) ? [gapRisk(context, change, old.phase)] : [];
  });
}

/** Source: pulumi/pulumi-cloudflare issue 782, for the second entry point that is refused. */
function gapRisk({ after }: RiskContext, change: PlanChange, phase: string): Risk {
  const zone = change.after === undefined ? "" : zoneOf(change.after);
  const title = zone === "" ? change.name : zoneTitle(after.inventory, zone.split(" or "));
  const isAway = change.deleteFirst === true;
  return {
    id: isAway ? "ruleset-gap" : "ruleset-replaced",
    severity: "medium",
    ...{ subject: change.key, title },
    consequence: isAway
      ? say`Between the deletion and the creation ${title} has no rule of the phase ${phase}: for that moment nothing redirects, blocks, limits, caches or routes as they say.`
      : say`The new ruleset of the phase ${phase} comes before the old one goes, and a phase has one: Cloudflare refuses it (A similar configuration with rules already exists), and the update stops there.`,
    cause: [causeOf(change, change.replacedFor)],
    hint: say`Leave its name, kind and phase as they are: rules change in place. To give it to another resource, import it there and let the old one forget it with retainOnDelete.`,
    ...ofThisChange,
  };
}
