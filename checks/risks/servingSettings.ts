import {
  hinderingSettings,
  hinderingTypes,
  usualHindrances,
  type HinderingSetting,
} from "../../model/rules/servingSettings";
import { zoneOf } from "../../model/graph/links";
import type { ModelResource } from "../../model/graph/resources";
import { modelType } from "../../model/graph/resourceTypes";
import type { PlanChange } from "../../model/plan/plan";
import { EdgeZones } from "../../model/rules/edgeZones";
import { sitesElsewhere } from "../../model/rules/sitesElsewhere";
import { bareText, names, say, titleOf, type Phrase } from "../words/words";
import { hindranceWords } from "./hindranceWords";
import { isNewZone } from "./newZones";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Finds what of zones comes to keep requests, or some of them, from getting through. */
export function servingSettingRisks(context: RiskContext): Risk[] {
  if (!hinderingTypes.some((type) => context.changesOfType.has(type))) {
    return [];
  }
  const hinders = ({ certainty }: HinderingSetting): boolean => certainty === "yes";
  const idOf = ({ zone, hindrance, part }: HinderingSetting): string =>
    [hindrance, zone, context.renamed.get(part) ?? part].join(" ");
  const old = hinderingSettings(context.before.inventory);
  const stood = new Set(old.filter(hinders).map(idOf));
  const wasOff = new Set(old.filter(({ certainty }) => certainty === "no").map(idOf));
  const found = hinderingSettings(context.after.inventory)
    .filter((setting) => hinders(setting) && !stood.has(idOf(setting)))
    .filter((setting) => !usualHindrances.has(setting.hindrance) || wasOff.has(idOf(setting)))
    .flatMap((setting) => hindranceRisk(context, setting));
  // What one change brings for several operations is said once.
  const told = new Map(
    found.map((risk) => [[bareText(risk.consequence), ...risk.cause.map(keyOf)].join("\n"), risk]),
  );
  return [...told.values()];
}

function keyOf({ change }: Risk["cause"][number]): string {
  return change.key;
}

function hindranceRisk(
  context: RiskContext,
  { resource, zone, hindrance }: HinderingSetting,
): Risk[] {
  const zones = EdgeZones.of(context.after);
  const own = hindranceWords[hindrance];
  const causes = causesOf(context, resource, zone);
  const reached = zones.reachedIn(zone);
  const met = reached.filter((hostname) => own.meets?.(zones, zone, hostname) ?? true);
  const isHarmless = context.plan.whole && reached.length > 0 && met.length === 0;
  const cut = met.filter((hostname) => own.cut?.meets(context.after, hostname) === true);
  const others = met.filter((hostname) => !cut.includes(hostname));
  const elsewhere = sitesElsewhere(zones, zone);
  const severity = own.severity(others, elsewhere);
  // Who is certain to be refused is told of in a new zone too.
  const isForNobody = severity !== "high" && cut.length === 0 && isNewZone(context, zone);
  if (causes.length === 0 || isForNobody || (own.meets !== undefined && isHarmless)) {
    return [];
  }
  const said = (hostnames: readonly string[]): Phrase =>
    hostnames.length === 0 ? say`${zones.title(zone)}` : names(hostnames);
  const risk = (
    hostnames: readonly string[],
    words: Pick<Risk, "severity" | "consequence">,
  ): Risk => ({
    ...{ id: own.id, subject: zone, ...words, about: hostnames, hint: own.hint },
    title: hostnames.length === 0 ? zones.title(zone) : titleOf(hostnames),
    cause: causes.map((change) => causeOf(change)),
  });
  const ofOthers = { severity, consequence: own.consequence(said(others), elsewhere) };
  return [
    ...(own.cut === undefined || cut.length === 0
      ? []
      : [risk(cut, { severity: "high", consequence: own.cut.consequence(names(cut)) })]),
    ...(cut.length > 0 && others.length === 0 ? [] : [risk(others, ofOthers)]),
  ];
}

/** What changes of a setting, else of what overrode it for its whole zone until now. */
function causesOf(
  context: RiskContext,
  { key, type }: ModelResource,
  zone: string,
): readonly PlanChange[] {
  const own = context.changes.get(key);
  const above = modelType(type) === "operationValidation" ? ["schemaValidation" as const] : [];
  return own === undefined
    ? above
        .flatMap((each) => changesOf(context, each, ["update", "replace", "delete"]))
        .filter(({ before }) => before !== undefined && zoneOf(before) === zone)
    : [own];
}
