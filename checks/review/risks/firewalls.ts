import { defaultHttpsPort, proxiedHttpPorts } from "../../../facts/cloudflare/ports";
import { exposureOf, type Exposure } from "../../model/exposure";
import type { OriginFace } from "../../model/originFaces";
import type { TrafficModel } from "../../model/path";
import { modelType } from "../../model/resourceTypes";
import { compare } from "../../model/inventory";
import { causeOf, type Risk, type RiskCause, type RiskContext } from "../risk";
import { counted, names, say } from "../words";

/**
 * Finds origins that Cloudflare no longer reaches, and origins that others reach.
 * @param context - The plan.
 * @returns The risks.
 */
export function firewallRisks(context: RiskContext): Risk[] {
  const causes = firewallCauses(context);
  if (causes.length === 0) {
    return [];
  }
  const before = new Map(context.before.firewalls.map(({ face }) => [face.key, face]));
  return context.after.firewalls.flatMap(({ face, together }) => {
    const old = before.get(face.key);
    const ports = [...new Set([...together.map(({ port }) => port), ...usualPorts])];
    const pairs = ports
      .sort((left, right) => left - right)
      .flatMap((port): Pair[] =>
        old === undefined
          ? []
          : [[exposure(context.before, old, port), exposure(context.after, face, port)]],
      );
    return [...shutRisks(face, pairs, causes), ...openRisks(face, pairs, causes)];
  });
}

/** Who gets through one port before and after. */
type Pair = readonly [was: Exposure, is: Exposure];

/** The ports that origins have where the plan does not say: those of HTTPS and HTTP. */
const usualPorts = [defaultHttpsPort, ...proxiedHttpPorts.slice(0, 1)];

function exposure({ inventory }: TrafficModel, face: OriginFace, port: number): Exposure {
  return exposureOf(inventory, face.groups, port);
}

const parts = new Set([
  "securityGroup",
  "securityGroupRule",
  "ingressRule",
  "prefixList",
  "prefixListEntry",
  "awsLoadBalancer",
  "instance",
  "networkInterface",
  "launchTemplate",
]);

function firewallCauses({ plan }: RiskContext): RiskCause[] {
  return plan.changes
    .filter(({ type, leftover }) => !leftover && parts.has(modelType(type) ?? ""))
    .sort((left, right) => compare(left.key, right.key))
    .map((change) => causeOf(change));
}

function shutRisks({ title, key }: OriginFace, pairs: Pair[], causes: RiskCause[]): Risk[] {
  const shut = pairs.filter(
    ([was, is]) => was.admitsCloudflare && is.missing.length > was.missing.length,
  );
  const [first] = shut;
  if (first === undefined) {
    return [];
  }
  const [was, is] = first;
  const lost = is.missing.filter((range) => !was.missing.includes(range));
  return [
    {
      kind: "origin-shut",
      severity: "high",
      subject: key,
      title,
      consequence: is.admitsCloudflare
        ? say`${title} no longer lets in ${counted(lost.length, "range")} of Cloudflare, ${names(lost)}, at port ${is.port}: visitors whose requests come from there get Error 522.`
        : say`${title} no longer lets Cloudflare in at port ${is.port}: every visitor gets Error 522, and every monitor finds the origin down.`,
      causes,
      wayOut: say`Let in all of Cloudflare's ranges, or add the new rule in one update and remove the old one in a later one.`,
      covers: ["cloudflare-ranges-incomplete"],
    },
  ];
}

function openRisks({ title, key }: OriginFace, pairs: Pair[], causes: RiskCause[]): Risk[] {
  const opened = pairs.flatMap(([was, is]) =>
    is.wider.filter((range) => !was.wider.includes(range)),
  );
  if (opened.length === 0) {
    return [];
  }
  return [
    {
      kind: "origin-opened",
      severity: "high",
      subject: key,
      title,
      consequence: say`Anybody in ${names([...new Set(opened)].sort())} reaches ${title} past Cloudflare: attacks meet no limit there, and the origin falls although the edge stands.`,
      causes,
      wayOut: say`Let in Cloudflare's ranges and your own network only; OriginFirewall does both.`,
      covers: ["origin-open"],
    },
  ];
}
