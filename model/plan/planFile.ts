import { fromEngineEvents, isEngineEvent } from "./engineEvents";
import { isFields } from "./fields";
import type { Plan } from "./plan";
import { otherJson, parsePlanJson, type PlanInput } from "./planJson";
import { fromPreviewJson, isPreview } from "./previewJson";
import { fromStackExport, isStackExport } from "./stackExport";

const expected = {
  path: "plan",
  what: "a preview's JSON, an event log or an exported state of Pulumi",
  command: "pulumi preview --json",
};

/**
 * Reads a plan of any of the three kinds; which one is told by what is in it.
 * @param text - The content of the file.
 * @param base - What `pulumi stack export` wrote before the change. Defaults to none.
 * @returns The plan.
 * @throws {UnreadablePlan} Where it is none of the three.
 */
export function readPlan(text: string, base?: PlanInput): Plan {
  const first = firstLine(text);
  if (isEngineEvent(first)) {
    return fromEngineEvents(text, base);
  }
  if (isFields(first) && !isPreview(first) && !isStackExport(first)) {
    throw otherJson(first, expected);
  }
  const json = parsePlanJson(text, expected);
  if (Array.isArray(json) && json.length > 0) {
    return fromEngineEvents(json, base);
  }
  if (isStackExport(json)) {
    return fromStackExport(json);
  }
  if (isPreview(json)) {
    return fromPreviewJson(json, base);
  }
  throw otherJson(json, expected);
}

/** What the first line says where it alone is JSON, as in an event log. */
function firstLine(text: string): unknown {
  const [line = ""] = text.trimStart().split("\n", 1);
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
