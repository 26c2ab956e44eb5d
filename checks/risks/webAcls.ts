import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { groupsByAddress, groupsOfExploits } from "../../facts/aws/webAcls";
import type { BlockingGroup } from "../../model/origin/webAclGroups";
import { guardingAcls, type AclVerdict, type GuardingAcl } from "../../model/origin/webAcls";
import { unknownValue } from "../../core/known";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { errorOf, names, say, titleOf, type Phrase } from "../words/words";
import { isProgramsHostname } from "../../model/traffic/hostnameLabels";
import { leadsToGateway, type GatewayLead } from "../../model/origin/gatewayLeads";

/** Something before which web ACLs stand, to which hostnames lead. */
interface Guarded {
  readonly sides: OriginSides;
  readonly machine: ModelResource;
  readonly leads: readonly GatewayLead[];
}

/** Finds load balancers before which a web ACL comes to block what comes through Cloudflare, or what no rule of it lets through. */
export function webAclRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const machines = inventory.has("webAclAssociation") ? inventory.ofType("awsLoadBalancer") : [];
  return machines.flatMap((machine) =>
    guardedRisks({ sides, machine, leads: sides.after.leads.to(machine) }),
  );
}

/** Finds distributions of CloudFront before which a web ACL comes to do the same. */
export function frontAclRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const fronts = inventory.has("webAcl") ? inventory.ofType("distribution") : [];
  return fronts
    .map((machine) => ({ sides, machine, leads: leadsTo(sides, machine) }))
    .filter(({ leads }) => leads.length > 0)
    .flatMap(guardedRisks);
}

/** The hostnames that lead to a distribution; none where nothing of it or of its web ACL changes, which is quick to see. */
function leadsTo(sides: OriginSides, front: ModelResource): GatewayLead[] {
  const acls = guardingAcls(sides.after.model.inventory, front).map(({ acl }) => acl);
  const isTouched = acls.length > 0 && sides.causes([front, ...acls]).length > 0;
  return isTouched ? leadsToGateway(sides.after.model, front) : [];
}

function guardedRisks(guarded: Guarded): Risk[] {
  const { sides, machine } = guarded;
  const { inventory } = sides.after.model;
  const old = sides.earlier(machine);
  const before = old === undefined ? [] : guardingAcls(sides.before.model.inventory, old);
  const known = new Set(before.map(({ verdict }) => sameOf(verdict)));
  if (old === undefined || before.some(({ verdict }) => verdict.kind === "blocks")) {
    return [];
  }
  const guards = guardingAcls(inventory, machine);
  const blocking = guards
    .filter(({ verdict }) => verdict.kind !== "passes" && !known.has(sameOf(verdict)))
    .flatMap((guard) => blockingRisks(guarded, guard));
  return blocking.length > 0
    ? blocking
    : guards.flatMap((guard) => groupRisks(guarded, guard, before));
}

function blockingRisks(guarded: Guarded, guard: GuardingAcl): Risk[] {
  const { verdict } = guard;
  return verdict.kind === "blocks others"
    ? othersRisks(guarded, guard)
    : verdict.kind === "challenges"
      ? challengeRisks(guarded, guard, verdict.rule)
      : [aclRisk(guarded, guard)];
}

/** The visitors of the hostnames that lead there, or whoever is sent there. */
function visitorsOf(guarded: Guarded): Phrase {
  const hostnames = hostnamesOf(guarded);
  return hostnames.length === 0
    ? guarded.sides.visitors(guarded)
    : say`visitors of ${names(hostnames)}`;
}

function hostnamesOf({ leads }: Guarded): string[] {
  return [...new Set(leads.map(({ hostname }) => hostname))].sort();
}

/** What no rule lets through, by the hostnames of which rules say whether they do. */
function othersRisks(guarded: Guarded, guard: GuardingAcl): Risk[] {
  const { sides, machine, leads } = guarded;
  const { model } = sides.after;
  const found = leads.map(({ hostname, hosts }) => {
    const host = hosts === unknownValue ? undefined : (hosts[0] ?? hostname);
    const own = guardingAcls(model.inventory, machine, host);
    const kind = own.find(({ acl }) => acl === guard.acl)?.verdict.kind ?? "blocks others";
    return { hostname, kind };
  });
  const shut = found.filter(({ kind }) => kind === "blocks").map(({ hostname }) => hostname);
  const isShut = new Set(shut);
  const isPerhaps = found.some(({ kind }) => kind === "blocks others") || found.length === 0;
  const others = isPerhaps ? [aclRisk(guarded, guard)] : [];
  return shut.length === 0
    ? others
    : [
        {
          ...{ id: "web-acl-blocks", severity: "high", subject: machine.key },
          ...{ title: title(machine), about: [...isShut] },
          consequence: say`From this change on ${title(guard.acl)} blocks every request to ${title(machine)} for ${names([...isShut])}, which no rule of it lets through: visitors get ${errorOf(loadBalancerErrors.blockedByWebAcl)} until one does, and monitors find it down.`,
          cause: sides.causes([guard.acl, guard.association]),
          hint: say`Add a rule that allows ${names([...isShut])}, or let the default action allow, and count first what would be blocked.`,
        },
        ...others,
      ];
}

