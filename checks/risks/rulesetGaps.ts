import type { ModelResource } from "../../model/graph/resources";
import { entryPointOf } from "../../model/traffic/rulesets";
import type { PlanChange } from "../../model/plan/plan";
import { zoneOf } from "../../model/graph/links";
import { zoneTitle } from "../../model/tls/zoneTls";
import { say } from "../words/words";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** Finds rulesets that are replaced although their phase stays: the old one goes first, or the new one is refused. */
export function rulesetGapRisks(context: RiskContext): Risk[] {
  const going = changesOf(context, "ruleset", ["delete"]).filter(isDeleted);
  const left = new Map(going.map((change) => [placeOf(change.before), change]));
  const coming = changesOf(context, "ruleset", ["create"]).filter(
    ({ after }) => placeOf(after) !== undefined && left.has(placeOf(after)),
  );
  const replaced = changesOf(context, "ruleset", ["replace"])
    .filter(isDeleted)
    .filter(({ before, after }) => {
      const place = placeOf(before);
      return place !== undefined && place === placeOf(after);
    });
  return [...coming, ...replaced].map((change) => gapRisk(context, change));
}

function placeOf(ruleset: ModelResource | undefined): string | undefined {
  return ruleset && entryPointOf(ruleset)?.place;
}

/** Source: pulumi/pulumi-cloudflare issue 782, for the second entry point that is refused. */
function gapRisk({ after }: RiskContext, change: PlanChange): Risk {
  const phase = (change.after && entryPointOf(change.after)?.phase) ?? "";
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
  };
}
