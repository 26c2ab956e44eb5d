import { describeValue } from "../../facts/problem";
import { compare } from "./inventory";
import type { Plan, PlanResource } from "./plan";
import { UnreadablePlan } from "./unreadablePlan";
import { objectsIn, otherJson, parsePlanJson, type PlanInput } from "./planJson";
import { recorded } from "./planSides";
import { isFields, type Fields } from "./fields";
import { readState } from "./planState";
import { readUrn } from "./urns";

const what = "the output of `pulumi stack export`";

/** Versions of the state that this package reads. Source: Pulumi SDK, sdk/go/common/apitype/core.go. */
const versions = [3, 4];

/**
 * Reads the state of a stack as a plan in which nothing changes.
 * @param input - What `pulumi stack export` wrote, as text or parsed.
 * @returns The plan; before and after are the same.
 * @throws {UnreadablePlan} Where it is not JSON, cut off, of another tool, or of a version that is not known.
 */
export function fromStackExport(input: PlanInput): Plan {
  const json = parsePlanJson(input, what);
  if (!isStackExport(json) || !isFields(json.deployment)) {
    throw otherJson(json, what);
  }
  checkVersion(json.version);
  const { deployment } = json;
  const listed = objectsIn(deployment.resources, "deployment.resources");
  const states = listed.map(readState).filter((state) => state !== undefined);
  const resources = states
    .filter(({ isLeftover }) => !isLeftover)
    .map(recorded)
    .sort((left, right) => compare(left.key, right.key));
  const urn = listed.map(({ urn }) => (typeof urn === "string" ? readUrn(urn) : undefined));
  const place = urn.find((each) => each !== undefined);
  return {
    source: "state",
    ...(place === undefined ? {} : { project: place.project, stack: place.stack }),
    before: resources,
    after: resources,
    whole: true,
    changes: [],
    renames: [],
    unchanged: resources.length,
    drift: [],
    policies: [],
    failures: [],
    unread: [
      ...pendingOperations(deployment),
      ...leftovers(states.filter(({ isLeftover }) => isLeftover).map(({ resource }) => resource)),
    ],
  };
}

/**
 * Whether parsed JSON is the state of a stack.
 * @param json - Parsed JSON.
 * @returns True for the output of `pulumi stack export`.
 */
export function isStackExport(json: unknown): json is Fields {
  return isFields(json) && "version" in json && "deployment" in json;
}

function checkVersion(version: unknown): void {
  if (typeof version !== "number" || !versions.includes(version)) {
    const newer = typeof version === "number" && version > Math.max(...versions);
    throw new UnreadablePlan({
      path: "version",
      rule: `be one of ${versions.join(" and ")}`,
      got: describeValue(version),
      wayOut: newer
        ? "A newer engine wrote this state: update this package"
        : "Export the state again with a current Pulumi",
    });
  }
}

function pendingOperations(deployment: Fields): string[] {
  return objectsIn(deployment.pending_operations, "deployment.pending_operations").map(
    ({ type, resource }) => {
      const urn = isFields(resource) && typeof resource.urn === "string" ? resource.urn : "";
      const doing = typeof type === "string" ? type : "an operation";
      return `an earlier run was interrupted while ${doing} ${urn}: nobody knows if it is done`;
    },
  );
}

function leftovers(resources: readonly PlanResource[]): string[] {
  return resources.map(({ key }) => `an earlier run left ${key} to be deleted`);
}
