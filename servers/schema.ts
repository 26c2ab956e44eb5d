import { parseCidr } from "../core/cidrs";
import { hostnameProblem } from "../core/hostnameRules";
import { describeValue, type Problem } from "../core/problem";
import { fieldsOf, listOf, ruled, toggle, type SchemaOf } from "../core/schema";
import { choice, textLike, wholeNumber } from "../core/valueSchemas";
import { albIdleTimeoutSeconds } from "../facts/aws/loadBalancing";
import { TlsVersion } from "../facts/cloudflare/zoneSettings";
import {
  ClientVerification,
  type AnswerTimeoutArgs,
  type ApplicationArgs,
  type ClientCaArgs,
  type NodeConfigArgs,
  type NodeWebServerArgs,
  type PhpArgs,
  type PhpFpmConfigArgs,
  type PhpHealthArgs,
  type ServerHealthArgs,
  type ServerLoadBalancerArgs,
  type ServerTimeoutArgs,
  type TlsFilesArgs,
  type WebServerConfigArgs,
} from "./args";

/** Whole seconds: Apache and PHP-FPM know no parts of them. A day is longer than anybody waits for anything here. */
const seconds = wholeNumber({ minimum: 1, maximum: 86_400 });

/** Nothing that ends a word, a line or a block in any of the servers' files. */
const pathPattern = /^\/[A-Za-z0-9._+@/-]+$/;

const filePath = textLike(pathPattern, "be an absolute path of letters, digits and . _ + @ - /");

const hostAndPort = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?):([1-9]\d{0,4})$/;

function isHostAndPort(value: unknown): value is string {
  const [, , , port] = typeof value === "string" ? (hostAndPort.exec(value) ?? []) : [];
  return port !== undefined && Number(port) <= 65_535;
}

const address = ruled({ type: "string" }, (value) =>
  isHostAndPort(value) ? undefined : refused(value, "be a host and a port: 127.0.0.1:3000"),
);

const socketOrAddress = ruled({ type: "string" }, (value) =>
  isHostAndPort(value) || (typeof value === "string" && pathPattern.test(value))
    ? undefined
    : refused(value, "be the absolute path of a socket, or a host and a port: 127.0.0.1:9000"),
);

const range = ruled({ type: "string" }, (value) => {
  const cidr = parseCidr(value);
  if (cidr === undefined || !cidr.exact) {
    return refused(value, "be a CIDR with no bits beyond its prefix: 10.0.0.0/16");
  }
  return cidr.length > 0
    ? undefined
    : {
        ...refused(value, "leave addresses out: whom it holds is believed about the visitor"),
        hint: "Give the ranges of the subnets",
      };
});

const serverName = ruled({ type: "string" }, (value) =>
  hostnameProblem("", typeof value === "string" ? value.replace(/^\*\./, "") : value),
);

/** A path of a health check that configuration is written for. */
export const healthPathPattern = /^\/[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/;

const healthPath = textLike(
  healthPathPattern,
  "be a path deeper than the root, without a query: /healthz",
);

const clientCa = fieldsOf({
  file: filePath,
  mode: choice(ClientVerification).optional(),
} satisfies SchemaOf<ClientCaArgs>);

const tls = fieldsOf({
  certificateFile: filePath,
  keyFile: filePath,
  minimumTlsVersion: choice(TlsVersion).optional(),
  clientCa: clientCa.optional(),
} satisfies SchemaOf<TlsFilesArgs>);

const answerTimeouts = {
  requestSeconds: seconds.optional(),
  answerSeconds: seconds.optional(),
  cloudflareReadSeconds: seconds.optional(),
} satisfies SchemaOf<AnswerTimeoutArgs>;

const timeouts = fieldsOf({
  ...answerTimeouts,
  idleSeconds: seconds.optional(),
} satisfies SchemaOf<ServerTimeoutArgs>);

const loadBalancer = fieldsOf({
  idleTimeoutSeconds: wholeNumber(albIdleTimeoutSeconds),
  addresses: listOf(range),
} satisfies SchemaOf<ServerLoadBalancerArgs>);

const health = fieldsOf({
  path: healthPath.optional(),
  timeoutSeconds: seconds.optional(),
} satisfies SchemaOf<ServerHealthArgs>);

const application = fieldsOf({
  address,
  idleSeconds: seconds.optional(),
} satisfies SchemaOf<ApplicationArgs>);

const php = fieldsOf({
  listen: socketOrAddress,
  statusListen: filePath.optional(),
  healthScript: filePath.optional(),
} satisfies SchemaOf<PhpArgs>);

/** What nginx and Apache are told. */
export const webServerSchema = fieldsOf({
  serverNames: listOf(serverName).optional(),
  documentRoot: filePath.optional(),
  application: application.optional(),
  php: php.optional(),
  loadBalancer: loadBalancer.optional(),
  tls: tls.optional(),
  timeouts: timeouts.optional(),
  health: health.optional(),
  statusPort: wholeNumber({ minimum: 1024, maximum: 65_535 }).optional(),
  onlyCloudflare: toggle.optional(),
} satisfies SchemaOf<WebServerConfigArgs>);

const phpHealth = fieldsOf({
  dependencies: listOf(address).optional(),
  checkFile: filePath.optional(),
  timeoutSeconds: seconds.optional(),
} satisfies SchemaOf<PhpHealthArgs>);

const megabytes = wholeNumber({ minimum: 1, maximum: Number.POSITIVE_INFINITY });

/** What PHP-FPM is told. */
export const phpFpmSchema = fieldsOf({
  memoryMegabytes: megabytes,
  workerMegabytes: megabytes,
  reservedMegabytes: megabytes.optional(),
  version: textLike(/^\d\.\d{1,2}$/, 'be a version as text, such as "8.2"').optional(),
  pool: textLike(
    /^(?!global$)[A-Za-z0-9_-]+$/,
    "be the name of a pool, of letters, digits, _ and -",
  ).optional(),
  timeouts: fieldsOf(answerTimeouts).optional(),
  health: phpHealth.optional(),
} satisfies SchemaOf<PhpFpmConfigArgs>);

const webServer = fieldsOf({
  idleTimeoutSeconds: seconds.optional(),
  addresses: listOf(range).optional(),
} satisfies SchemaOf<NodeWebServerArgs>);

/** What a Node program is told. */
export const nodeSchema = fieldsOf({
  service: textLike(
    /^[A-Za-z0-9_@:-]+$/,
    "be the name of a systemd service without .service, of letters, digits and _ @ : -",
  ),
  folder: filePath,
  webServer: webServer.optional(),
  loadBalancer: loadBalancer.optional(),
  tls: tls.optional(),
  timeouts: timeouts.optional(),
  health: health.optional(),
} satisfies SchemaOf<NodeConfigArgs>);

function refused(value: unknown, rule: string): Problem {
  return { path: "", rule, actual: describeValue(value) };
}
