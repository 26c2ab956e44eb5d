import type { DeclaredSite } from "../../model/serving/declaredSite";

/** A visitor's request as the edge saw it, when it was answered. */
export interface EdgeAnswered {
  /** Modelled seconds, when the request came and when it was answered. */
  readonly cameAtSeconds: number;
  readonly answeredAtSeconds: number;
  readonly hostname: string;
  readonly status: number;
  /** Who made the answer. */
  readonly by: "origin" | "edge" | "cache";
  /** Why the edge made an error of its own, in the words of `facts`; the origin's where it was passed on; undefined where all is well. */
  readonly cause: string | undefined;
  /** Pool and origin, `primary/use1`; undefined where none was asked. */
  readonly origin: string | undefined;
  /** Whether the request was sent to a second origin. */
  readonly wasRetried: boolean;
}

/** A change of an origin's or a pool's health. */
export interface HealthChange {
  /** Modelled seconds. */
  readonly atSeconds: number;
  /** Pool and origin. */
  readonly origin: string;
  readonly healthy: boolean;
  /** Why, in Cloudflare's words for a failed probe. */
  readonly reason: string;
}

/** A running edge. */
export interface RunningEdge {
  /** Loopback port that speaks HTTPS with a certificate of the rehearsal's own authority. */
  readonly port: number;
  /** The authority's certificate, PEM. */
  readonly authority: string;
  /**
   * Takes what is declared now; what stays the same keeps its state: health, sessions, connections.
   * @param sites - Every site.
   */
  declare(sites: readonly DeclaredSite[]): void;
  /** Hears of every answer. */
  onAnswer(listener: (answered: EdgeAnswered) => void): void;
  /** Hears of every change of health. */
  onHealth(listener: (change: HealthChange) => void): void;
  /** Ends every probe, connection and server. */
  stop(): Promise<void>;
}
