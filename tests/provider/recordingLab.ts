import {
  openProject,
  runProgram,
  startCloud,
  type Cloud,
  type CloudflareProvider,
  type Run,
  type TestStack,
} from "../../sandbox/testing";
import type { Lab } from "../engine/lab";
import { sightingOf, type Sighting } from "./sighting";

/** A lab in which one provider serves Cloudflare, and every operation is noted down. */
export class RecordingLab implements Lab {
  /** What was seen, in order. */
  readonly sightings: Sighting[] = [];

  /**
   * Makes the lab.
   * @param provider - What serves Cloudflare's resources.
   */
  constructor(private readonly provider: CloudflareProvider) {}

  readonly startCloud: Lab["startCloud"] = (options = {}) =>
    startCloud({ ...options, providers: this.provider });

  readonly runProgram: Lab["runProgram"] = async (cloud, program, options) =>
    this.#watched(cloud, await runProgram(cloud, program, options));

  readonly openProject: Lab["openProject"] = async (cloud, directory, options) =>
    this.#watched(cloud, await openProject(cloud, directory, options));

  #watched(cloud: Cloud, stack: TestStack): TestStack {
    const noted = async (title: string, operation: () => Promise<Run>): Promise<Run> => {
      const from = cloud.journal.calls.length;
      let run: Run | undefined;
      try {
        return (run = await operation());
      } finally {
        const calls = cloud.journal.calls.slice(from);
        const state = await stack.exportState();
        const number = this.sightings.length + 1;
        this.sightings.push(sightingOf(`${number}. ${title}`, run, calls, state));
      }
    };
    const words = (title: string, refresh = false) => (refresh ? `${title} --refresh` : title);
    return {
      ...stack,
      preview: (options) => noted(words("preview", options?.refresh), () => stack.preview(options)),
      up: (options) => noted(words("up", options?.refresh), () => stack.up(options)),
      refresh: () => noted("refresh", () => stack.refresh()),
      destroy: () => noted("destroy", () => stack.destroy()),
    };
  }
}
