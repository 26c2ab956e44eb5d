import type { Fault, FaultStage } from "./faults";
import { struckOrigins } from "./struck";

/** Modelled seconds that the primary is there, and away: longer than a monitor with an interval of 15 s needs to see either. */
const turnSeconds = 60;

/** How often it goes and comes, until the fault ends. */
const turnCount = 5;

/** What ends the turns that have begun. */
const turning = new WeakMap<
  FaultStage,
  { readonly stop: AbortController; readonly turns: Promise<void> }
>();

/** The first pool comes and goes. */
export const primaryFlapping: Fault = {
  name: "primary-flapping",
  what: `The region of the first pool is lost and restored in turn, every ${turnSeconds} seconds`,
  leastSeconds: turnCount * turnSeconds,
  struck: (site) => struckOrigins(site, "primary"),
  inapplicable: (site) =>
    struckOrigins(site, "primary").length === 0 ? "No origin takes requests" : undefined,
  begin: async (stage) => {
    await setPrimary(stage, "drop");
    const stop = new AbortController();
    const begun = turns(stage, stop.signal);
    // What goes wrong is told where the fault ends.
    begun.catch(() => undefined);
    turning.set(stage, { stop, turns: begun });
  },
  end: async (stage) => {
    const begun = turning.get(stage);
    begun?.stop.abort();
    await begun?.turns;
    await setPrimary(stage, "open");
  },
};

async function turns(stage: FaultStage, signal: AbortSignal): Promise<void> {
  const isOver = (): Promise<boolean> =>
    stage.clock.sleep(turnSeconds, signal).then(
      () => false,
      () => true,
    );
  for (let turn = 0; !(await isOver()); turn += 1) {
    await setPrimary(stage, turn % 2 === 0 ? "open" : "drop");
  }
}

async function setPrimary(
  { site, origins }: FaultStage,
  connections: "open" | "drop",
): Promise<void> {
  const struck = struckOrigins(site, "primary");
  await Promise.all(struck.map(({ address, port }) => origins.way(address, port, { connections })));
}
