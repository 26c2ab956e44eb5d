import { fromEngineEvents, isEngineEvent } from "./engineEvents";
import type { Plan } from "./plan";
import { otherJson, parsePlanJson, type PlanInput } from "./planJson";
import { fromPreviewJson, isPreview } from "./previewJson";
import { fromStackExport, isStackExport } from "./stackExport";

const what = "a preview's JSON, an event log or an exported state of Pulumi";

/**
 * Reads a plan of any of the three kinds; which one is told by what is in it.
 * @param text - The content of the file.
 * @param base - What `pulumi stack export` wrote before the change. Defaults to none.
 * @returns The plan.
 * @throws {UnreadablePlan} Where it is none of the three.
 */
export function readPlan(text: string, base?: PlanInput): Plan {
  if (isEventLog(text)) {
    return fromEngineEvents(text, base);
  }
  const json = parsePlanJson(text, what);
  if (Array.isArray(json)) {
    return fromEngineEvents(json, base);
  }
  if (isStackExport(json)) {
    return fromStackExport(json);
  }
  if (isPreview(json)) {
    return fromPreviewJson(json, base);
  }
  throw otherJson(json, what);
}

/** Whether the first line alone is an event. */
function isEventLog(text: string): boolean {
  const [line = ""] = text.trimStart().split("\n", 1);
  try {
    return isEngineEvent(JSON.parse(line));
  } catch {
    return false;
  }
}
