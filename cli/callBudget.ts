import { makesCloudflareCall, overCallLimit } from "../model/plan/apiCalls";
import type { EngineEvent } from "../sandbox/engine";

/**
 * Warns of a run that needs more calls of Cloudflare's API than it takes in a while.
 * @param events - What the engine reports of the run or of its preview.
 * @returns A line; nothing where the calls are few enough.
 */
export function callBudgetLines(events: readonly EngineEvent[]): string[] {
  const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  const sentence = overCallLimit(steps.filter(makesCloudflareCall).length);
  return sentence === undefined ? [] : [`${sentence}, and divide the stack or its changes`];
}
