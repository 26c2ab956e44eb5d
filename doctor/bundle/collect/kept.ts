import { withoutSecrets } from "../../../core/secrets";
import { visibleLine } from "../../../core/visibleText";
import type { Directive } from "../../configuration/directive";
import { withoutVisitors } from "./redaction";

/**
 * The directives that a bundle keeps: those that somebody judges. Whatever else a configuration holds, passwords and headers and
 * code, is left out, so that no list of what is secret need be complete.
 */
const kept = {
  nginx: new Set(
    `user worker_processes worker_connections worker_rlimit_nofile error_log events http server location upstream limit_except if
    map geo listen server_name root alias allow deny satisfy set_real_ip_from real_ip_header real_ip_recursive limit_req_zone limit_req
    limit_req_dry_run limit_conn_zone limit_conn limit_conn_dry_run keepalive keepalive_timeout keepalive_requests proxy_pass
    fastcgi_pass uwsgi_pass scgi_pass grpc_pass proxy_connect_timeout proxy_read_timeout fastcgi_connect_timeout fastcgi_read_timeout
    proxy_buffer_size fastcgi_buffer_size large_client_header_buffers ssl ssl_certificate ssl_protocols ssl_verify_client
    ssl_reject_handshake return try_files proxy_temp_path fastcgi_temp_path client_body_temp_path modsecurity
    stub_status`.split(/\s+/),
  ),
  apache: new Set(
    `virtualhost directory directorymatch location locationmatch files filesmatch requireall requireany requirenone limit
    limitexcept proxy if elseif else listen servername serveralias documentroot serverroot require order allow deny satisfy sslengine
    sslcertificatefile sslprotocol sslverifyclient timeout keepalive keepalivetimeout maxkeepaliverequests maxrequestworkers maxclients
    serverlimit threadsperchild proxypass proxypassmatch proxytimeout sethandler limitrequestfieldsize limitrequestline remoteipheader
    remoteiptrustedproxy remoteipinternalproxy dosenabled dospagecount dossitecount dospageinterval dossiteinterval dosblockingperiod
    doswhitelist doslogdir loadmodule secruleengine secauditlog secauditlogtype errorlog user group`.split(
      /\s+/,
    ),
  ),
  "php-fpm": new Set(
    `user group listen listen.owner listen.group listen.mode listen.backlog listen.acl_users listen.acl_groups
    listen.allowed_clients pm pm.max_children pm.start_servers pm.max_requests pm.status_path ping.path request_terminate_timeout
    request_slowlog_timeout slowlog error_log rlimit_files chroot`.split(/\s+/),
  ),
} as const;

/** Directives of which only the first argument is kept, and those of which none is. */
const firstOnly = new Set(["return", "loadmodule", "error_log", "errorlog"]);
const bare = new Set(["if", "elseif", "else"]);

/** What `Require` may be followed by that is no secret and is judged. Source: Apache docs, mod_authz_core and mod_authz_host. */
const judgedRequire = /^(?:ip|all|not|local|host|forward-dns|valid-user)$/i;

/**
 * Leaves of a configuration what somebody judges.
 * @param server - Whose it is.
 * @param directives - Its directives.
 * @returns Those that are kept, without secrets and visitors' addresses.
 */
export function keptOf(server: keyof typeof kept, directives: readonly Directive[]): Directive[] {
  // The sections of PHP-FPM have names of their own.
  return server === "php-fpm"
    ? directives.map((section) => ({ ...section, block: filtered(server, section.block ?? []) }))
    : filtered(server, directives);
}

function filtered(server: keyof typeof kept, directives: readonly Directive[]): Directive[] {
  return directives
    .filter(({ name }) => kept[server].has(name))
    .map(({ name, args, at, block }) => ({
      ...{ name, args: argsOf(name, args).map(fit), at },
      // What a variable is mapped to is not judged.
      ...(block === undefined
        ? {}
        : { block: name === "map" || name === "geo" ? [] : filtered(server, block) }),
    }));
}

function argsOf(name: string, args: readonly string[]): readonly string[] {
  const [first = ""] = args;
  if (bare.has(name)) {
    return [];
  }
  return firstOnly.has(name) || (name === "require" && !judgedRequire.test(first))
    ? args.slice(0, 1)
    : args;
}

function fit(arg: string): string {
  return visibleLine(withoutVisitors(withoutSecrets(arg))).slice(0, 4000);
}
