import type { ModelResource } from "../../model/graph/resources";
import { carrierOf } from "../../model/origin/admission";
import { newestVersion, templateVersion } from "../../model/origin/targetParts";
import type { UnjudgedChange } from "../../model/judged/unjudged";
import { changesOf, touches, type RiskContext } from "../risks/risk";

const property = "launchTemplate.version";

/**
 * Lists the Auto Scaling groups that come to make machines by another version of their launch template, of which the plan does not say how it
 * differs: a template says what its newest version holds alone.
 * @returns The changes.
 */
export function unseenVersions(context: RiskContext): UnjudgedChange[] {
  const { before, after, formerly } = context;
  return changesOf(context, "scalingGroup", ["update"])
    .filter((change) => touches(change, ["launchTemplate"]))
    .filter(({ key }) => {
      const old = before.inventory.byKey(formerly.get(key) ?? key);
      const now = after.inventory.byKey(key);
      if (old === undefined || now === undefined) {
        return false;
      }
      const [was, is] = [
        templateVersion(before.inventory, old),
        templateVersion(after.inventory, now),
      ];
      return typeof is === "string" && was !== is && !isMadeHere(context, old, now, is);
    })
    .map((change) => ({ change, properties: [property] }));
}

/** Whether the version is the one that a change of the template in the same plan makes, or may be. */
function isMadeHere(
  { before, after, changes }: RiskContext,
  old: ModelResource,
  now: ModelResource,
  version: string,
): boolean {
  const template = carrierOf(after.inventory, now);
  const newest = newestVersion(before.inventory, old);
  return (
    template !== undefined &&
    changes.has(template.key) &&
    (newest === undefined || version === String(newest + 1) || !/^\d+$/.test(version))
  );
}
