import { defaultHttpsPort, proxiedHttpPorts } from "../../../facts/cloudflare/ports";
import { exposuresOf, type Exposure } from "../../model/exposure";
import type { OriginFace } from "../../model/originFaces";
import { title as modelTitle } from "../../model/reasons";
import { modelType } from "../../model/resourceTypes";
import { compare, type Inventory } from "../../model/inventory";
import { causeOf, type Risk, type RiskCause, type RiskContext } from "../risk";
import { counted, names, say } from "../words";
import { afterRevocation, beforeRules, changesGroups } from "./permissions";

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
  const { inventory, revoked } = afterRevocation(context);
  return context.after.firewalls.flatMap(({ face, together }) => {
    const old = before.get(face.key);
    const ports = [...new Set([...together.map(({ port }) => port), ...usualPorts])];
    ports.sort((left, right) => left - right);
    const pairs =
      old === undefined
        ? []
        : paired(
            exposures(context.before.inventory, old, ports),
            exposures(inventory, face, ports),
          );
    const shut = shutRisks(face, pairs, causes).map((risk) => withRevoked(risk, face, revoked));
    const meanwhile = shut.length > 0 ? [] : meanwhileRisks(context, face, pairs, causes);
    return [...shut, ...meanwhile, ...openRisks(face, pairs, causes)];
  });
}

/** Tells of rules that a group took over and loses when the resources that had them are deleted. */
function withRevoked(risk: Risk, { groups }: OriginFace, revoked: ReadonlySet<string>): Risk {
  const losers = groups.filter(({ key }) => revoked.has(key)).map((group) => modelTitle(group));
  return losers.length === 0
    ? risk
    : {
        ...risk,
        consequence: [
          ...risk.consequence,
          ...say` ${names(losers)} takes the rules over first, and deleting the resources that had them revokes them at the end.`,
        ],
        wayOut: say`Set retainOnDelete on the rules that go, in an update of its own, and move them into the group after that.`,
      };
}

/** A group that is made anew and carried before its rules are there. */
function meanwhileRisks(
  context: RiskContext,
  face: OriginFace,
  pairs: Pair[],
  causes: RiskCause[],
): Risk[] {
  const { attachedTo, groups, key, title } = face;
  const change = context.changes.get(key);
  const inventory =
    attachedTo && changesGroups(change) ? beforeRules(context, attachedTo, groups) : undefined;
  const gap = pairs.find(([was, { port }]) => {
    const [then] = inventory === undefined ? [] : exposures(inventory, face, [port]);
    return was.admitsCloudflare && then !== undefined && then.missing.length > was.missing.length;
  });
  return gap === undefined
    ? []
    : [
        {
          kind: "origin-shut-meanwhile",
          severity: "medium",
          subject: key,
          title,
          consequence: say`${title} does not wait for the rules of its new security group: until they are there, Cloudflare is shut out at port ${gap[1].port} and visitors get Error 522.`,
          causes,
          wayOut: say`Let ${title} depend on the rules, or write them inside the group; or add the new group beside the old one, and take the old one away in a later update.`,
          covers: [],
        },
      ];
}

/** Who gets through one port before and after. */
type Pair = readonly [was: Exposure, is: Exposure];

/** The ports that origins have where the plan does not say: those of HTTPS and HTTP. */
const usualPorts = [defaultHttpsPort, ...proxiedHttpPorts.slice(0, 1)];

function exposures(
  inventory: Inventory,
  { groups }: OriginFace,
  ports: readonly number[],
): Exposure[] {
  const own = groups.map((group) => inventory.byKey(group.key) ?? group);
  return exposuresOf(inventory, own, ports);
}

function paired(before: readonly Exposure[], after: readonly Exposure[]): Pair[] {
  return before.flatMap((was, index): Pair[] => {
    const is = after[index];
    return is === undefined ? [] : [[was, is]];
  });
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
  const opened = pairs.flatMap(([was, is]) => {
    const known = new Set(was.wider);
    return is.wider.filter((range) => !known.has(range));
  });
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
