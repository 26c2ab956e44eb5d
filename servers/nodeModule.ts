/**
 * Writes the module that a Node program imports.
 * @param path - Where it goes.
 * @param settings - What it is told.
 * @returns The module; Node 20 or later.
 */
export function nodeModule(path: string, settings: object): string {
  return [
    `// ${path}, by steady-edge. It replaces, on the server that it is given: keepAliveTimeout, headersTimeout,`,
    "// requestTimeout, and what SIGTERM does. For Node 20 or later:",
    "//",
    '//   import { createServer } from "node:http"; // or node:https, with tlsOptions() as its options',
    '//   import { configureServer, healthCheck } from "./steady-edge-server.mjs";',
    '//   const isHealthy = healthCheck({ database: () => pool.query("SELECT 1") });',
    "//   configureServer(createServer((request, response) => {",
    "//     if (!isHealthy(request, response)) { /* your own answer */ }",
    "//   })).listen(3000);",
    `const settings = ${JSON.stringify(settings, undefined, 2)};`,
    source,
  ].join("\n");
}

const source = `
import { readFileSync } from "node:fs";
import { BlockList, isIP } from "node:net";

/** Options for https.createServer. The files are read once, at the start. */
export function tlsOptions() {
  const { certificateFile, keyFile, minimumVersion, clientCaFile, refusesOthers } = settings.tls;
  return {
    cert: readFileSync(certificateFile),
    key: readFileSync(keyFile),
    minVersion: minimumVersion,
    ...(clientCaFile && {
      ca: readFileSync(clientCaFile),
      requestCert: true,
      rejectUnauthorized: refusesOthers,
    }),
  };
}

/** Sets a server's timeouts, bounds its answers, and lets it end what it has begun when it is stopped. */
export function configureServer(server) {
  server.keepAliveTimeout = settings.keepAliveMilliseconds;
  server.headersTimeout = settings.headersMilliseconds;
  server.requestTimeout = settings.requestMilliseconds;
  server.prependListener("request", boundAnswer);
  process.once("SIGTERM", () => {
    server.prependListener("request", (_request, response) => response.setHeader("Connection", "close"));
    server.close(() => process.exit(0));
    setInterval(() => server.closeIdleConnections(), 100);
  });
  return server;
}

/** Answers 503 where nothing has been answered in time. What the program says of it later goes nowhere, and is no error. */
function boundAnswer(_request, response) {
  const timer = setTimeout(() => {
    if (response.headersSent) {
      return;
    }
    response.writeHead(503, { "Content-Type": "text/plain", "Cache-Control": "no-store" });
    response.end("no answer in time\\n");
    for (const name of ["setHeader", "appendHeader", "removeHeader", "flushHeaders", "writeHead", "end"]) {
      response[name] = () => response;
    }
    response.write = () => true;
  }, settings.answerMilliseconds);
  response.once("close", () => clearTimeout(timer));
}

/**
 * Answers the health check: 200 where every check passes in time, else 503 and a line on standard error with the names of those
 * that did not. Each check is a function that throws, rejects or returns false where all is not well.
 * Returns a function of request and response, which is true where it answers.
 */
export function healthCheck(checks) {
  return (request, response) => {
    if (request.url.split("?")[0] !== settings.health.path) {
      return false;
    }
    void failedChecks(checks).then((failed) => {
      if (failed.length > 0) {
        console.error(\`steady-edge health: \${failed.join(", ")}\`);
      }
      response.writeHead(failed.length > 0 ? 503 : 200, {
        "Content-Type": "text/plain",
        "Cache-Control": "no-store",
      });
      response.end(failed.length > 0 ? "failed\\n" : "ok\\n");
    });
    return true;
  };
}

async function failedChecks(checks) {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await inTime(check)]),
  );
  return results.filter(([, isWell]) => !isWell).map(([name]) => name);
}

async function inTime(check) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, settings.health.milliseconds, false);
  });
  try {
    return (await Promise.race([(async () => check())(), late])) !== false;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

const believed = new BlockList();
for (const range of settings.believed) {
  const [address, length] = range.split("/");
  believed.addSubnet(address, Number(length), isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** The visitor's address: as far as those who name it are believed, whom the connection came from at last. */
export function clientAddress(request) {
  let address = request.socket.remoteAddress ?? "";
  const named = String(request.headers[settings.addressHeader] ?? "").split(",");
  while (named.length > 0 && isBelieved(address)) {
    const next = named.pop().trim();
    if (isIP(next) === 0) {
      break;
    }
    address = next;
  }
  return address.replace(/^::ffff:(?=\\d+\\.)/, "");
}

function isBelieved(address) {
  const family = isIP(address);
  return family !== 0 && believed.check(address, family === 6 ? "ipv6" : "ipv4");
}
`;
