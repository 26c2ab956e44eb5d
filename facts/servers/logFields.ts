/** A field of a line in an access log, and how each server writes it. */
export interface LogField {
  /** Its label in the line. */
  readonly label: string;
  /** What stands in it. */
  readonly meaning: string;
  /** How nginx writes it; absent where it cannot. */
  readonly nginx?: string;
  /** How Apache writes it; absent where it cannot. */
  readonly apache?: string;
  /** How PHP-FPM writes it; absent where it cannot. */
  readonly phpFpm?: string;
  /** Whether Apache can write it only where mod_ssl is loaded. Defaults to false. */
  readonly needsTls?: boolean;
}

/**
 * The fields of the access logs, in their order. A line is `label:value` with tabs between (Labeled Tab-separated Values). Queries
 * and user names are left out, since they carry secrets.
 *
 * Sources: nginx docs, ngx_http_log_module, ngx_http_realip_module and ngx_http_upstream_module (variables); Apache docs,
 * mod_log_config (custom log formats) and mod_ssl; PHP manual, install.fpm.configuration (access.format).
 */
export const logFields: readonly LogField[] = [
  {
    label: "time",
    meaning: "when it was logged, ISO 8601; nginx writes the zone as +00:00, the others as +0000",
    nginx: "$time_iso8601",
    apache: "%{%Y-%m-%dT%H:%M:%S%z}t",
    phpFpm: "%{%Y-%m-%dT%H:%M:%S%z}t",
  },
  {
    label: "client",
    meaning: "the visitor's address, as Cloudflare names it",
    nginx: "$remote_addr",
    apache: "%a",
  },
  {
    label: "peer",
    meaning: "the address that the connection came from: Cloudflare's, or the load balancer's",
    nginx: "$realip_remote_addr",
    apache: "%{c}a",
  },
  {
    label: "ray",
    meaning: "Cloudflare's Ray ID; - where the request did not come through it",
    nginx: "$http_cf_ray",
    apache: "%{CF-Ray}i",
  },
  {
    label: "host",
    meaning: "the host that was asked for",
    nginx: "$http_host",
    apache: "%{Host}i",
  },
  {
    label: "method",
    meaning: "GET and so on",
    nginx: "$request_method",
    apache: "%m",
    phpFpm: "%m",
  },
  {
    label: "path",
    meaning: "the path, without the query; Apache names the index file that answered for a folder",
    nginx: "$steady_edge_path",
    apache: "%U",
    phpFpm: "%r",
  },
  {
    label: "status",
    meaning: "the answer's status",
    nginx: "$status",
    apache: "%>s",
    phpFpm: "%s",
  },
  {
    label: "bytes",
    meaning: "bytes of the answer's body",
    nginx: "$body_bytes_sent",
    apache: "%B",
  },
  {
    label: "seconds",
    meaning: "how long the request took, in seconds",
    nginx: "$request_time",
    phpFpm: "%{seconds}d",
  },
  { label: "microseconds", meaning: "the same, in microseconds", apache: "%D" },
  {
    label: "connection_requests",
    meaning: "how many requests this connection has carried: nginx counts from 1, Apache from 0",
    nginx: "$connection_requests",
    apache: "%k",
  },
  { label: "handler", meaning: "what made the answer", apache: "%R" },
  { label: "error_log_id", meaning: "the [L …] of the error log's lines about it", apache: "%L" },
  {
    label: "upstream",
    meaning: "the application that was asked; several after one another where one failed",
    nginx: "$upstream_addr",
  },
  { label: "upstream_status", meaning: "what it answered", nginx: "$upstream_status" },
  {
    label: "upstream_connect_seconds",
    meaning: "until it took the connection",
    nginx: "$upstream_connect_time",
  },
  {
    label: "upstream_header_seconds",
    meaning: "until its answer began",
    nginx: "$upstream_header_time",
  },
  {
    label: "upstream_seconds",
    meaning: "until its answer was whole",
    nginx: "$upstream_response_time",
  },
  {
    label: "client_certificate",
    meaning: "SUCCESS, NONE, or FAILED and why: whether Cloudflare's certificate was there",
    nginx: "$ssl_client_verify",
    apache: "%{SSL_CLIENT_VERIFY}x",
    needsTls: true,
  },
  { label: "pid", meaning: "the worker's process", nginx: "$pid", apache: "%P", phpFpm: "%p" },
  { label: "memory_bytes", meaning: "the most that the script had allocated", phpFpm: "%{bytes}M" },
  { label: "processor_percent", meaning: "of one processor", phpFpm: "%C" },
];
