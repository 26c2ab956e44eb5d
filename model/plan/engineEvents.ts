import { assemblePlan } from "./assemblePlan";
import type { Plan, PlanFailure, PlanPolicyResult } from "./plan";
import { bareMessage, otherJson, parsePlanJson, type PlanInput } from "./planJson";
import { isFields, textsOf, type Fields } from "./fields";
import { readStates } from "./planState";
import type { PlanStep } from "./planSteps";
import { fromStackExport } from "./stackExport";

const expected = {
  path: "plan",
  what: "engine events, as the Automation API gives them or an event log holds them",
  command: "pulumi preview --json",
};

/**
 * Reads the engine's events of a preview. They carry what a preview's JSON does not: resources that stay the same,
 * policy results, drift; but not what depends on what.
 * @param input - The events: a list, JSON of a list, or an event log with one event per line.
 * @param base - What `pulumi stack export` wrote before the change. Defaults to none.
 * @returns The plan.
 * @throws {UnreadablePlan} Where it is not JSON, cut off, or holds no engine event.
 */
export function fromEngineEvents(input: PlanInput, base?: PlanInput): Plan {
  const json = parseEvents(input);
  if (!Array.isArray(json) || (json.length > 0 && !json.some(isEngineEvent))) {
    throw otherJson(json, expected);
  }
  // Debug messages carry provider tokens and secret values in clear: they go before anything is read.
  const events = json.filter(isFields).filter((event) => !isDebug(event));
  const steps = events.flatMap(readStep);
  const summary = events.map(({ summaryEvent }) => summaryEvent).find(isFields);
  const counts = isFields(summary?.resourceChanges) ? summary.resourceChanges : undefined;
  return assemblePlan(
    {
      source: "events",
      steps,
      same: counts === undefined ? undefined : typeof counts.same === "number" ? counts.same : 0,
      policies: events.flatMap(readPolicy).sort(byText),
      failures: events.flatMap(readFailure),
      unread:
        summary === undefined ? ["the events end before the summary: the plan may be cut off"] : [],
    },
    base === undefined ? undefined : fromStackExport(base, "base"),
  );
}

/**
 * Whether parsed JSON is an engine event.
 * @param json - Parsed JSON.
 * @returns True for an object with a sequence number and an event.
 */
export function isEngineEvent(json: unknown): json is Fields {
  return (
    isFields(json) &&
    typeof json.sequence === "number" &&
    Object.keys(json).some((name) => name.endsWith("Event"))
  );
}

function parseEvents(input: PlanInput): unknown {
  if (typeof input !== "string" || !/^[\s\uFEFF]*\{/.test(input)) {
    return parsePlanJson(input, expected);
  }
  return input
    .split("\n")
    .map((line, index) => ({ line, path: `line ${index + 1}` }))
    .filter(({ line }) => line.trim() !== "")
    .map(({ line, path }) => parsePlanJson(line, { ...expected, path, what: "an engine event" }));
}

function isDebug({ diagnosticEvent }: Fields): boolean {
  return isFields(diagnosticEvent) && diagnosticEvent.severity === "debug";
}

function metadataOf(event: unknown): Fields | undefined {
  return isFields(event) && isFields(event.metadata) ? event.metadata : undefined;
}

/** The states of a refresh are only whole in the event that follows it; all other steps are read as they are planned. */
function readStep(event: Fields): PlanStep[] {
  const before = metadataOf(event.resourcePreEvent);
  const after = metadataOf(event.resOutputsEvent);
  const metadata =
    before !== undefined && before.op !== "refresh"
      ? before
      : after?.op === "refresh"
        ? after
        : undefined;
  if (typeof metadata?.op !== "string" || typeof metadata.urn !== "string") {
    return [];
  }
  const { op, urn } = metadata;
  const keys = textsOf(metadata.keys);
  return [{ op, urn, ...readStates(op, metadata.old, metadata.new), keys }];
}

function readPolicy({ policyEvent }: Fields): PlanPolicyResult[] {
  if (!isFields(policyEvent)) {
    return [];
  }
  const { policyName, policyPackName, enforcementLevel, resourceUrn, message } = policyEvent;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return [
    {
      policy: text(policyName),
      pack: text(policyPackName),
      level: text(enforcementLevel),
      ...(text(resourceUrn) === "" ? {} : { key: text(resourceUrn) }),
      message: bareMessage(message),
    },
  ];
}

function readFailure({ diagnosticEvent }: Fields): PlanFailure[] {
  if (!isFields(diagnosticEvent) || diagnosticEvent.severity !== "error") {
    return [];
  }
  const { urn, message } = diagnosticEvent;
  const key = typeof urn === "string" && urn !== "" ? urn : undefined;
  return [{ ...(key === undefined ? {} : { key }), message: bareMessage(message) }];
}

function byText(left: PlanPolicyResult, right: PlanPolicyResult): number {
  const [one, other] = [left, right].map(({ key = "", policy, message }) =>
    [key, policy, message].join("\n"),
  ) as [string, string];
  return one < other ? -1 : one > other ? 1 : 0;
}
