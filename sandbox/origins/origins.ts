import type { DeclaredSite } from "../../model/serving/declaredSite";
import type { OriginNetwork } from "../network/network";
import type { WayBehaviour } from "../network/way";
import type { CertificateKind, RehearsalAuthority } from "./authority";

/** How one origin behaves; what is not given stays as it is. */
export interface OriginBehaviour {
  /** Status of every answer but the health check's, and of that; 0 for good ones. A health check of `/` is no other request. */
  readonly status?: number;
  readonly healthStatus?: number;
  /** Modelled seconds that the work on an answer takes, health checks too. */
  readonly delaySeconds?: number;
  /** Modelled seconds for which it keeps an idle connection: the web server; behind a load balancer of AWS, its targets. */
  readonly keepAliveSeconds?: number;
  /** Requests on a connection until it is closed; 0 for no limit. */
  readonly keepAliveRequests?: number;
  /** Bytes of headers that an answer has beside its own. */
  readonly headerBytes?: number;
  /** Whether answers break off half-way. */
  readonly truncates?: boolean;
  /** Requests that it works on at the same time, others wait in turn; 0 for no limit. */
  readonly workers?: number;
  /** Whether the application behind its web server is dead: 502 to everybody. */
  readonly isUpstreamDead?: boolean;
  /** Whether the application's worker ends under each request but health checks, as when the kernel ends it for its memory: 502. */
  readonly crashes?: boolean;
  /** The certificate that it has. */
  readonly certificate?: CertificateKind;
  /**
   * Whether its web server reads anew what has changed. Defaults to true; with false it goes on showing the certificate that it had.
   * Does nothing to a load balancer of AWS, which takes certificates by itself.
   */
  readonly reloads?: boolean;
  /** Whether it takes the edge's client certificate, where it demands one. */
  readonly takesClientCertificate?: boolean;
  /**
   * Targets that are registered with a load balancer of AWS: of those that are taken out, requests under way may end within its
   * deregistration delay. Does nothing to other origins.
   */
  readonly targets?: number;
}

/** The origins of a rehearsal: real servers behind a network in user space. */
export interface Origins {
  readonly network: OriginNetwork;
  /** What connections to them pass, as a sentence without a full stop. */
  readonly stack: string;
  /** How many connections were given up although nothing kept them from an origin: this machine was too slow for them. */
  readonly lateConnections: number;
  /** Who certifies all origins, and the edge towards them and towards visitors; strict mode trusts it. */
  readonly authority: RehearsalAuthority;
  /**
   * Starts servers for origins that there were not, stops those of origins that are gone, and takes what else has changed.
   * @param sites - Every site.
   */
  declare(sites: readonly DeclaredSite[]): Promise<void>;
  /** Changes how an origin behaves, by the address and port that are declared. */
  behave(address: string, port: number, behaviour: OriginBehaviour): Promise<void>;
  /** Changes what the way to it does. */
  way(address: string, port: number, behaviour: WayBehaviour): Promise<void>;
  /**
   * Ends the server's process, with all its connections, as a kill does: of a load balancer of AWS, that of its targets.
   * Nothing happens where it has ended.
   */
  kill(address: string, port: number): Promise<void>;
  /** Starts the server's process anew. Nothing happens where it runs. */
  revive(address: string, port: number): Promise<void>;
  /** Lets an origin, and the way to it, be as they were at first; its process is started where it has ended. */
  mend(address: string, port: number): Promise<void>;
  /** Those of Cloudflare's addresses that are connected to an origin, those first that have had the most answers, in bytes. */
  callers(address: string, port: number): readonly string[];
  /** Ends everything. */
  stop(): Promise<void>;
}
