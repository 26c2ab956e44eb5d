import { unknownValue, type Known } from "../../core/known";
import { compare } from "../../core/order";
import { albDefaults } from "../../facts/aws/albBehaviour";
import { readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { subnetsOfBalancer } from "../network/subnets";
import { readAwsLoadBalancer } from "../origin/loadBalancers";
import { readListener } from "../origin/listeners";
import { outcomeFor } from "../origin/listenerRules";
import { OriginPaths } from "../origin/originPaths";
import { requiredHeader } from "../origin/requiredHeaders";
import { servedCertificates } from "../origin/servedCertificates";
import { readTargetGroup, type TargetGroupNode } from "../origin/targetGroups";
import type { TrafficModel } from "../traffic/path";
import type { OriginContext } from "./originContext";
import { notKnownText } from "./notKnown";
import type { DeclaredAlb, DeclaredServer, DeclaredTargetRequests } from "./declaredSite";

/** Where a server stands. */
export interface ServerPlace {
  /** What to call its origin in a sentence. */
  readonly title: string;
  /** What the plan holds at the origin's address. */
  readonly machine: ModelResource | undefined;
  readonly port: number;
  /** The name that it is asked by. */
  readonly host: string;
}

/**
 * Reads what answers at an origin's address.
 * @param context - The site.
 * @param place - Where it stands.
 */
export function declaredServer(context: OriginContext, place: ServerPlace): DeclaredServer {
  const { model } = context;
  const { machine, port } = place;
  if (machine === undefined || modelType(machine.type) !== "awsLoadBalancer") {
    return anyServer;
  }
  const listener = OriginPaths.of(model).listeners(machine).get(port);
  const isApplication = readAwsLoadBalancer(machine).type === "application";
  return {
    loadBalancer: isApplication ? declaredAlb(context, machine, listener, place) : undefined,
    certificateNames: listener && namesOf(context, listener),
    demandsClientCertificate: demandOf(context, listener, place),
    requiredHeader: listener && headerOf(context, listener, place),
  };
}

const anyServer: DeclaredServer = {
  loadBalancer: undefined,
  certificateNames: undefined,
  demandsClientCertificate: "none",
  requiredHeader: undefined,
};

function declaredAlb(
  { model, assumed }: OriginContext,
  machine: ModelResource,
  listener: ModelResource | undefined,
  { host, title }: ServerPlace,
): DeclaredAlb {
  const { idleTimeoutSeconds: idle, clientKeepAliveSeconds: keep } = readAwsLoadBalancer(machine);
  const group = listener && firstGroup(model, listener, host);
  const node = group && readTargetGroup(group);
  const value = (known: Known<number> | undefined, otherwise: number, what: string): number =>
    assumed.value(known ?? otherwise, otherwise, `${what} of the load balancer of ${title}`);
  return {
    idleTimeoutSeconds: value(idle, albDefaults.idleTimeoutSeconds, "the idle timeout"),
    clientKeepAliveSeconds: value(keep, albDefaults.clientKeepAliveSeconds, "the keep-alive"),
    deregistrationDelaySeconds: value(
      node?.deregistrationDelaySeconds,
      albDefaults.deregistrationDelaySeconds,
      "the deregistration delay",
    ),
    targets: group && targetsOf(OriginPaths.of(model), group),
    healthCheckIntervalSeconds: value(
      node?.check.intervalSeconds,
      albDefaults.healthCheckIntervalSeconds,
      "the interval of health checks",
    ),
    unhealthyThreshold: value(
      node?.check.unhealthyThreshold,
      albDefaults.unhealthyThreshold,
      "the unhealthy threshold",
    ),
    healthyThreshold: value(
      node?.check.healthyThreshold,
      albDefaults.healthyThreshold,
      "the healthy threshold",
    ),
    toTargets: toTargets(model, machine, node),
  };
}

/** The first target group that requests for a hostname are forwarded to. */
function firstGroup(
  { inventory }: TrafficModel,
  listener: ModelResource,
  host: string,
): ModelResource | undefined {
  const { some, rest } = outcomeFor(inventory, listener, host);
  return [...some, ...(rest ? [rest] : [])]
    .flatMap(({ action }) => (action.kind === "forward" ? action.groups : []))
    .flatMap(({ resources }) => resources)[0];
}

function toTargets(
  { inventory }: TrafficModel,
  machine: ModelResource,
  node: TargetGroupNode | undefined,
): DeclaredTargetRequests {
  const subnets = subnetsOfBalancer(inventory, machine);
  const blocks = subnets.map(({ resource }) => readText(resource?.properties.cidrBlock));
  const known = blocks.filter((block) => typeof block === "string");
  const path = node?.check.path;
  return {
    ranges: known.length > 0 && known.length === blocks.length ? known.sort(compare) : undefined,
    healthPath: typeof path === "string" ? path : undefined,
    isEncrypted: node?.protocol === "HTTPS",
  };
}

/** How many targets a group has; undefined where it is not known, or the plan registers none. */
function targetsOf(paths: OriginPaths, group: ModelResource): number | undefined {
  const sources = paths.sources(group);
  const counts = sources.map(({ count }) => count);
  const known = counts.filter((count) => count !== unknownValue);
  return known.length < counts.length || counts.length === 0
    ? undefined
    : known.reduce((sum, count) => sum + count, 0);
}

function namesOf({ model }: OriginContext, listener: ModelResource): readonly string[] | undefined {
  const { names } = servedCertificates(model, listener);
  return names === unknownValue || names.size === 0 ? undefined : [...names];
}

function demandOf(
  { clientCertificate, assumed }: OriginContext,
  listener: ModelResource | undefined,
  { title }: ServerPlace,
): DeclaredServer["demandsClientCertificate"] {
  if (!readListener(listener).verifiesClients) {
    return "none";
  }
  if (clientCertificate === "none") {
    return "own";
  }
  assumed.note(`${title} is taken to trust the client certificate that Cloudflare shows`);
  return clientCertificate;
}

function headerOf(
  { model, path, assumed }: OriginContext,
  listener: ModelResource,
  { host, title }: ServerPlace,
): DeclaredServer["requiredHeader"] {
  const lead = { hostname: path.hostname, hosts: [host] };
  const header = requiredHeader(model.inventory, listener, lead);
  if (header === undefined) {
    return undefined;
  }
  const { name } = header;
  const isUnread = header.values.includes(unknownValue);
  if (isUnread) {
    assumed.note(
      `the value of the header ${name} that ${title} demands cannot be read: what is sent in it is taken to be right`,
    );
  }
  return {
    name,
    values: header.values.map((value) => (value === unknownValue ? notKnownText : value)),
  };
}
