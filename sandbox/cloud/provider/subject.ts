import type { Properties } from "../values";
import type { ApiClient } from "./client";

/** One configured instance of a provider; what one engine run waits for, another does not cancel. */
export interface Connection {
  /** Its API client. */
  readonly client: ApiClient;
  /** Region of the instance; "" where it has none. */
  readonly region: string;
}

/** A resource as the engine speaks of it. */
export interface Subject {
  /** Pulumi type token. */
  readonly type: string;
  /** The provider instance that is asked. */
  readonly connection: Connection;
  /** Names of the secret properties. */
  readonly secrets: ReadonlySet<string>;
}

/** Id and outputs of a resource after a call. */
export interface Outcome {
  readonly id: string;
  readonly outputs: Properties;
}
