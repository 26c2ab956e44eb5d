import type { Rehearsal } from "../model/rehearsal/rehearsal";
import { rehearse } from "../sandbox/rehearsal/rehearse";
import type { RehearsalOptions, RehearsalProgress } from "../sandbox/rehearsal/options";
import type { Progress } from "./progress";
import { RehearsalTimelines } from "./rehearsalProgress";
import type { ChosenSite } from "./rehearsedSites";

/** How a site is rehearsed. */
export type Play = Pick<RehearsalOptions, "faults" | "servers" | "speed" | "rate" | "up">;

/**
 * Rehearses a site, and shows how far it is.
 * @param chosen - The site.
 * @param play - How.
 * @param progress - Where to show it.
 * @param signal - Ends it.
 */
export async function playRehearsal(
  { site, notServed }: ChosenSite,
  { faults, servers, speed, rate, up }: Play,
  progress: Progress,
  signal: AbortSignal,
): Promise<Rehearsal> {
  progress.line(`Rehearsing ${site.hostname}, ${rate} requests a second, ${speed} times as fast`);
  const timelines = new RehearsalTimelines(progress);
  const onProgress = (each: RehearsalProgress): void => timelines.step(each);
  const measured = await rehearse({ site, faults, servers, speed, rate, up, signal, onProgress });
  timelines.end();
  progress.stop();
  return { ...measured, notServed: [...notServed] };
}
