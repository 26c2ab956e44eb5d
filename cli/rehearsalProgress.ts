import type { RehearsalProgress } from "../sandbox/rehearsal/options";
import type { Progress } from "./progress";

/** Modelled seconds that one sign of the timeline stands for. */
const signSeconds = 5;

/** How many signs of the timeline stand behind the bar: the last ones. */
const shownSigns = 30;

/** Shows a rehearsal while it runs: a bar with the timeline so far, and of each fault that has ended its timeline, a sign for every 5 seconds. */
export class RehearsalTimelines {
  #fault: string | undefined;
  #signs = "";
  #failed = 0;

  /**
   * Shows nothing yet.
   * @param progress - Where to show it.
   */
  constructor(private readonly progress: Progress) {}

  /**
   * Shows how far it is.
   * @param now - How far.
   */
  step(now: RehearsalProgress): void {
    if (now.fault !== this.#fault) {
      this.end();
      this.#fault = now.fault;
    }
    const signs = Math.floor(now.seconds / signSeconds);
    if (signs > this.#signs.length) {
      const sign = now.declared.failed > this.#failed ? "█" : "·";
      this.#failed = now.declared.failed;
      this.#signs = this.#signs.padEnd(signs, sign);
    }
    const completed = Math.min(now.seconds, now.ofSeconds);
    const step = { text: `Rehearsing ${now.fault ?? ""}`, completed, total: now.ofSeconds };
    const { declared, defaults } = now;
    const counts = `${declared.failed} failed, on defaults ${defaults.failed}`;
    this.progress.step(step, `${this.#signs.slice(-shownSigns)} ${counts}`);
  }

  /** Shows the timeline of the fault that has ended. */
  end(): void {
    if (this.#fault !== undefined) {
      this.progress.line(`  ${this.#signs} errors in █, ${signSeconds} s each`);
      this.progress.stop();
    }
    this.#fault = undefined;
    this.#signs = "";
    this.#failed = 0;
  }
}
