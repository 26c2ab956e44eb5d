import { patternsOf, type LogPattern } from "../pattern";

const row = patternsOf("nginx");

/**
 * nginx's error log, of nginx itself and of its clients.
 *
 * Source: this project's runs of nginx 1.22 under one fault each; nginx, src/os/unix/ngx_process.c and src/core/ngx_conf_file.c for what
 * was not provoked (signals other than 9 and 11, reloads).
 */
export const nginxPatterns: readonly LogPattern[] = [
  row("started", /^start worker processes$/, "nginx started or reloaded", [], { isStart: true }),
  row("worker-killed", /^worker process \d+ exited on signal 9\b/, "a worker of nginx was killed", [
    "memory-exhausted",
  ]),
  row(
    "worker-crashed",
    /^worker process \d+ exited (?:on signal (?:4|6|7|8|11)\b|with fatal code)/,
    "a worker of nginx crashed",
    ["web-server-crash"],
  ),
  row(
    "worker-connections",
    /^\d+ worker_connections are not enough/,
    "nginx has no connection left",
    ["web-server-slots"],
  ),
  row(
    "open-files",
    /^\w+\(\)(?: "[^"]{1,300}")? failed \(2[34]: Too many open files/,
    "nginx has no file handle left",
    ["open-files-exhausted"],
  ),
  row(
    "disk-full",
    /^\w+\(\)(?: (?:to )?"[^"]{1,300}")? failed \(28: No space left/,
    "nginx's disk is full",
    ["disk-full"],
  ),
  row(
    "limited",
    /^(?:limiting (?:requests|connections)|delaying request)\b/,
    "a limit of nginx holds a client back",
    ["cloudflare-rate-limited"],
    { ofClient: true },
  ),
  row(
    "denied",
    /^access forbidden by rule/,
    "an access rule refuses a client",
    ["cloudflare-denied"],
    { ofClient: true },
  ),
  row(
    "modsecurity",
    /^(?:\[client [^\]]{1,60}\] )?ModSecurity: Access denied with code/,
    "ModSecurity refuses a request",
    ["module-denies"],
  ),
  row(
    "index-missing",
    /^(?:directory index of "|"[^"]{1,300}" is not found \(2: |open\(\) "[^"]{1,300}" failed \(2: No such file or directory\))(?=.*, request: "(?:GET|HEAD) \/[ ?])/,
    "nginx finds no page at the root of the site",
    ["wrong-root"],
  ),
  row("bind", /^bind\(\) to \S+ failed \((?:98|13|99): /, "nginx cannot take its port", [
    "origin-down",
    "web-server-configuration",
  ]),
  row(
    "configuration",
    /^(?:unknown directive|unexpected|invalid number of arguments|cannot load certificate|SSL_CTX_use_PrivateKey|"[a-z_]{1,60}" directive (?:is not allowed|invalid)|directive ")/,
    "nginx does not take its configuration",
    ["web-server-configuration"],
  ),
  row(
    "plain-to-tls",
    /^client sent plain HTTP request to HTTPS port/,
    "a client speaks plain HTTP to the port for TLS",
    ["encryption-mode"],
    { ofClient: true },
  ),
  row(
    "client-certificate",
    /^client (?:sent no required SSL certificate|SSL certificate verify error)/,
    "a client shows no certificate that nginx takes",
    ["client-certificate-missing"],
    { ofClient: true },
  ),
  row(
    "tls-version",
    /^SSL_do_handshake\(\) failed \(SSL: error:\w+:[^)]{0,80}(?:unsupported protocol|no suitable signature algorithm|version too low|no shared cipher)\b[^)]{0,80}\) while SSL handshaking, client/,
    "a client and nginx share no version of TLS",
    ["tls-version"],
    { ofClient: true },
  ),
  row(
    "tls-handshake",
    /^(?:SSL_do_handshake\(\) failed \([^)]{1,300}\)|handshake rejected) while SSL handshaking, client/,
    "a TLS handshake with a client fails",
    ["tls-handshake"],
    { ofClient: true },
  ),
];
