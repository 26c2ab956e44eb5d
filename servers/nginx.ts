import { nginxTrusts, rangesAsText } from "../core/rangesText";
import { cloudflareRanges } from "../facts/cloudflare/ranges";
import { ClientVerification, type TlsFilesArgs, type WebServerConfigArgs } from "./args";
import { judged, type Judged } from "./judged";
import { phpPaths } from "./phpPaths";
import { webServerSchema } from "./schema";
import { file, type ServerConfig, type ServerFile } from "./serverConfig";
import { restartPolicy } from "./systemd";
import { resolveTimeouts } from "./timeouts";
import {
  addressHeader,
  connectSeconds,
  defaultStatusPort,
  logFormat,
  phpPlaces,
  requestsPerConnection,
  resolveHealth,
  tlsProtocols,
  upstreamIdleSeconds,
  webServerProblems,
} from "./webServer";

const snippetPath = "snippets/steady-edge.conf";

/**
 * Judges the arguments for nginx, and writes its configuration where nothing is wrong with them.
 * @param args - What the user gave, of whatever kind.
 * @returns All problems at once, or the configuration.
 */
export function judgedNginx(args: unknown): Judged {
  return judged<WebServerConfigArgs>(
    { schema: webServerSchema, relations: webServerProblems, make: makeNginx },
    args,
  );
}

function makeNginx(args: WebServerConfigArgs): ServerConfig {
  const { answerSeconds } = resolveTimeouts(args);
  const files = [httpFile(args), serverFile(args), ...siteFile(args)];
  // Debian's unit gives requests five seconds to end, whatever they do.
  const stop = ["ExecStop=", "KillSignal=SIGQUIT"];
  return {
    files: [...files, restartPolicy("nginx", answerSeconds + connectSeconds, stop)],
    packages: ["nginx"],
    commands: ["nginx -t", "systemctl daemon-reload", "systemctl reload-or-restart nginx"],
  };
}

/** What stands in http: names of our own only, so that no directive of the site's stands there twice. */
function httpFile(args: WebServerConfigArgs): ServerFile {
  const { application, onlyCloudflare } = args;
  const path = "/etc/nginx/conf.d/steady-edge.conf";
  return file(path, [
    `# ${path}, by steady-edge. It stands in http, adds names of its own and replaces nothing.`,
    "",
    "# The path without its query, which may carry secrets.",
    'map $request_uri $steady_edge_path { "~^(?<steady_edge_before_query>[^?]*)" $steady_edge_before_query; }',
    "# Beside the logs of http. A server with an access_log of its own is not in it; repeat the line there.",
    `log_format steady_edge "${logFormat("nginx", "\\t")}";`,
    "access_log /var/log/nginx/steady-edge.log steady_edge;",
    ...(application === undefined
      ? []
      : [
          "",
          "map $http_upgrade $steady_edge_connection { default upgrade; '' ''; }",
          "upstream steady_edge_application {",
          `  server ${application.address};`,
          "  keepalive 32;",
          `  keepalive_requests ${requestsPerConnection};`,
          "  # The application keeps connections longer, so that none is closed under a request.",
          `  keepalive_timeout ${upstreamIdleSeconds(application)}s;`,
          "}",
        ]),
    ...(onlyCloudflare === true ? ["", rangesAsText("nginx").trimEnd()] : []),
    "",
    ...statusServer(args),
  ]);
}

function statusServer(args: WebServerConfigArgs): string[] {
  const php = phpPlaces(args);
  return [
    "# What this machine alone may ask.",
    "server {",
    `  listen 127.0.0.1:${args.statusPort ?? defaultStatusPort};`,
    "  server_name localhost;",
    "  access_log off;",
    "  location = /nginx-status { stub_status; }",
    ...(php === undefined
      ? []
      : [
          `  location = ${phpPaths.status} {`,
          "    include fastcgi_params;",
          "    fastcgi_param SCRIPT_FILENAME $fastcgi_script_name;",
          `    fastcgi_pass unix:${php.statusListen};`,
          "  }",
        ]),
    "  location / { return 404; }",
    "}",
  ];
}

/** What stands in each server that Cloudflare reaches. */
function serverFile(args: WebServerConfigArgs): ServerFile {
  const { loadBalancer, tls, onlyCloudflare } = args;
  const { idleSeconds, answerSeconds } = resolveTimeouts(args);
  return file(`/etc/nginx/${snippetPath}`, [
    `# /etc/nginx/${snippetPath}, by steady-edge: include it in each server that Cloudflare reaches.`,
    "# It replaces, in that server, what http says of these; where the server itself says it, take that line out:",
    ...wrapped(replacedDirectives(tls)),
    "# Locations, access rules, names and logs of the server stay; what a location says of these wins there.",
    "",
    "# Idle connections: kept longer than by whoever is in front, so that no request meets a closed one.",
    `keepalive_timeout ${idleSeconds}s;`,
    `keepalive_requests ${requestsPerConnection};`,
    "",
    "# The visitor's address, from those alone who know it.",
    `real_ip_header ${addressHeader(loadBalancer)};`,
    `real_ip_recursive ${loadBalancer ? "on" : "off"};`,
    ...(loadBalancer?.addresses ?? []).map((range) => `set_real_ip_from ${range};`),
    ...nginxTrusts(cloudflareRanges),
    "",
    "# Answers: waited for longer than the application may take, and shorter than Cloudflare waits.",
    ...["proxy", "fastcgi"].flatMap((kind) => [
      `${kind}_connect_timeout ${connectSeconds}s;`,
      `${kind}_read_timeout ${answerSeconds}s;`,
    ]),
    ...(tls ? tlsLines(tls) : []),
    ...(onlyCloudflare === true ? ["", "if ($from_cloudflare = 0) { return 403; }"] : []),
    ...healthLocation(args),
  ]);
}

