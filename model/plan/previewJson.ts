import { assemblePlan } from "./assemblePlan";
import type { Plan, PlanFailure } from "./plan";
import { UnreadablePlan } from "./unreadablePlan";
import { bareMessage, objectsIn, otherJson, parsePlanJson, type PlanInput } from "./planJson";
import { isFields, textsOf, type Fields } from "./fields";
import { readStates } from "./planState";
import type { PlanStep } from "./planSteps";
import { fromStackExport } from "./stackExport";

const command = "pulumi preview --json";
const expected = { path: "plan", what: `the output of \`${command}\``, command };

/**
 * Reads a preview. It lists what changes; what stays the same is only in it after `--show-sames`, or comes from the
 * state before the change.
 * @param input - What `pulumi preview --json` wrote, as text or parsed.
 * @param base - What `pulumi stack export` wrote before the change. Defaults to none.
 * @returns The plan.
 * @throws {UnreadablePlan} Where it is not JSON, cut off, of another tool, empty, or of a shape that is not known.
 */
export function fromPreviewJson(input: PlanInput, base?: PlanInput): Plan {
  const json = parsePlanJson(input, expected);
  if (!isPreview(json)) {
    throw otherJson(json, expected);
  }
  const listed = objectsIn(json.steps, "steps");
  const steps = listed.map(readStep);
  const summary = isFields(json.changeSummary) ? json.changeSummary : undefined;
  const failures = objectsIn(json.diagnostics, "diagnostics").flatMap(readFailure);
  return assemblePlan(
    {
      source: "preview",
      steps,
      same: summary === undefined ? undefined : typeof summary.same === "number" ? summary.same : 0,
      policies: [],
      failures,
      unread: steps.length === 0 && failures.length === 0 ? [noStep] : [],
    },
    base === undefined ? undefined : fromStackExport(base, "base"),
  );
}

/** The engine lists the stack itself in every preview that came to its end. */
const noStep = "the plan names no resource, not even the stack: the preview may not have run";

/**
 * Whether parsed JSON is a preview.
 * @param json - Parsed JSON.
 * @returns True for the output of `pulumi preview --json`, of a failed preview too.
 */
export function isPreview(json: unknown): json is Fields {
  return (
    isFields(json) &&
    ("steps" in json || "changeSummary" in json || ("diagnostics" in json && "config" in json)) &&
    !("terraform_version" in json)
  );
}

function readStep(step: Fields, index: number): PlanStep {
  if (typeof step.op !== "string" || typeof step.urn !== "string") {
    throw new UnreadablePlan({
      path: `steps[${index}]`,
      rule: "have an op and a urn, both texts",
      actual: `an object with ${Object.keys(step).slice(0, 6).join(", ") || "nothing"}`,
      hint: "A newer engine may write it otherwise: update this package",
    });
  }
  const { old, new: now } = readStates(step.op, step.oldState, step.newState);
  return { op: step.op, urn: step.urn, old, new: now, keys: textsOf(step.replaceReasons) };
}

function readFailure(diagnostic: Fields): PlanFailure[] {
  if (diagnostic.severity !== "error") {
    return [];
  }
  const key =
    typeof diagnostic.urn === "string" && diagnostic.urn !== "" ? diagnostic.urn : undefined;
  return [{ ...(key === undefined ? {} : { key }), message: bareMessage(diagnostic.message) }];
}
