import { ownEntry } from "../../core/ownEntry";
import { idPattern } from "../../facts/aws/ids";
import { cloudflareIdPattern } from "../../facts/cloudflare/ids";
import { groupProperties } from "../../model/firewall/protectedEndpoints";
import { linkTokens } from "../../model/graph/links";
import { idsOf } from "../../model/graph/resourcesOfType";
import { standingOf, type Standing } from "../../model/judged/standing";
import { placeOf, whichOf, type UnjudgedChange } from "../../model/judged/unjudged";
import type { PlanChange } from "../../model/plan/plan";
import type { PropertyChange } from "../../model/plan/propertyChanges";
import type { RiskContext } from "../risks/risk";

type ReadStanding = Extract<Standing, { readonly part: "read" }>;

/**
 * Lists the changes by which a read property comes to name something that the plan does not hold, so that nobody followed where it leads.
 * Security groups are looked at by what else lets in, since one more never shuts anybody out.
 * @returns The changes, in the plan's order.
 */
export function unseenReferences({ plan }: RiskContext): UnjudgedChange[] {
  let held: ReadonlySet<string> | undefined;
  const isHeld = (id: string): boolean =>
    (held ??= new Set([...plan.after, ...plan.before].flatMap(idsOf))).has(id);
  return plan.changes.flatMap((change) => {
    const properties = readProperties(change).filter((each) => leadsOut(each, isHeld));
    return properties.length === 0
      ? []
      : [{ change, properties: properties.map(({ path }) => path) }];
  });
}

function readProperties(change: PlanChange): readonly PropertyChange[] {
  const standing = standingOf(change.type);
  return standing.part === "read" &&
    !change.leftover &&
    (change.operation === "update" || change.operation === "replace") &&
    whichOf(standing.type, change) === "read"
    ? change.properties.filter(({ path }) => isFollowed(standing, placeOf(path)))
    : [];
}

function isFollowed({ type, paths }: ReadStanding, place: string): boolean {
  const isGroups = groupProperties.includes(place.slice(place.lastIndexOf(".") + 1));
  const [top = ""] = place.split(".", 1);
  return paths.reads(place) && !isGroups && ownEntry(type.outsidePlan ?? {}, top) === undefined;
}

function leadsOut({ old, new: now }: PropertyChange, isHeld: (id: string) => boolean): boolean {
  const before = new Set(linkTokens(old));
  return linkTokens(now).some((token) => !before.has(token) && isId(token) && !isHeld(token));
}

function isId(token: string): boolean {
  return token.startsWith("arn:") || idPattern.test(token) || cloudflareIdPattern.test(token);
}
