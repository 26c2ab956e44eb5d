import { title } from "../../model/graph/title";
import type { PropertyChange } from "../../model/plan/propertyChanges";
import { changesOf, type Risk, type RiskContext } from "./risk";
import { names, say } from "../words/words";

/** What of a monitor decides whether a good origin is taken for good. */
const asked = new Set([
  ...["type", "method", "path", "port", "header", "expectedCodes", "expectedBody"],
  ...["probeZone", "allowInsecure", "followRedirects"],
]);

/** What asks for less where it is no longer said. */
const demands = new Set(["expectedCodes", "expectedBody"]);

/**
 * Finds monitors that ask otherwise, so that origins that are well may be found down, all of them at once.
 * @param context - The plan.
 * @returns The risks.
 */
export function monitorRisks(context: RiskContext): Risk[] {
  const { inventory } = context.after;
  return changesOf(context, "monitor", ["update", "replace"]).flatMap((change): Risk[] => {
    const properties = change.properties.filter(asksOtherwise);
    const { after } = change;
    const users =
      properties.length === 0 || after === undefined ? [] : inventory.linkedTo(after, "pool");
    const own = title(after);
    return users.length === 0
      ? []
      : [
          {
            kind: "probe-changed",
            severity: "medium",
            subject: change.key,
            title: own,
            consequence: say`From this change on ${own} asks the origins of ${names(users.map(title))} otherwise: those that do not answer as it expects yet are down after a few probes, all pools at once, and every visitor goes to the fallback pool.`,
            causes: [{ change, properties }],
            wayOut: say`See that every origin answers the new probe as expected first; move one pool to a new monitor before the others.`,
            covers: [],
          },
        ];
  });
}

function asksOtherwise({ path, new: now }: PropertyChange): boolean {
  const [top = ""] = path.split(/[.[]/, 1);
  const isLess = demands.has(top) && (now === undefined || now === "");
  return asked.has(top) && !isLess;
}
