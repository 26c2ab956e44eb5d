import { SingleBar, type GenericFormatter } from "cli-progress";
import type { EngineStep } from "../sandbox/engine";
import { listed } from "./changeLines";
import type { Terminal } from "./terminal";

/** Plain lines say at every such share of the work how far it is. */
const milestones = 10;

/** Where nobody knows how much there is, plain lines say how far it is after every so many. */
const plainCount = 50;

/** What turns before a count whose end nobody knows, a picture each. */
const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** How long each picture of the spinner stands, in milliseconds. */
const spinnerMilliseconds = 100;

/**
 * Shows what takes time: a bar that moves on a terminal, or a count beside a spinner where nobody knows how much there is; else
 * a plain line for each step, for each tenth of a long one, and for every 50 of a count.
 */
export class Progress {
  readonly #terminal: Terminal;
  #bar: SingleBar | undefined;
  #text = "";
  #milestone = 0;

  /**
   * Shows nothing yet.
   * @param terminal - Where to show it.
   */
  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /**
   * Shows a step.
   * @param step - What is being done, and how far it is where that can be said.
   * @param detail - What stands behind a bar that moves. Defaults to nothing.
   */
  step(step: EngineStep, detail = ""): void {
    const { text, completed = 0, total, items = [] } = step;
    const isCounted = step.completed !== undefined;
    if (text !== this.#text) {
      this.stop();
      this.#text = text;
      this.#terminal.err([text, ...listed(items)].map((line) => `${line}\n`).join(""));
    }
    if (total === 0 || (total === undefined && !isCounted)) {
      return;
    }
    if (this.#terminal.screen === undefined) {
      this.#plain(completed, total);
    } else {
      this.#live(this.#terminal.screen, { completed, total, detail });
    }
  }

  /**
   * Writes a line of its own, above a bar that moves.
   * @param line - The line without its end.
   */
  line(line: string): void {
    this.#takeBarAway();
    this.#terminal.err(`${line}\n`);
  }

  /** Ends the step; the next one is shown anew, even when it has the same text. */
  stop(): void {
    this.#takeBarAway();
    this.#text = "";
    this.#milestone = 0;
  }

  #takeBarAway(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }

  #plain(completed: number, total: number | undefined): void {
    if (total === undefined) {
      if (completed > 0 && completed % plainCount === 0) {
        this.#terminal.err(`  ${completed} so far\n`);
      }
      return;
    }
    const milestone = Math.floor((completed / total) * milestones);
    if (milestone > this.#milestone) {
      this.#milestone = milestone;
      this.#terminal.err(`  ${(milestone * 100) / milestones} % (${completed} of ${total})\n`);
    }
  }

  #live(
    stream: NodeJS.WriteStream,
    { completed, total, detail }: { completed: number; total: number | undefined; detail: string },
  ): void {
    if (this.#bar === undefined) {
      this.#bar = new SingleBar({
        stream,
        format:
          total === undefined ? countText : "  {bar} {value}/{total} {duration_formatted} {detail}",
        hideCursor: true,
        clearOnComplete: true,
        barCompleteChar: "█",
        barIncompleteChar: "░",
        gracefulExit: false,
      });
      this.#bar.start(total ?? 0, completed, { detail });
    }
    // What it is of may grow.
    this.#bar.setTotal(total ?? 0);
    this.#bar.update(completed, { detail });
  }
}

/** Moves by the clock, so that it moves while nothing is counted. */
const countText: GenericFormatter = (_options, { value, startTime }) => {
  const picture = spinner[Math.floor(Date.now() / spinnerMilliseconds) % spinner.length] ?? "";
  return `  ${picture} ${value} resources, ${Math.round((Date.now() - startTime) / 1000)} s`;
};