/** Managed groups of rules that come to block, or more of whose rules do. */
function groupRisks(
  guarded: Guarded,
  { acl, association, groups }: GuardingAcl,
  before: readonly GuardingAcl[],
): Risk[] {
  const { sides, machine } = guarded;
  const known = before.flatMap((guard) => guard.groups);
  const coming = groups.filter(
    ({ group, counted }) =>
      !known.some(
        (each) => each.group === group && each.counted.every((rule) => counted.includes(rule)),
      ),
  );
  const cause = coming.length === 0 ? [] : sides.causes([acl, association]);
  const isNarrow = coming.every(({ group }) => groupsOfExploits.includes(group));
  return causedRisk(machine, cause, () => ({
    ...{ id: "web-acl-blocks", severity: isNarrow ? "low" : "medium" },
    consequence: say`From this change on ${title(acl)} blocks ${foundBy(coming)}: where that is what ordinary visitors send, ${visitorsOf(guarded)} get ${errorOf(loadBalancerErrors.blockedByWebAcl)} until it only counts that, and monitors may find it down.`,
    hint: say`Let the group count first (overrideAction, or ruleActionOverrides for single rules of it), and see in the logs of a week whom it would turn away.`,
  }));
}

function foundBy(coming: readonly BlockingGroup[]): Phrase {
  const byAddress = coming.filter(({ group }) => groupsByAddress.includes(group));
  const what = say`what ${names(coming.map(({ group }) => group))} finds`;
  return byAddress.length === 0
    ? what
    : say`${what}, and ${names(byAddress.map(({ group }) => group))} looks at the address of the connection, which is Cloudflare's own and that of many visitors`;
}

/** What two verdicts that are the same to visitors have in common. */
function sameOf(verdict: AclVerdict): string {
  return verdict.kind === "mistakes" ? `${verdict.kind} ${verdict.rule}` : verdict.kind;
}

function aclRisk(guarded: Guarded, guard: GuardingAcl): Risk {
  const { sides, machine } = guarded;
  const { acl, association, verdict } = guard;
  const isSure =
    verdict.kind === "blocks" || (verdict.kind === "mistakes" && verdict.what === "address");
  const met = say`${visitorsOf(guarded)} get ${errorOf(loadBalancerErrors.blockedByWebAcl)}`;
  return {
    ...{ id: "web-acl-blocks", severity: isSure ? severityOf(guarded) : "medium" },
    ...{ subject: machine.key, title: title(machine) },
    consequence: say`From this change on ${title(acl)} blocks ${blocked(verdict, machine)}: ${met}${verdict.kind === "mistakes" ? say` whenever that is so, until the rule looks at what Cloudflare says of the visitor` : say` until a rule lets them through, and monitors find it down`}.`,
    cause: sides.causes([acl, association]),
    hint:
      verdict.kind === "mistakes"
        ? say`Let the rule look at the address in the header CF-Connecting-IP (forwardedIpConfig; FORWARDED_IP as the key to count by), and let it count before it blocks.`
        : verdict.kind === "blocks" && verdict.rule !== undefined
          ? say`Let the rule ${verdict.rule} count first, or narrow what it holds for.`
          : say`Let the default action allow, or count first what the rules would let through.`,
  };
}

/** Programs solve no challenge: hostnames that they ask are told apart from those of pages. */
function challengeRisks(guarded: Guarded, { acl, association }: GuardingAcl, rule: string): Risk[] {
  const { sides, machine } = guarded;
  const hostnames = hostnamesOf(guarded);
  const cut = hostnames.filter(isProgramsHostname);
  const own = {
    ...({ id: "web-acl-blocks", subject: machine.key } as const),
    cause: sides.causes([acl, association]),
    hint: say`Let the rule ${rule} count first, or narrow what it holds for, and leave the paths of monitors and programs out.`,
  };
  const first = say`From this change on ${title(acl)} has everybody who comes to ${title(machine)} through Cloudflare solve a challenge first, by its rule ${rule}`;
  const code = errorOf(loadBalancerErrors.challengedByWebAcl);
  return [
    ...(cut.length === 0
      ? []
      : [
          {
            ...({ ...own, severity: "high", title: titleOf(cut), about: cut } as const),
            consequence: say`${first}: ${names(cut)} ${[cut.length === 1 ? "is" : "are"]} asked by programs, which cannot, and every call gets ${code} in place of an answer until the rule only counts.`,
          },
        ]),
    ...(cut.length > 0 && cut.length === hostnames.length
      ? []
      : [
          {
            ...({ ...own, severity: "medium", title: title(machine) } as const),
            consequence: say`${first}: browsers load a page of AWS WAF before they come through, and what runs no script gets ${code} and nothing else: apps, programs that call an API, and monitors, which find it down.`,
          },
        ]),
  ];
}

/** Nobody leads to a distribution of which nothing leads there for certain. */
function severityOf({ sides, machine, leads }: Guarded): Risk["severity"] {
  return leads.length > 0 ? "high" : sides.severity({ machine });
}

function blocked(verdict: AclVerdict, machine: ModelResource): Phrase {
  if (verdict.kind === "mistakes" && verdict.what === "listed") {
    return say`by its rule ${verdict.rule} requests to ${title(machine)} by a list of addresses, which draws a line through Cloudflare's own`;
  }
  if (verdict.kind === "mistakes") {
    return verdict.what !== "country"
      ? say`by its rule ${verdict.rule} the addresses from which too many requests${verdict.what === "address" ? [] : [" of those that it counts"]} come to ${title(machine)}, and those are Cloudflare's own, each of which many visitors share`
      : say`by its rule ${verdict.rule} requests to ${title(machine)} by their country, and that is the country of Cloudflare's own address and not of the visitor's`;
  }
  if (verdict.kind === "blocks" && verdict.rule !== undefined) {
    return say`by its rule ${verdict.rule} every request to ${title(machine)} that comes through Cloudflare`;
  }
  return say`every request to ${title(machine)} that no rule of it lets through${verdict.kind === "blocks" ? [", and none lets in what comes through Cloudflare"] : []}`;
}
