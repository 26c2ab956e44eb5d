import { describeValue } from "../core/problem";
import { loopback } from "../facts/addresses";
import { cloudflareRanges } from "../facts/cloudflare/ranges";
import { serverTimeouts } from "../facts/servers/timeouts";
import { ClientVerification, type NodeConfigArgs } from "./args";
import { judged, type Judged } from "./judged";
import { nodeModule } from "./nodeModule";
import { nodeSchema } from "./schema";
import type { ServerConfig } from "./serverConfig";
import { restartPolicy } from "./systemd";
import { marginSeconds, resolveTimeouts, timeoutProblems } from "./timeouts";
import {
  accessProblems,
  addressHeader,
  emptyProblem,
  resolveHealth,
  tlsProtocols,
} from "./webServer";

/**
 * Judges the arguments for a Node program, and writes its configuration where nothing is wrong with them.
 * @param args - What the user gave, of whatever kind.
 * @returns All problems at once, or the configuration.
 */
export function judgedNode(args: unknown): Judged {
  return judged<NodeConfigArgs>(
    {
      schema: nodeSchema,
      relations: (given) => [
        ...timeoutProblems(given),
        ...accessProblems(given),
        emptyProblem(
          "webServer.addresses",
          given.webServer?.addresses,
          "Leave it out for loopback",
        ),
        given.webServer !== undefined && given.loadBalancer !== undefined
          ? {
              path: "loadBalancer",
              rule: "be left out beside webServer",
              actual: describeValue(given.loadBalancer),
              hint: "Give it to nginxConfig or apacheConfig: the program sees the web server only",
            }
          : undefined,
      ],
      make: makeNode,
    },
    args,
  );
}

function makeNode(args: NodeConfigArgs): ServerConfig {
  const { requestSeconds } = resolveTimeouts(args);
  const path = `${args.folder}/steady-edge-server.mjs`;
  return {
    files: [
      { path, text: nodeModule(path, nodeSettings(args)) },
      restartPolicy(args.service, requestSeconds + marginSeconds),
    ],
    packages: [],
    commands: [
      `node --check ${path}`,
      "systemctl daemon-reload",
      `systemctl restart ${args.service}`,
    ],
  };
}

/** What the module is told. */
function nodeSettings(args: NodeConfigArgs): object {
  const { webServer, loadBalancer, tls } = args;
  const { idleSeconds, requestSeconds } = resolveTimeouts(args);
  const health = resolveHealth(args.health);
  const { ipv4, ipv6 } = cloudflareRanges;
  const own = webServer
    ? (webServer.addresses ?? Object.values(loopback))
    : (loadBalancer?.addresses ?? []);
  return {
    keepAliveMilliseconds: idleSeconds * 1000,
    headersMilliseconds: serverTimeouts.nodeHeaders.defaultSeconds * 1000,
    requestMilliseconds: serverTimeouts.nodeRequest.defaultSeconds * 1000,
    answerMilliseconds: requestSeconds * 1000,
    health: { path: health.path, milliseconds: health.timeoutSeconds * 1000 },
    addressHeader: (webServer ? "X-Forwarded-For" : addressHeader(loadBalancer)).toLowerCase(),
    believed: webServer ? own : [...own, ...ipv4, ...ipv6],
    ...(tls && {
      tls: {
        certificateFile: tls.certificateFile,
        keyFile: tls.keyFile,
        minimumVersion: tlsProtocols(tls)[0],
        ...(tls.clientCa && {
          clientCaFile: tls.clientCa.file,
          refusesOthers: tls.clientCa.mode !== ClientVerification.Observe,
        }),
      },
    }),
  };
}
