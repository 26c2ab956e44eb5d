import type { Properties } from "../values";

/** A resource that exists since this call, but not as it was asked for: the engine keeps it in the state. */
export class PartlyCreated extends Error {
  /** Tells this error apart in logs. */
  override readonly name = "PartlyCreated";

  /**
   * Makes the error.
   * @param id - Id of what exists.
   * @param properties - What it looks like.
   * @param reason - What failed.
   */
  constructor(
    readonly id: string,
    readonly properties: Properties,
    readonly reason: Error,
  ) {
    super(reason.message);
  }
}
