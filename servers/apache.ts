import { describeValue, type Problem } from "../core/problem";
import { apacheTrusts } from "../core/rangesText";
import { cloudflareRanges } from "../facts/cloudflare/ranges";
import { fcgiHandler, hostFile, siteFile } from "./apacheHost";
import type { WebServerConfigArgs } from "./args";
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
  webServerProblems,
} from "./webServer";

/**
 * Judges the arguments for Apache, and writes its configuration where nothing is wrong with them.
 * @param args - What the user gave, of whatever kind.
 * @returns All problems at once, or the configuration.
 */
export function judgedApache(args: unknown): Judged {
  return judged<WebServerConfigArgs>(
    {
      schema: webServerSchema,
      relations: (given) => [...webServerProblems(given), nameProblem(given)],
      make: makeApache,
    },
    args,
  );
}

/** ServerName takes no wildcard, ServerAlias does (Apache docs, core). */
function nameProblem({ serverNames = [] }: WebServerConfigArgs): Problem | undefined {
  return serverNames[0]?.startsWith("*.") === true
    ? {
        path: "serverNames[0]",
        rule: "have no wildcard, which Apache takes in the names after it only",
        actual: describeValue(serverNames[0]),
      }
    : undefined;
}

function makeApache(args: WebServerConfigArgs): ServerConfig {
  const { answerSeconds } = resolveTimeouts(args);
  const site = siteFile(args);
  const modules = [
    ...["remoteip", "status"],
    ...(args.tls ? ["ssl"] : []),
    ...(args.application ? ["proxy", "proxy_http"] : []),
    ...(args.php ? ["proxy", "proxy_fcgi"] : []),
  ];
  return {
    files: [
      serverFile(args),
      hostFile(args),
      ...site,
      restartPolicy("apache2", answerSeconds + connectSeconds),
    ],
    packages: ["apache2"],
    commands: [
      `a2enmod ${modules.join(" ")}`,
      "a2enconf steady-edge",
      ...(site.length > 0 ? ["a2ensite steady-edge"] : []),
      "apachectl -t",
      "systemctl daemon-reload",
      // A restart would refuse visitors until the last request has ended.
      "systemctl reload-or-restart apache2",
    ],
  };
}

/** What stands beside the server's own configuration, and wins where both say something. */
function serverFile(args: WebServerConfigArgs): ServerFile {
  const { loadBalancer, tls } = args;
  const { idleSeconds, answerSeconds } = resolveTimeouts(args);
  const path = "/etc/apache2/conf-available/steady-edge.conf";
  return file(path, [
    `# ${path}, by steady-edge: a2enconf steady-edge.`,
    "# It replaces what the server's configuration says before it of these; what a virtual host says wins there:",
    "#   KeepAlive, KeepAliveTimeout, MaxKeepAliveRequests, ProxyTimeout, RemoteIPHeader, ExtendedStatus",
    "# Hosts that share an address and port have the KeepAliveTimeout of the first of them.",
    "",
    "# Idle connections: kept longer than by whoever is in front, so that no request meets a closed one.",
    `MaxKeepAliveRequests ${requestsPerConnection}`,
    "<IfModule mpm_event_module>",
    "  KeepAlive On",
    `  KeepAliveTimeout ${idleSeconds}`,
    "</IfModule>",
    "# The other MPMs would hold a worker for each: there every answer says that its connection ends.",
    "<IfModule !mpm_event_module>",
    "  KeepAlive Off",
    "</IfModule>",
    "",
    "# The visitor's address, from those alone who know it.",
    `RemoteIPHeader ${addressHeader(loadBalancer)}`,
    ...(loadBalancer?.addresses ?? []).map((range) => `RemoteIPInternalProxy ${range}`),
    ...apacheTrusts(cloudflareRanges),
    "",
    "# Answers: waited for longer than the application may take, and shorter than Cloudflare waits.",
    "<IfModule proxy_module>",
    `  ProxyTimeout ${answerSeconds}`,
    "</IfModule>",
    "",
    "# Beside the logs that there are, for every host.",
    `LogFormat "${logFormat("apache", "\\t", tls !== undefined)}" steady_edge`,
    "GlobalLog ${APACHE_LOG_DIR}/steady-edge.log steady_edge",
    "",
    ...statusHost(args),
  ]);
}

function statusHost(args: WebServerConfigArgs): string[] {
  const place = `127.0.0.1:${args.statusPort ?? defaultStatusPort}`;
  const php = phpPlaces(args);
  return [
    "# What this machine alone may ask.",
    "ExtendedStatus On",
    `Listen ${place}`,
    `<VirtualHost ${place}>`,
    "  ServerName localhost",
    '  <Location "/">',
    "    Require local",
    "  </Location>",
    '  <Location "/server-status">',
    "    SetHandler server-status",
    "  </Location>",
    ...(php === undefined
      ? []
      : [
          `  <Location "${phpPaths.status}">`,
          `    SetHandler "${fcgiHandler(php.statusListen)}"`,
          "  </Location>",
        ]),
    "</VirtualHost>",
  ];
}
