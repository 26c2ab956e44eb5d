import type { TlsVersion } from "../facts/cloudflare/zoneSettings";

/** What a server does about the client certificate that Cloudflare shows (Authenticated Origin Pulls). */
export const ClientVerification = {
  /** Ask for it and log what came; let everybody in. */
  Observe: "observe",
  /** Refuse whoever shows none of the authority. */
  Enforce: "enforce",
} as const;

/** What a server does about the client certificate that Cloudflare shows (Authenticated Origin Pulls). */
export type ClientVerification = (typeof ClientVerification)[keyof typeof ClientVerification];

/** The authority of the client certificates that Cloudflare shows (Authenticated Origin Pulls). */
export interface ClientCaArgs {
  /** Path of the authority's certificate, PEM, on the server: the zone's own, or the one that Cloudflare publishes. */
  file: string;
  /** What to do about a certificate of another authority, or none. Defaults to `enforce`. */
  mode?: ClientVerification;
}

/** TLS between Cloudflare and the server. The files are on the server; nothing of them is read or written here. */
export interface TlsFilesArgs {
  /** Path of the origin certificate, PEM, with its chain behind it. */
  certificateFile: string;
  /** Path of its key, PEM. */
  keyFile: string;
  /** The oldest version of TLS. Defaults to 1.2. */
  minimumTlsVersion?: TlsVersion;
  /** The authority of Cloudflare's client certificates. Defaults to asking for none. */
  clientCa?: ClientCaArgs;
}

/** How long a request may take. */
export interface AnswerTimeoutArgs {
  /** Seconds that the application may take for a request. Defaults to 85. */
  requestSeconds?: number;
  /** Seconds that the web server waits for the application. Defaults to 10 more than `requestSeconds`. */
  answerSeconds?: number;
  /** Seconds that Cloudflare waits for the answer, where an Enterprise zone has another figure. Defaults to 120. */
  cloudflareReadSeconds?: number;
}

/** How long a request may take, and how long an idle connection is kept. */
export interface ServerTimeoutArgs extends AnswerTimeoutArgs {
  /** Seconds that an idle connection is kept. Defaults to 10 more than whoever is in front keeps it: 910 for Cloudflare. */
  idleSeconds?: number;
}

/** An Application Load Balancer between Cloudflare and the server. */
export interface ServerLoadBalancerArgs {
  /** Its idle timeout in seconds. */
  idleTimeoutSeconds: number;
  /** Ranges that it connects from, as CIDRs: those of its subnets. */
  addresses: string[];
}

/** An application that speaks HTTP, behind the web server. */
export interface ApplicationArgs {
  /** Where it listens: `127.0.0.1:3000`. */
  address: string;
  /** Seconds that it keeps an idle connection. Defaults to 70, as `nodeConfig` sets it behind a web server. */
  idleSeconds?: number;
}

/** PHP-FPM behind the web server. */
export interface PhpArgs {
  /** Where the pool listens: the path of a socket, or `127.0.0.1:9000`. */
  listen: string;
  /** Path of the socket of its status page. Defaults to the one of `phpFpmConfig`. */
  statusListen?: string;
  /** Path of the script that answers the health check. Defaults to the one of `phpFpmConfig`. */
  healthScript?: string;
}

/** The endpoint that Cloudflare's monitor asks. */
export interface ServerHealthArgs {
  /** Its path, deeper than the root. Defaults to `/healthz`. */
  path?: string;
  /** Seconds after which the answer counts as a failure. Defaults to 5. */
  timeoutSeconds?: number;
}

/** What nginx and Apache are told. */
export interface WebServerConfigArgs {
  /** Names to write a whole server for, `*.` as a first label allowed. Defaults to none: a fragment for servers that are there. */
  serverNames?: string[];
  /** Path of the files of that server. Defaults to `/var/www/html`. */
  documentRoot?: string;
  /** An application that speaks HTTP. Defaults to none. */
  application?: ApplicationArgs;
  /** PHP-FPM. Defaults to none. */
  php?: PhpArgs;
  /** What is between Cloudflare and the server. Defaults to nothing: Cloudflare connects itself. */
  loadBalancer?: ServerLoadBalancerArgs;
  /** TLS. Defaults to what the server has. */
  tls?: TlsFilesArgs;
  /** Timeouts. */
  timeouts?: ServerTimeoutArgs;
  /** The health endpoint; it is there where an application or PHP answers it. */
  health?: ServerHealthArgs;
  /** Port of the status pages, on loopback. Defaults to 8079. */
  statusPort?: number;
  /** Whether to refuse whoever is not Cloudflare, where no firewall does. Defaults to false. */
  onlyCloudflare?: boolean;
}

/** What the script that answers the health check tries. */
export interface PhpHealthArgs {
  /** What must take a connection: `db.internal:3306`. Defaults to nothing. */
  dependencies?: string[];
  /** Path of a PHP file that returns true where all is well, for all else. Defaults to none. */
  checkFile?: string;
  /** Seconds for all of them together. Defaults to 3. */
  timeoutSeconds?: number;
}

/** What PHP-FPM is told. */
export interface PhpFpmConfigArgs {
  /** Memory of the machine in MiB. */
  memoryMegabytes: number;
  /** Memory of a worker under load in MiB, as measured, rounded up. */
  workerMegabytes: number;
  /** Memory for all else in MiB. Defaults to a quarter of the machine's, and 256 at least. */
  reservedMegabytes?: number;
  /** Version of PHP, by which Debian names its folders. Defaults to 8.2. */
  version?: string;
  /** Name of the pool. Defaults to `www`, Debian's own, of which all that is not set here stays. */
  pool?: string;
  /** Timeouts. */
  timeouts?: AnswerTimeoutArgs;
  /** The script that answers the health check. */
  health?: PhpHealthArgs;
}

/** nginx or Apache on the way to a Node program. */
export interface NodeWebServerArgs {
  /** Seconds that it keeps an idle connection to the program. Defaults to 60. */
  idleTimeoutSeconds?: number;
  /** Ranges that it connects from, as CIDRs. Defaults to loopback. */
  addresses?: string[];
}

/** What a Node program is told. */
export interface NodeConfigArgs {
  /** Name of its systemd service, without `.service`. */
  service: string;
  /** Path of the folder to which the module is written. */
  folder: string;
  /** nginx or Apache in front of it. Defaults to none; not beside `loadBalancer`. */
  webServer?: NodeWebServerArgs;
  /** What is between Cloudflare and the program. Defaults to nothing: Cloudflare connects itself. */
  loadBalancer?: ServerLoadBalancerArgs;
  /** TLS. Defaults to none. */
  tls?: TlsFilesArgs;
  /** Timeouts. */
  timeouts?: ServerTimeoutArgs;
  /** The health endpoint. */
  health?: ServerHealthArgs;
}
