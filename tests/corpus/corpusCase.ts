import type { PolicyConfiguration } from "../../checks/policy/configuration";
import type { Cloud, ZoneOptions } from "../../sandbox/testing";

/** Registers resources. */
export type Program = () => void;

/** Two programs, and what must be said of the way from one to the other: all of it, and nothing else. */
export interface CorpusCase {
  /** Name of the stored plan, in kebab-case: what changes. */
  readonly name: string;
  /** What is up before. Absent for a first deployment. */
  readonly before?: Program;
  /** What is planned. Absent where everything goes. */
  readonly after?: Program;
  /** The zones that the account has. Defaults to `example.com` alone. */
  readonly zones?: readonly ZoneOptions[];
  /** Puts objects into the account that no program made, before anything runs. */
  readonly given?: (cloud: Cloud) => void;
  /** What somebody does by hand between `before` and the preview. */
  readonly between?: (cloud: Cloud) => void;
  /** Whether the preview asks the cloud first. Defaults to false. */
  readonly refresh?: boolean;
  /** Whether the engine refuses to go on with the preview. Defaults to false. */
  readonly fails?: boolean;
  /** The policy by which it is judged. Defaults to all rules as they are. */
  readonly policy?: PolicyConfiguration;
  /** Why what is named must be named, and why nothing else must. */
  readonly because: string;
  /** Every risk as `severity kind title`, the worst first. */
  readonly risks: readonly string[];
  /** Every policy finding that is no risk, as `severity rule title`, followed by `(new)` where the change brings it. */
  readonly findings?: readonly string[];
  /** Failover times that change, as `hostname before → after`. */
  readonly failover?: readonly string[];
  /** What a refresh found, as `logical name: path, path` or `logical name: gone`. */
  readonly drift?: readonly string[];
  /** Every change that nobody judged, as `operation logical name: property, property`. Defaults to none. */
  readonly notJudged?: readonly string[];
  /** Every change as `operation logical name`, sorted. */
  readonly changes: readonly string[];
  /** What stands in the Markdown. */
  readonly says?: readonly string[];
  /** Secrets of the programs that must not stand in the plan either. */
  readonly secrets?: readonly string[];
  /** What must not stand in the Markdown. */
  readonly hides?: readonly string[];
}
