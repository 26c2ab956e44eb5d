/** How long a server waits for something, and what it does when nobody says so. */
export interface ServerTimeout {
  /** The server. */
  readonly server: "nginx" | "Apache" | "PHP-FPM" | "PHP" | "Node";
  /** The directive or property. */
  readonly name: string;
  /** Seconds where nobody sets it; undefined where it is off then. */
  readonly defaultSeconds: number | undefined;
  /** What it measures, as a sentence. */
  readonly measures: string;
  /** Where this stands. */
  readonly source: string;
}

/** Each directive by which the servers bound their waiting, with the figure that holds where nobody sets it. */
export const serverTimeouts = {
  nginxIdle: {
    server: "nginx",
    name: "keepalive_timeout",
    defaultSeconds: 75,
    measures: "how long a client's idle connection is kept",
    source: "nginx docs, ngx_http_core_module",
  },
  nginxUpstreamIdle: {
    server: "nginx",
    name: "keepalive_timeout (upstream)",
    defaultSeconds: 60,
    measures: "how long an idle connection to the application is kept; nginx 1.15.3 or later",
    source: "nginx docs, ngx_http_upstream_module",
  },
  nginxProxyAnswer: {
    server: "nginx",
    name: "proxy_read_timeout",
    defaultSeconds: 60,
    measures: "between two reads of the application's answer",
    source: "nginx docs, ngx_http_proxy_module",
  },
  nginxFastcgiAnswer: {
    server: "nginx",
    name: "fastcgi_read_timeout",
    defaultSeconds: 60,
    measures: "between two reads of the FastCGI server's answer",
    source: "nginx docs, ngx_http_fastcgi_module",
  },
  apacheIdle: {
    server: "Apache",
    name: "KeepAliveTimeout",
    defaultSeconds: 5,
    measures: "how long a client's idle connection is kept",
    source: "Apache docs, core",
  },
  apacheUpstreamIdle: {
    server: "Apache",
    name: "ttl of ProxyPass",
    defaultSeconds: undefined,
    measures: "how long an idle connection to the application is used again",
    source: "Apache docs, mod_proxy",
  },
  apacheAnswer: {
    server: "Apache",
    name: "ProxyTimeout",
    defaultSeconds: 60,
    measures:
      "between two reads of the application's answer; the value of Timeout, which Debian sets to 300",
    source: "Apache docs, mod_proxy and core",
  },
  phpRequest: {
    server: "PHP",
    name: "max_execution_time",
    defaultSeconds: 30,
    measures:
      "the processor time of a script; what it waits for (databases, sleep) does not count on Linux",
    source: "PHP manual, set_time_limit and info.configuration",
  },
  fpmRequest: {
    server: "PHP-FPM",
    name: "request_terminate_timeout",
    defaultSeconds: undefined,
    measures: "the whole time of a request, after which its worker is ended",
    source: "PHP manual, install.fpm.configuration",
  },
  fpmReload: {
    server: "PHP-FPM",
    name: "process_control_timeout",
    defaultSeconds: undefined,
    measures:
      "how long workers may end what they do when the pool is reloaded; off means at once, and 502 for their visitors",
    source: "PHP manual, install.fpm.configuration",
  },
  nodeIdle: {
    server: "Node",
    name: "server.keepAliveTimeout",
    defaultSeconds: 5,
    measures: "how long a client's idle connection is kept; 65 seconds in newer versions",
    source: "Node docs, http; nodejs/node PR 62782 (65 seconds)",
  },
  nodeHeaders: {
    server: "Node",
    name: "server.headersTimeout",
    defaultSeconds: 60,
    measures:
      "from the first byte of a request to the end of its headers; before Node 14 (and 12.19) from the end of the request before, so that it had to be " +
      "longer than keepAliveTimeout",
    source: "Node docs, http; nodejs/node issue 27363 and PR 32329",
  },
  nodeRequest: {
    server: "Node",
    name: "server.requestTimeout",
    defaultSeconds: 300,
    measures: "until a request has come in whole, its body included; not how long its answer takes",
    source: "Node docs, http",
  },
} as const satisfies Record<string, ServerTimeout>;
