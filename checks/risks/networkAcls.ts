import { ephemeralPorts, everybodysShare, hardlyAnyShare } from "../../facts/aws/networkAcls";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { AddressFamily } from "../../core/cidrs";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import type { NetworkSubnet } from "../../model/network/subnets";
import {
  countPorts,
  refusalsOf,
  withoutPorts,
  type AclRefusal,
} from "../../model/network/aclAdmission";
import type { AclDirection, PortSpan, SubnetAcl } from "../../model/network/networkAcls";
import type { Severity } from "../findings/severity";
import { names, say, type Phrase } from "../words/words";
import {
  causesAmong,
  placedBy,
  publicOrigins,
  subnetBefore,
  type PublicOrigin,
} from "./publicOrigins";
import type { Risk, RiskContext } from "./risk";

const parts = new Set<ModelTypeName>([
  "networkAcl",
  "networkAclRule",
  "networkAclAssociation",
  "vpc",
  "subnet",
  ...(["awsLoadBalancer", "classicBalancer"] as const),
  "instance",
  "networkInterface",
]);

/** Packets that a network ACL comes to turn away at a subnet of an origin. */
interface ShutSubnet {
  readonly subnet: NetworkSubnet;
  readonly acl: SubnetAcl | undefined;
  readonly before: SubnetAcl | undefined;
  readonly direction: AclDirection;
  /** The ports to which the packets go that are meant. */
  readonly asked: PortSpan;
  /** What is turned away and was not before. */
  readonly refusals: readonly AclRefusal[];
}

/** Finds origins whose network ACLs turn away what Cloudflare sends, or what they answer: such rules know no connections. */
export function networkAclRisks(context: RiskContext): Risk[] {
  return publicOrigins(context, parts).flatMap((origin) => {
    const shut = origin.after.families.flatMap((family) =>
      origin.after.subnets.flatMap((subnet) => shutAt(context, origin, subnet, family)),
    );
    const risks = (["ingress", "egress"] as const).flatMap((direction) => {
      const own = shut.filter((each) => each.direction === direction);
      return own.length === 0 ? [] : [shutRisk(context, origin, own)];
    });
    const found = risks.length > 0 ? risks : unknownRisks(context, origin);
    // What no change brings may have been so before, in a way that the plan does not show.
    return found.filter(({ cause }) => cause.length > 0);
  });
}

function shutAt(
  context: RiskContext,
  origin: PublicOrigin,
  subnet: NetworkSubnet,
  family: AddressFamily,
): ShutSubnet[] {
  const was = subnetBefore(context, subnet, origin);
  const old = was ?? origin.before.subnets[0];
  const [before, acl] = [old && context.before.network.acl(old), context.after.network.acl(subnet)];
  const asked = [
    ...portsAsked(origin, before, family).map((port) => ({
      direction: "ingress" as const,
      span: { first: port, last: port },
    })),
    { direction: "egress" as const, span: ephemeralPorts },
  ];
  return asked.flatMap(({ direction, span }): ShutSubnet[] => {
    // Of an ACL of which no rule is known, none is known to turn anything away.
    if (acl?.maybeMore === true && acl.rules[direction].length === 0) {
      return [];
    }
    const earlier = new Map(
      refusalsOf(before, direction, family, span).map(({ range, ports }) => [range, ports]),
    );
    const refusals = refusalsOf(acl, direction, family, span)
      .map(({ range, ports }) => ({ range, ports: withoutPorts(ports, earlier.get(range) ?? []) }))
      .filter(({ ports }) => ports.length > 0);
    return refusals.length === 0 ? [] : [{ subnet, acl, before, direction, asked: span, refusals }];
  });
}

/** The ports that pools name, else that of HTTPS, or of HTTP where that was shut already. */
function portsAsked(
  { users }: PublicOrigin,
  before: SubnetAcl | undefined,
  family: AddressFamily,
): number[] {
  const https = { first: defaultHttpsPort, last: defaultHttpsPort };
  const isShut = refusalsOf(before, "ingress", family, https).length > 0;
  const usual = isShut ? defaultHttpPort : defaultHttpsPort;
  const named = users.length === 0 ? [0] : users.map(({ port }) => port);
  return [...new Set(named.map((port) => port || usual))].sort((left, right) => left - right);
}

