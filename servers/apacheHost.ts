import { rangesAsText } from "../core/rangesText";
import { ClientVerification, type TlsFilesArgs, type WebServerConfigArgs } from "./args";
import { file, type ServerFile } from "./serverConfig";
import {
  connectSeconds,
  phpPlaces,
  resolveHealth,
  tlsProtocols,
  upstreamIdleSeconds,
} from "./webServer";

const hostPath = "conf-available/steady-edge-host.conf";

/** What stands in each virtual host that Cloudflare reaches. */
export function hostFile(args: WebServerConfigArgs): ServerFile {
  const { tls, onlyCloudflare } = args;
  const replaced = [
    ...(tls ? ["SSLEngine", "SSLCertificateFile", "SSLCertificateKeyFile", "SSLProtocol"] : []),
    ...(tls?.clientCa ? ["SSLCACertificateFile", "SSLVerifyClient"] : []),
  ];
  return file(`/etc/apache2/${hostPath}`, [
    `# /etc/apache2/${hostPath}, by steady-edge. First line of each virtual host that Cloudflare reaches:`,
    `#   Include ${hostPath}`,
    replaced.length === 0
      ? "# It replaces nothing. Directories, locations, access rules, names and logs of the host stay."
      : `# It replaces, where the host says them before it: ${replaced.join(", ")}.`,
    ...(replaced.length === 0
      ? []
      : [
          "# Take those lines out of the host where they come after it. Directories, locations, access rules, names and logs stay.",
        ]),
    ...(tls ? tlsLines(tls) : []),
    ...healthLines(args),
    ...(onlyCloudflare === true ? ["", rangesAsText("apache").trimEnd()] : []),
  ]);
}

function tlsLines(tls: TlsFilesArgs): string[] {
  const { certificateFile, keyFile, clientCa } = tls;
  const isObserving = clientCa?.mode === ClientVerification.Observe;
  return [
    "",
    "SSLEngine on",
    `SSLCertificateFile ${certificateFile}`,
    `SSLCertificateKeyFile ${keyFile}`,
    `SSLProtocol -all ${tlsProtocols(tls)
      .map((version) => `+${version}`)
      .join(" ")}`,
    ...(clientCa === undefined
      ? []
      : [
          `SSLCACertificateFile ${clientCa.file}`,
          `SSLVerifyClient ${isObserving ? "optional_no_ca" : "require"}`,
        ]),
  ];
}

function healthLines(args: WebServerConfigArgs): string[] {
  const { path, timeoutSeconds } = resolveHealth(args.health);
  const php = phpPlaces(args);
  if (args.application === undefined && php === undefined) {
    return [];
  }
  const note =
    "# As deep as the application's own answer; the host's access rules hold for it too.";
  return args.application
    ? [
        "",
        note,
        `ProxyPass "${path}" "http://${args.application.address}${path}" ` +
          `connectiontimeout=${connectSeconds} timeout=${timeoutSeconds} ttl=${upstreamIdleSeconds(args.application)}`,
      ]
    : [
        "",
        note,
        `Alias "${path}" "${php?.healthScript}"`,
        `<Directory "${php?.healthScript.replace(/\/[^/]*$/, "")}">`,
        "  Require all granted",
        "</Directory>",
        `<Location "${path}">`,
        `  SetHandler "${fcgiHandler(php?.listen ?? "")}"`,
        "</Location>",
      ];
}

/** A whole virtual host, where names were given. */
export function siteFile(args: WebServerConfigArgs): ServerFile[] {
  const { serverNames, documentRoot = "/var/www/html", application, tls } = args;
  if (serverNames === undefined) {
    return [];
  }
  const [first = "", ...aliases] = serverNames;
  const php = phpPlaces(args);
  const path = "/etc/apache2/sites-available/steady-edge.conf";
  const text = [
    `# ${path}, by steady-edge: a virtual host of its own.`,
    `<VirtualHost *:${tls ? 443 : 80}>`,
    `  Include ${hostPath}`,
    `  ServerName ${first}`,
    ...(aliases.length > 0 ? [`  ServerAlias ${aliases.join(" ")}`] : []),
    `  DocumentRoot ${documentRoot}`,
    `  <Directory "${documentRoot}">`,
    "    Require all granted",
    "  </Directory>",
    ...(application
      ? [
          "  ProxyPreserveHost On",
          `  ProxyPass "/" "http://${application.address}/" connectiontimeout=${connectSeconds} ttl=${upstreamIdleSeconds(application)}`,
        ]
      : []),
    ...(php
      ? [
          '  <FilesMatch "\\.php$">',
          `    SetHandler "${fcgiHandler(php.listen)}"`,
          "  </FilesMatch>",
        ]
      : []),
    "</VirtualHost>",
  ];
  return [file(path, text)];
}

/** The handler that hands a request to a FastCGI server, at a socket's path or at a host and port. */
export function fcgiHandler(listen: string): string {
  return listen.startsWith("/")
    ? `proxy:unix:${listen}|fcgi://localhost`
    : `proxy:fcgi://${listen}`;
}
