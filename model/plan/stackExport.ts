import { describeValue } from "../../core/problem";
import { sortedByKey } from "../../core/order";
import type { Plan, PlanResource } from "./plan";
import { UnreadablePlan } from "./unreadablePlan";
import { objectsIn, otherJson, parsePlanJson, type PlanInput } from "./planJson";
import { recorded } from "./planSides";
import { isFields, type Fields } from "./fields";
import { readState } from "./planState";
import { readUrn } from "../graph/urns";

/** Versions of the state that this package reads. Source: Pulumi SDK, sdk/go/common/apitype/core.go. */
const versions = [3, 4];

/**
 * Reads the state of a stack as a plan in which nothing changes.
 * @param input - What `pulumi stack export` wrote, as text or parsed.
 * @param path - What the caller calls it, for the errors. Defaults to `plan`.
 * @returns The plan; before and after are the same.
 * @throws {UnreadablePlan} Where it is not JSON, cut off, of another tool, or of a version that is not known.
 */
export function fromStackExport(input: PlanInput, path: "plan" | "base" = "plan"): Plan {
  const command = "pulumi stack export";
  const expected = { path, what: `the output of \`${command}\``, command };
  const json = parsePlanJson(input, expected);
  if (!isStackExport(json) || !isFields(json.deployment)) {
    throw otherJson(json, expected);
  }
  const within = path === "plan" ? "" : `${path}.`;
  checkVersion(json.version, within);
  const { deployment } = json;
  const listed = objectsIn(deployment.resources, `${within}deployment.resources`);
  const states = listed.map(readState).filter((state) => state !== undefined);
  const resources = sortedByKey(states.filter(({ isLeftover }) => !isLeftover).map(recorded));
  const urns = listed.map(({ urn }) => (typeof urn === "string" ? readUrn(urn) : undefined));
  const place = urns.find((each) => each !== undefined);
  const nameless = urns.filter((each) => each === undefined).length;
  return {
    source: "state",
    ...(place === undefined ? {} : { project: place.project, stack: place.stack }),
    before: resources,
    after: resources,
    whole: nameless === 0,
    changes: [],
    renames: [],
    unchanged: resources.length,
    drift: [],
    policies: [],
    failures: [],
    unread: [
      ...withoutUrn(nameless),
      ...pendingOperations(deployment, within),
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

function checkVersion(version: unknown, within: string): void {
  if (typeof version !== "number" || !versions.includes(version)) {
    const newer = typeof version === "number" && version > Math.max(...versions);
    throw new UnreadablePlan({
      path: `${within}version`,
      rule: `be one of ${versions.join(" and ")}`,
      actual: describeValue(version),
      hint: newer
        ? "A newer engine wrote this state: update this package"
        : "Export the state again with a current Pulumi",
    });
  }
}

function pendingOperations(deployment: Fields, within: string): string[] {
  return objectsIn(deployment.pending_operations, `${within}deployment.pending_operations`).map(
    ({ type, resource }) => {
      const urn = isFields(resource) && typeof resource.urn === "string" ? resource.urn : "";
      const doing = typeof type === "string" ? type : "an operation";
      return `an earlier run was interrupted while ${doing} ${urn}: nobody knows if it is done`;
    },
  );
}

function withoutUrn(count: number): string[] {
  const which =
    count === 1 ? "1 resource of the state has" : `${count} resources of the state have`;
  return count === 0 ? [] : [`${which} no URN that can be read`];
}

function leftovers(resources: readonly PlanResource[]): string[] {
  return resources.map(({ key }) => `an earlier run left ${key} to be deleted`);
}
