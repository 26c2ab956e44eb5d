import { environments, liveEnvironment } from "../engine/environmentLives";
import { exampleTitles, liveExample } from "../engine/exampleLives";
import { killMoments, randomBelow } from "../engine/killEngine";
import { cuts, resume, Site } from "../engine/killSite";
import type { Lab } from "../engine/lab";
import { brokenTransitions, transitions } from "../engine/transitions";
import { runTransition } from "../engine/transitionsRun";

/** A life of a stack that is lived with each provider. */
export interface Scenario {
  /** What it is called. */
  readonly title: string;
  /** Whether what is seen with the one provider can be compared with the other: where an engine is killed it differs by chance. */
  readonly isCompared: boolean;
  /**
   * Lives it; its assertions are those of the suite.
   * @param lab - Where.
   */
  readonly live: (lab: Lab) => Promise<void>;
}

/** The same calls are hit in every run. */
const seed = 502;

/**
 * Everything that is tried with a plugin.
 * @param kills - In how many runs the engine is killed.
 * @returns Environments, examples, transitions, and runs that are cut off.
 */
export function scenarios(kills: number): readonly Scenario[] {
  const compared = (kind: string, title: string, live: Scenario["live"]): Scenario => ({
    ...{ title: `${kind}: ${title}`, isCompared: true, live },
  });
  return [
    ...Object.keys(environments).map((name) =>
      compared("environment", name, (lab) => liveEnvironment(name, lab)),
    ),
    ...exampleTitles.map((title) => compared("example", title, (lab) => liveExample(title, lab))),
    ...[...Object.values(transitions).flat(), ...brokenTransitions].map((row) =>
      compared("transition", row.title, (lab) => runTransition(row, lab)),
    ),
    ...killScenarios(kills),
  ];
}

function killScenarios(kills: number): Scenario[] {
  const random = randomBelow(seed);
  const names = Object.keys(cuts);
  return Array.from({ length: kills }, (_, run) => {
    const what = names[run % names.length] ?? "";
    const cut = cuts[what] ?? { from: undefined, to: undefined, calls: 1 };
    const moment = killMoments[random(killMoments.length)] ?? "after";
    // A plugin makes at least as many calls as the stand-in; the last one may be over before the engine is killed.
    const call = 1 + random(cut.calls - 1);
    return {
      title: `kill ${run + 1}: ${what}, ${moment} call ${call}`,
      isCompared: false,
      live: (lab) => Site.use((site) => resume(site, cut, { call, moment }), lab),
    };
  });
}
