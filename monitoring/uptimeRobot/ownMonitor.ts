import { createHash } from "node:crypto";
import { uptimeRobotApi } from "../../facts/monitoring/uptimeRobot";
import type { Making } from "../monitorKind";
import { ServiceError, type Answered } from "../serviceCall";
import { UptimeRobotRefusal, type UptimeRobotApi } from "./api";

/** A monitor that was found or made. */
export interface FoundMonitor {
  /** Its id. */
  readonly id: string;
  /** Whether it was found after a create that was cut off or failed: what it holds is not certain. */
  readonly isLeftOver: boolean;
}

/** The monitor of one resource, known again by a tag: names and URLs are not unique in UptimeRobot, and custom fields need a paid plan. */
export class OwnMonitor {
  readonly #tag: string;

  /**
   * Asks nobody yet.
   * @param api - The API.
   * @param type - Its type, which tells it from the one that it replaces.
   * @param making - For whom it is made.
   */
  constructor(
    private readonly api: UptimeRobotApi,
    private readonly type: string,
    private readonly making: Making,
  ) {
    this.#tag = `pulumi-${createHash("sha256").update(making.urn).digest("hex").slice(0, 16)}`;
  }

  /**
   * Finds what a run that was cut off has made.
   * @returns The monitor; undefined where there is none.
   * @throws {ServiceError} Where the API does not answer.
   */
  async find(): Promise<FoundMonitor | undefined> {
    const tagged = await this.api.tagged(this.#tag);
    const id = tagged
      .filter(({ type }) => type === this.type)
      .map(idOf)
      .find((each) => each !== undefined && this.making.mayTakeUp(each));
    return id === undefined ? undefined : { id, isLeftOver: true };
  }

  /**
   * Makes it, once. Where the API does not say that it has, it is looked for.
   * @param body - What it is.
   * @returns The monitor.
   * @throws {ServiceError} Where it was refused, or is not found.
   */
  async make(body: object): Promise<FoundMonitor> {
    const made = await this.api
      .send({ method: "POST", path: "/monitors", body: { ...body, tagNames: [this.#tag] } })
      .then(
        (answer) =>
          idOf(answer) ?? new ServiceError("UptimeRobot made a monitor without saying its id"),
        (error: unknown) => error,
      );
    if (typeof made === "string") {
      return { id: made, isLeftOver: false };
    }
    if (!(made instanceof ServiceError) || made instanceof UptimeRobotRefusal) {
      throw made;
    }
    const found = await this.look().catch(() => {
      throw made;
    });
    if (found === undefined) {
      throw new ServiceError(
        `${made.message}; it has no monitor tagged ${this.#tag} so far; run again: one that shows up is taken up`,
      );
    }
    return found;
  }

  /** Looks until it is listed, or for the last time. */
  private async look(): Promise<FoundMonitor | undefined> {
    for (const seconds of uptimeRobotApi.looksAfterSeconds) {
      await this.api.wait(seconds);
      const found = await this.find();
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }
}

function idOf(monitor: Answered | undefined): string | undefined {
  const id = monitor?.id;
  const isId = typeof id === "number" || (typeof id === "string" && /^\d+$/.test(id));
  return isId ? String(id) : undefined;
}
