import type { KeyedCertificate } from "../authority";

/** How a server shows itself. */
export interface ServedTls extends KeyedCertificate {
  /** The authority of the client certificates that it takes, PEM; undefined where it asks for none. */
  readonly clientAuthority?: string | undefined;
}

/** A good answer to a monitor. */
export interface HealthAnswer {
  /** The path, without its query. */
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

/** What a server of the rehearsal is from its start. */
export interface ServerSetup {
  /** Modelled seconds in a real one. */
  readonly speed: number;
  /** How many servers there are, each with a port and workers of its own. */
  readonly count: number;
  /** Undefined where it speaks HTTP in clear. */
  readonly tls: ServedTls | undefined;
  /** The header without which it answers 403. */
  readonly requiredHeader: RequiredHeader | undefined;
  readonly health: readonly HealthAnswer[];
}

/** A header that must be there with one of its values; case does not count, `*` and `?` stand for any text. */
export interface RequiredHeader {
  readonly name: string;
  readonly values: readonly string[];
}

/** How a server behaves. */
export interface ServerBehaviour {
  /** Status of every answer but a health check's, and of that; undefined for a good one. */
  readonly status: number | undefined;
  readonly healthStatus: number | undefined;
  /** Modelled seconds that the work on an answer takes. */
  readonly delaySeconds: number;
  readonly keepAliveSeconds: number;
  /** 0 for no limit. */
  readonly keepAliveRequests: number;
  readonly headerBytes: number;
  readonly truncates: boolean;
  /** 0 for as many as there are requests. */
  readonly workers: number;
  readonly takesClientCertificate: boolean;
}

/**
 * How a server behaves that is well set up: it keeps connections longer than Cloudflare does (900 s), and gives an answer at once.
 */
export const wellBehaved: ServerBehaviour = {
  status: undefined,
  healthStatus: undefined,
  delaySeconds: 0,
  keepAliveSeconds: 910,
  keepAliveRequests: 0,
  headerBytes: 0,
  truncates: false,
  workers: 0,
  takesClientCertificate: true,
};