/** What the lines of a server replace of what stands around it. */
function replacedDirectives(tls: TlsFilesArgs | undefined): string[] {
  return [
    ...["keepalive_timeout", "keepalive_requests"],
    ...["set_real_ip_from", "real_ip_header", "real_ip_recursive"],
    ...["proxy_connect_timeout", "proxy_read_timeout"],
    ...["fastcgi_connect_timeout", "fastcgi_read_timeout"],
    ...(tls ? ["ssl_certificate", "ssl_certificate_key", "ssl_protocols"] : []),
    ...(tls?.clientCa ? ["ssl_client_certificate", "ssl_verify_client"] : []),
  ];
}

function tlsLines(tls: TlsFilesArgs): string[] {
  const { certificateFile, keyFile, clientCa } = tls;
  const isObserving = clientCa?.mode === ClientVerification.Observe;
  return [
    "",
    "# Where several servers listen on one address, nginx takes ssl_protocols from the default one.",
    `ssl_certificate ${certificateFile};`,
    `ssl_certificate_key ${keyFile};`,
    `ssl_protocols ${tlsProtocols(tls).join(" ")};`,
    ...(clientCa === undefined
      ? []
      : [
          `ssl_client_certificate ${clientCa.file};`,
          `ssl_verify_client ${isObserving ? "optional_no_ca" : "on"};`,
        ]),
  ];
}

function healthLocation(args: WebServerConfigArgs): string[] {
  const { path, timeoutSeconds } = resolveHealth(args.health);
  const php = phpPlaces(args);
  const lines = args.application
    ? [...proxyLines(args), `proxy_read_timeout ${timeoutSeconds}s;`]
    : php && [
        ...fastcgiLines(php.healthScript, php.listen),
        `fastcgi_read_timeout ${timeoutSeconds}s;`,
      ];
  return lines === undefined
    ? []
    : [
        "",
        "# As deep as the application's own answer; the server's access rules hold for it too.",
        `location = ${path} {`,
        ...lines.map((line) => `  ${line}`),
        "}",
      ];
}

function proxyLines({ loadBalancer }: WebServerConfigArgs): string[] {
  return [
    "proxy_pass http://steady_edge_application;",
    "proxy_http_version 1.1;",
    "proxy_set_header Host $http_host;",
    "proxy_set_header X-Forwarded-For $remote_addr;",
    // A load balancer says by which scheme it was asked itself; what it asks by is another matter.
    `proxy_set_header X-Forwarded-Proto ${loadBalancer ? "$http_x_forwarded_proto" : "$scheme"};`,
    "proxy_set_header Upgrade $http_upgrade;",
    "proxy_set_header Connection $steady_edge_connection;",
  ];
}

function fastcgiLines(script: string, listen: string): string[] {
  return [
    "include fastcgi_params;",
    `fastcgi_param SCRIPT_FILENAME ${script};`,
    `fastcgi_pass ${listen.startsWith("/") ? `unix:${listen}` : listen};`,
  ];
}

/** A whole server, where names were given. */
function siteFile(args: WebServerConfigArgs): ServerFile[] {
  const { serverNames, documentRoot = "/var/www/html", application, tls } = args;
  if (serverNames === undefined) {
    return [];
  }
  const php = phpPlaces(args);
  const path = "/etc/nginx/conf.d/steady-edge-site.conf";
  const port = tls ? "443 ssl" : "80";
  const forFiles = php
    ? "try_files $uri $uri/ /index.php$is_args$args;"
    : "try_files $uri $uri/ =404;";
  const block = (head: string, lines: readonly string[]): string[] => [
    `  location ${head} {`,
    ...lines.map((line) => `    ${line}`),
    "  }",
  ];
  const text = [
    `# ${path}, by steady-edge: a server of its own.`,
    "server {",
    `  listen ${port};`,
    `  listen [::]:${port};`,
    `  server_name ${serverNames.join(" ")};`,
    `  root ${documentRoot};`,
    `  index ${php ? "index.php " : ""}index.html;`,
    `  include ${snippetPath};`,
    ...block("/", application ? proxyLines(args) : [forFiles]),
    ...(php
      ? block("~ \\.php$", [
          "try_files $uri =404;",
          ...fastcgiLines("$document_root$fastcgi_script_name", php.listen),
        ])
      : []),
    "}",
  ];
  return [file(path, text)];
}

/** Comment lines of names. */
function wrapped(names: readonly string[]): string[] {
  const rows: string[] = [];
  for (let at = 0; at < names.length; at += 4) {
    rows.push(`#   ${names.slice(at, at + 4).join(", ")}`);
  }
  return rows;
}
