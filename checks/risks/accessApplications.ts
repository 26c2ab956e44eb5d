import type { ModelResource } from "../../model/graph/resources";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import {
  guardedPlaces,
  letIn,
  readServiceToken,
  tokensLetIn,
} from "../../model/rules/accessApplications";
import { refusesMorePreflights, sitesRefused } from "../../model/rules/accessPreflights";
import type { TrafficModel } from "../../model/traffic/path";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, titleOf, type Phrase } from "../words/words";
import {
  causedRisk,
  causeOf,
  changesOf,
  isDeleted,
  touches,
  type Risk,
  type RiskContext,
} from "./risk";

/** Finds applications of Access that come to refuse whom they let in: everybody, calls of other sites, or programs with a token. */
export function accessApplicationRisks(context: RiskContext): Risk[] {
  return [...shutRisks(context), ...preflightRisks(context), ...tokenRisks(context)];
}

/**
 * Applications that let nobody in any more.
 * Source: Cloudflare docs, cloudflare-one/policies/access (whom no policy lets in, nobody does).
 */
function shutRisks({ before, after, changes, changesOfType, formerly }: RiskContext): Risk[] {
  const policies = changesOfType.get("accessPolicy") ?? [];
  const own = changesOfType.get("accessApplication") ?? [];
  return policies.length + own.length === 0
    ? []
    : after.inventory.ofType("accessApplication").flatMap((application): Risk[] => {
        const change = changes.get(application.key);
        const former = before.inventory.byKey(formerly.get(application.key) ?? application.key);
        const places = guardedPlaces(application);
        const isShut =
          former !== undefined &&
          letIn(before.inventory, former) === "some" &&
          letIn(after.inventory, application) === "nobody";
        const cause = (change === undefined ? policies : [change]).map((each) => causeOf(each));
        return !isShut || places.length === 0
          ? []
          : causedRisk(application, cause, () => ({
              ...{ id: "access-login", severity: "high", title: titleOf(places) },
              consequence: say`From this change on no policy of ${application.name} lets anybody in at ${names(places)}: whoever logs in is refused by Cloudflare Access, and nobody reaches an origin there, until a policy lets them in again.`,
              hint: say`Name the policies in the application, in the same update in which they go elsewhere.`,
            }));
      });
}

/** Preflights that applications no longer answer, nor let pass. Source: that of `refusesMorePreflights`. */
function preflightRisks(context: RiskContext): Risk[] {
  return changesOf(context, "accessApplication", ["update", "replace"]).flatMap(
    (change): Risk[] => {
      const { before, after } = change;
      const places = after === undefined ? [] : guardedPlaces(after);
      const isLost =
        before !== undefined && after !== undefined && refusesMorePreflights(before, after);
      const refused = isLost ? sitesRefused(before, after) : [];
      const sites = refused.filter((host) => context.after.pathOf(host).answeredAt !== undefined);
      const calls = sites.length === 0 ? ["a page under another hostname"] : names(sites);
      return !isLost || places.length === 0
        ? []
        : [
            {
              ...{ id: "access-login", severity: sites.length === 0 ? "medium" : "high" },
              ...{ subject: change.key, title: titleOf(places), about: places },
              consequence: say`From this change on Cloudflare Access refuses preflights for ${names(places)} that it answered or let pass until now: browsers send them without a cookie before calls of ${calls}, and such calls fail for whoever is logged in too.`,
              cause: [causeOf(change, ["corsHeaders", "optionsPreflightBypass"])],
              hint: say`Keep in corsHeaders what pages of other hostnames send, or let preflights pass with optionsPreflightBypass, where the origin answers them.`,
            },
          ];
    },
  );
}

/**
 * Service tokens that programs show and that no longer count.
 * Source: Cloudflare docs, cloudflare-one/identity/service-tokens; pulumi-cloudflare, `ZeroTrustAccessServiceToken`
 * (`clientSecretVersion`, `previousClientSecretExpiresAt`, `enabled`).
 */
function tokenRisks(context: RiskContext): Risk[] {
  return changesOf(context, "serviceToken", ["update", "replace", "delete"]).flatMap(
    (change): Risk[] => {
      const why = refusal(change);
      const token = change.before && context.before.inventory.byKey(change.before.key);
      const places = token === undefined ? [] : placesOf(context.before, token);
      const left = places.filter((place) => guardsStill(context.after, place));
      return why === undefined || left.length === 0 || isHandedOn(context, change)
        ? []
        : [
            {
              ...{
                id: "access-login",
                severity: isRenewed(context, change, left) ? "high" : "medium",
              },
              ...{ subject: change.key, title: titleOf(left), about: left },
              consequence: say`From this change on ${why}: monitors, jobs and other programs that show it at ${names(left)} are refused by Cloudflare Access until they have the new one.`,
              cause: [causeOf(change, change.replacedFor)],
              hint: say`Give programs another token beside this one first, or keep the old secret valid for a while with previousClientSecretExpiresAt.`,
            },
          ];
    },
  );
}

/** Why programs with a token are refused; undefined where they are not. */
function refusal(change: PlanChange): Phrase | undefined {
  const { operation, after, name } = change;
  if (operation !== "update") {
    return isDeleted(change) ? say`the service token ${name} is gone, secret and all` : undefined;
  }
  const { isOff, keepsOldSecret } = after === undefined ? {} : readServiceToken(after);
  if (touches(change, ["enabled"]) && isOff === true) {
    return say`the service token ${name} is switched off`;
  }
  return touches(change, ["clientSecretVersion"]) && keepsOldSecret === false
    ? say`the service token ${name} has another secret, and nothing keeps the old one valid`
    : undefined;
}

/** Whether another token or secret takes the place of one, so that programs are to go on and cannot. */
function isRenewed(
  { after: { inventory }, changes }: RiskContext,
  change: PlanChange,
  places: readonly string[],
): boolean {
  return change.operation === "delete"
    ? inventory
        .ofType("accessApplication")
        .filter((application) => guardedPlaces(application).some((each) => places.includes(each)))
        .flatMap((application) => tokensLetIn(inventory, application))
        .some(({ key }) => changes.get(key)?.operation === "create")
    : change.operation === "replace" || touches(change, ["clientSecretVersion"]);
}

function placesOf({ inventory }: TrafficModel, token: ModelResource): string[] {
  const places = inventory
    .ofType("accessApplication")
    .filter((application) => tokensLetIn(inventory, application).includes(token))
    .flatMap(guardedPlaces);
  return [...new Set(places)].sort();
}

/** Whether an application still stands before a place. */
function guardsStill({ inventory }: TrafficModel, place: string): boolean {
  return inventory
    .ofType("accessApplication")
    .some((application) => guardedPlaces(application).includes(place));
}

/** Where a program names a token without showing it. */
const naming: readonly (ModelTypeName | undefined)[] = ["accessPolicy", "accessApplication"];

/** Whether the plan gives the token, or one that it makes, to more than policies, so that programs may have it by then. */
function isHandedOn({ plan, changesOfType }: RiskContext, { key }: PlanChange): boolean {
  const made = (changesOfType.get("serviceToken") ?? [])
    .filter((each) => each.operation === "create" || each.key === key)
    .map((each) => each.key);
  return plan.after.some(
    ({ type, dependencies }) =>
      !naming.includes(modelType(type)) && dependencies.some((each) => made.includes(each)),
  );
}