function shutRisk(context: RiskContext, origin: PublicOrigin, shut: readonly ShutSubnet[]): Risk {
  const { title, resource } = origin.after;
  const isIn = shut.some(({ direction }) => direction === "ingress");
  const acls = [...new Set(shut.map(({ acl }) => acl?.title ?? ""))];
  const places = [...new Set(shut.map(({ subnet }) => subnet.title))];
  const what = isIn
    ? say`what Cloudflare sends to ${title} at port ${names(portTexts(shut))}`
    : say`what ${title} answers to Cloudflare at ports ${names(portTexts(shut))}`;
  return {
    id: "network-acl-shut",
    severity: severityOf(shut),
    subject: resource.key,
    title,
    consequence: say`From this change on the network ACL ${names(acls)} of ${names(places)} turns away ${what}${rangesPhrase(shut)}: ${origin.visitors}${sharePhrase(shut)} get Error 522 until it lets them through again${unlessPhrase(shut)}.`,
    cause: causesAmong(context, [...shut.flatMap(partsOf), ...placedBy(context, origin)]),
    hint: isIn
      ? say`Let Cloudflare's ranges in by a rule with a lower number than every rule that turns them away.`
      : say`Network ACLs know no connections: let ports ${`${ephemeralPorts.first}-${ephemeralPorts.last}`} out to Cloudflare's ranges, by a rule with a lower number than every rule that turns them away.`,
  };
}

function severityOf(shut: readonly ShutSubnet[]): Severity {
  const shares = shut.flatMap(({ refusals, asked }) =>
    refusals.map(({ ports }) => countPorts(ports) / countPorts([asked])),
  );
  const largest = Math.max(...shares);
  const isSure = shut.some(({ acl }) => acl?.maybeMore !== true);
  return largest >= everybodysShare && isSure
    ? "high"
    : largest > hardlyAnyShare
      ? "medium"
      : "low";
}

function portTexts(shut: readonly ShutSubnet[]): string[] {
  const spans = shut.flatMap(({ refusals }) => refusals.flatMap(({ ports }) => ports));
  const texts = spans.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
  return [...new Set(texts)];
}

const allRanges = cloudflareRanges.ipv4.length;

function rangesPhrase(shut: readonly ShutSubnet[]): Phrase {
  const ranges = [...new Set(shut.flatMap(({ refusals }) => refusals.map(({ range }) => range)))];
  return ranges.length >= allRanges ? [] : say`, in ${names(ranges)}`;
}

function sharePhrase(shut: readonly ShutSubnet[]): Phrase {
  const isAll = shut.every(
    ({ refusals, asked }) =>
      refusals.length >= allRanges &&
      refusals.every(({ ports }) => countPorts(ports) === countPorts([asked])),
  );
  return isAll ? [] : say` whose connections use them`;
}

function unlessPhrase(shut: readonly ShutSubnet[]): Phrase {
  return shut.some(({ acl }) => acl?.maybeMore === true)
    ? say`, unless a rule does that this plan does not show yet`
    : [];
}

/** A network ACL of which less is known than before. */
function unknownRisks(context: RiskContext, origin: PublicOrigin): Risk[] {
  const { title, resource, subnets } = origin.after;
  const vague = subnets.flatMap((subnet) => {
    const was = subnetBefore(context, subnet, origin);
    const [before, acl] = [
      was && context.before.network.acl(was),
      context.after.network.acl(subnet),
    ];
    // Whatever else lets through takes nothing away from rules that are known.
    const isVague =
      acl?.maybeMore === true &&
      (acl.mayDeny || Object.values(acl.rules).some(({ length }) => length === 0));
    return isVague && before?.maybeMore !== true ? [{ subnet, acl, before }] : [];
  });
  return vague.length === 0
    ? []
    : [
        {
          id: "network-acl-unknown",
          severity: "medium",
          subject: resource.key,
          title,
          consequence: say`This plan does not say what the network ACL ${names([...new Set(vague.map(({ acl }) => acl.title))])} of ${names(vague.map(({ subnet }) => subnet.title))} lets through from this change on: if it is not what Cloudflare sends to ${title} and all that ${title} answers, ${origin.visitors} get Error 522 until it is.`,
          cause: causesAmong(context, [...vague.flatMap(partsOf), ...placedBy(context, origin)]),
          hint: say`See that it lets Cloudflare's ranges in, and ports ${`${ephemeralPorts.first}-${ephemeralPorts.last}`} out to them, before this update.`,
        },
      ];
}

function partsOf({ subnet, acl, before }: Pick<ShutSubnet, "subnet" | "acl" | "before">) {
  return [
    ...(acl?.parts ?? []),
    ...(before?.parts ?? []),
    ...(subnet.resource === undefined ? [] : [subnet.resource]),
  ];
}
