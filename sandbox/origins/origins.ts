import type { DeclaredSite } from "../../model/serving/declaredSite";
import type { OriginNetwork } from "../network/network";

/** How one origin behaves; what is not given stays as it is. */
export interface OriginBehaviour {
  /** Status of every answer but the health check's, and of that. */
  readonly status?: number;
  readonly healthStatus?: number;
  /** Modelled seconds until an answer begins. */
  readonly delaySeconds?: number;
  /** Modelled seconds for which it keeps an idle connection. */
  readonly keepAliveSeconds?: number;
  /** Requests on a connection until it is closed. */
  readonly keepAliveRequests?: number;
  /** Bytes of headers that an answer has beside its own. */
  readonly headerBytes?: number;
  /** Whether answers break off half-way. */
  readonly truncates?: boolean;
  /** Requests that it works on at the same time; others wait. */
  readonly workers?: number;
  /** The certificate that it shows. */
  readonly certificate?: "right" | "expired" | "otherName" | "selfSigned" | "incompleteChain";
  /** Whether it takes the edge's client certificate. */
  readonly takesClientCertificate?: boolean;
}

/** What the way to one origin does. */
export interface WayBehaviour {
  /** `refuse`: nothing listens; `drop`: packets go unanswered; `unreachable`: no route; `open`: all is well. */
  readonly connections?: "open" | "refuse" | "drop" | "unreachable";
  /** Ranges of Cloudflare's whose packets go unanswered, or are refused. */
  readonly dropsFrom?: readonly string[];
  readonly refusesFrom?: readonly string[];
  /** Modelled seconds that each way takes. */
  readonly delaySeconds?: number;
  /** Share of connections that are lost, 0 to 1. */
  readonly loss?: number;
  readonly bytesPerSecond?: number;
  /** Bytes of an answer after which the connection is reset. */
  readonly resetsAfterBytes?: number;
}

/** The origins of a rehearsal: real servers behind a network in user space. */
export interface Origins {
  readonly network: OriginNetwork;
  /** The authority that strict mode trusts, PEM. */
  readonly authority: string;
  /**
   * Starts servers for origins that there were not, stops those of origins that are gone, and takes what else has changed.
   * @param sites - Every site.
   */
  declare(sites: readonly DeclaredSite[]): Promise<void>;
  /** Changes how an origin behaves, by the address and port that are declared. */
  behave(address: string, port: number, behaviour: OriginBehaviour): Promise<void>;
  /** Changes what the way to it does. */
  way(address: string, port: number, behaviour: WayBehaviour): void;
  /** Ends the server's process, with all its connections, as a kill does; starts it anew. */
  kill(address: string, port: number): Promise<void>;
  revive(address: string, port: number): Promise<void>;
  /** Ends everything. */
  stop(): Promise<void>;
}
