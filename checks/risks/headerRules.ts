import { evaluate } from "../../core/expressions/evaluator";
import { getOrCreate } from "../../core/getOrCreate";
import type { Inventory } from "../../model/graph/inventory";
import type { PlanChange } from "../../model/plan/plan";
import { zoneOf } from "../../model/graph/links";
import { isProgramsHostname } from "../../model/traffic/hostnameLabels";
import { EdgeZones } from "../../model/rules/edgeZones";
import { headerEdits, type HeaderEdit } from "../../model/rules/headerEdits";
import { differsByVisitor } from "../../model/rules/sampleRequests";
import { listed, names, say, titleOf, type Phrase } from "../words/words";
import type { Severity } from "../findings/severity";
import { directBeneath } from "./directNames";
import { effects, isRemoved, type Effect } from "./headerEffects";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** What the rules of one ruleset come to do to hostnames in one way. */
interface Meeting {
  readonly change: PlanChange;
  readonly effect: Effect;
  readonly edits: HeaderEdit[];
  readonly hostnames: Set<string>;
}

/** Finds rules that come to change headers by which origins know visitors, or browsers what they were given. */
export function headerRuleRisks(context: RiskContext): Risk[] {
  const found = new Map<string, Meeting>();
  for (const change of changesOf(context, "ruleset", ["create", "update", "replace"])) {
    const { after } = change;
    const edits = after === undefined ? [] : headerEdits(after);
    const zone = after === undefined || edits.length === 0 ? undefined : zoneOf(after);
    const old = zone === undefined ? [] : editsOf(context.before.inventory, zone);
    for (const edit of edits) {
      const met = effects
        .filter(
          ({ of, headers, isMet }) =>
            of === edit.of && headers.includes(edit.name) && isMet(edit, old, edits),
        )
        .map((effect) => {
          const { isOfPages = false } = effect;
          return { effect, hostnames: newlyMet(context, zone ?? "", edit, old, isOfPages) };
        });
      const { effect, hostnames = [] } = met.find((each) => each.hostnames.length > 0) ?? {};
      if (effect !== undefined) {
        const meeting = getOrCreate(found, `${change.key} ${effect.meets}`, () => ({
          ...{ change, effect, edits: [], hostnames: new Set<string>() },
        }));
        meeting.edits.push(edit);
        hostnames.forEach((hostname) => meeting.hostnames.add(hostname));
      }
    }
  }
  return [...found.values()].map((meeting) => headerRisk(context, meeting));
}

function editsOf(inventory: Inventory, zone: string): HeaderEdit[] {
  return inventory
    .ofType("ruleset")
    .filter((each) => zoneOf(each) === zone)
    .flatMap(headerEdits);
}

/** The hostnames that answered before, of which a rule comes to take pages or calls, and none did the same to. */
function newlyMet(
  { before, after }: RiskContext,
  zone: string,
  edit: HeaderEdit,
  old: readonly HeaderEdit[],
  isOfPages: boolean,
): readonly string[] {
  const zones = EdgeZones.of(after);
  const stood = new Set(EdgeZones.of(before).reachedIn(zone));
  const same = old.filter(({ of, does }) => of === edit.of && does === edit.does);
  return zones
    .hostnamesOf(zone)
    .filter(({ title, host }) => stood.has(title) && !(isOfPages && isProgramsHostname(host)))
    .filter((hostname) =>
      zones
        .answersFor(zone, hostname)
        .filter(({ sample }) => differsByVisitor(sample) && (sample.isPage || !isOfPages))
        .some(({ sample: { forms } }) => {
          const meets = ({ condition }: HeaderEdit): boolean =>
            forms.every((form) => evaluate(condition, { ...form, host: hostname.host }) === "yes");
          return meets(edit) && !same.some(meets);
        }),
    )
    .map(({ title }) => title);
}

function headerRisk(
  context: RiskContext,
  { change, effect, edits, hostnames: met }: Meeting,
): Risk {
  const { of, meets, isOfNamesBeneath = false } = effect;
  const hostnames = [...met].sort();
  const zone = change.after === undefined ? "" : zoneOf(change.after);
  const { beneath, shut } = directBeneath(context.after, zone, hostnames);
  const sure: Severity = shut.length > 0 ? "high" : beneath.length > 0 ? "medium" : "low";
  const severity = isOfNamesBeneath ? sure : effect.severity;
  const [removed, written] = [true, false].map((isGone) => [
    ...new Set(edits.filter((edit) => isRemoved(edit) === isGone).map(({ name }) => name)),
  ]) as [string[], string[]];
  const does = listed([
    ...(removed.length > 0 ? [say`takes ${names(removed)} away`] : []),
    ...(written.length > 0 ? [say`writes ${names(written)}`] : []),
  ]);
  const places = [...new Set(edits.map(({ place }) => place))];
  const where: Phrase = [of === "requests" ? "requests to" : "answers of"];
  return {
    ...{ id: of === "requests" ? "request-header-changed" : "answer-header-changed", severity },
    ...{ subject: change.key, title: titleOf(hostnames), about: hostnames },
    consequence: say`From this change on the edge ${does} in ${where} ${names(hostnames)}, by the ${[places.length === 1 ? "rule" : "rules"]} ${names(places)} of ${change.name}: ${[meets]}.${isOfNamesBeneath ? beneathPhrase(beneath, shut) : []}`,
    cause: [causeOf(change)],
    hint: say`Leave the header as it is, or let the rule meet the one path that needs it first.`,
  };
}

/** Says which names beneath visitors reach past Cloudflare. */
function beneathPhrase(beneath: readonly string[], shut: readonly string[]): Phrase {
  if (beneath.length === 0) {
    return say` None that this plan holds stands beneath and is DNS-only, but others may.`;
  }
  const gone =
    shut.length === 0 ? [] : say` At ${names(shut)} the security groups let nobody in at port 443.`;
  return say` DNS-only beneath: ${names(beneath)}.${gone}`;
}
