import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { carrierOf } from "../../model/origin/admission";
import type { GroupUse } from "../../model/origin/forwards";
import { givenStarts, servesOnlyWith, type GivenStart } from "../../model/origin/machineStarts";
import { partsOfTarget } from "../../model/origin/targetParts";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides } from "./originSides";
import { causedRisk, changesAnyOf, type Risk } from "./risk";
import { replacesUnasked } from "./whatRuns";
import { errorOf, listed, names, say, type Phrase } from "../words/words";

/**
 * What machines that are made without it lack.
 * Source: Amazon EC2 user guide, user-data, iam-roles-for-amazon-ec2 and configuring-instance-metadata-options.
 */
const lacks: Readonly<Record<GivenStart, Phrase>> = {
  "user data": say`run nothing of what their user data began until now`,
  metadata: say`are denied what their user data asks of the metadata service, which wants a token that it does not show, or is off`,
  role: say`have no role of AWS, so that all is refused which they fetch or ask there`,
};

const starts = Object.keys(lacks) as readonly GivenStart[];

/** Finds Auto Scaling groups whose next machines are no longer given what those had that serve. */
export function machineStartRisks(sides: OriginSides): Risk[] {
  if (!changesAnyOf(sides.context, new Set(["launchTemplate", "scalingGroup"]))) {
    return [];
  }
  const found = new Map<string, Risk>();
  for (const use of sides.after.distinctUses) {
    for (const { serves } of sides.after.sources(use.group)) {
      const [risk] = serves === undefined ? [] : startRisk(sides, use, serves);
      if (risk !== undefined && !found.has(risk.subject)) {
        found.set(risk.subject, risk);
      }
    }
  }
  return [...found.values()];
}

function startRisk(sides: OriginSides, use: GroupUse, serves: ModelResource): Risk[] {
  const { before, after } = sides;
  const old = sides.earlier(serves);
  const was = old && carrierOf(before.model.inventory, old);
  const is = carrierOf(after.model.inventory, serves);
  if (was === undefined || is === undefined || is === serves) {
    return [];
  }
  const [had, has] = [givenStarts(was), givenStarts(is)];
  const lost = starts.filter((each) => had[each] === "yes" && has[each] === "no");
  const cause = lost.length === 0 ? [] : sides.causes(partsOfTarget(after.model.inventory, serves));
  const what = say`Machines that ${title(serves)} makes from this change on ${listed(lost.map((each) => lacks[each]))}`;
  const isSure = servesOnlyWith(was, lost) && replacesUnasked(sides, serves);
  return causedRisk(serves, cause, () => ({
    ...{ id: "machine-changed", severity: isSure ? sides.severity(use) : "medium" },
    consequence: isSure
      ? say`${what}: they do not come to serve, and this update begins to exchange all by such without asking whether they do: by its end ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.unhealthyTargets)} until machines serve again.`
      : say`${what}: where their image does not hold all that they need, they never serve, and as those go that serve today, by a refresh, a fault or a smaller number, ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.noTargets)} until new ones do.`,
    hint: say`Let one machine be made by the new version of ${names([title(is)])} first, and see that it serves.`,
  }));
}
