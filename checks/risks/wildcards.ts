import { getOrCreate } from "../../core/getOrCreate";
import { isMailRecord, recordType } from "../../model/traffic/dnsRecords";
import { isServiceName, parentHostnames } from "../../core/hostnames";
import type { PlanChange } from "../../model/plan/plan";
import type { TrafficModel } from "../../model/traffic/path";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";
import { names, say } from "../words/words";
import { delegatedRisk } from "./delegations";

/**
 * Finds names for which a wildcard answers until a record of any type is put there, or something beneath them. Source: see
 * `speakerFor`.
 * @returns The risks, one for each name.
 */
export function wildcardRisks(context: RiskContext): Risk[] {
  const coming = changesOf(context, ["dnsRecord", "loadBalancer"], ["create", "update", "replace"]);
  const atNames = new Map<string, PlanChange[]>();
  const isWild = context.before.inventory.hostnames().some((hostname) => hostname.startsWith("*."));
  for (const change of context.plan.whole && isWild ? coming : []) {
    const hostname = hostnameAfter(context, change);
    if (hostname !== undefined) {
      getOrCreate(atNames, hostname, () => []).push(change);
    }
  }
  const hidden = new Map<string, Risk>();
  const silenced: Risk[] = [];
  for (const [hostname, changes] of atNames) {
    silenced.push(...silencedRisks(context, hostname, changes));
    for (const risk of hiddenNames(context, hostname, changes)) {
      hidden.set(risk.subject, hidden.get(risk.subject) ?? risk);
    }
  }
  return [...silenced, ...hidden.values()];
}

function hostnameAfter({ after }: RiskContext, change: PlanChange): string | undefined {
  const own = change.after && after.inventory.byKey(change.after.key);
  return own && after.inventory.hostnameOf(own);
}

/** The wildcard that answered for a name and goes on answering for others; undefined where there is none. */
function wildcardUntilNow({ before, after }: RiskContext, name: string): string | undefined {
  if (isServiceName(name) || name.startsWith("*.")) {
    return undefined;
  }
  const { answeredAt: wildcard, serving } = before.pathOf(name);
  const stays = wildcard !== undefined && after.pathOf(wildcard).answeredAt === wildcard;
  return stays && wildcard !== name && serving !== "no" ? wildcard : undefined;
}

/** A name at which something stands now that gives it no address. */
function silencedRisks(
  context: RiskContext,
  hostname: string,
  changes: readonly PlanChange[],
): Risk[] {
  const wildcard = wildcardUntilNow(context, hostname);
  const path = context.after.pathOf(hostname);
  if (wildcard === undefined) {
    return [];
  }
  if (path.delegatedBy.length > 0) {
    return [
      delegatedRisk(context, {
        hostname,
        after: path,
        causes: changes.map((each) => causeOf(each)),
      }),
    ];
  }
  const hasAddress = path.records.length > 0 || path.loadBalancer !== undefined;
  const types = [...new Set(changes.map(({ after }) => recordType(after)))].sort();
  return path.answeredAt !== hostname || hasAddress
    ? []
    : [
        {
          id: "wildcard-silenced",
          severity: isForMail(context.after, hostname) ? "medium" : "high",
          subject: hostname,
          title: hostname,
          consequence: say`Until now ${wildcard} answers for ${hostname} too. With a record of its own, of type ${names(types)}, it no longer does: a wildcard speaks only for names at which nothing stands, of any type, and whoever asks for ${hostname} gets no address.`,
          cause: changes.map((change) => causeOf(change)),
          hint: say`Give ${hostname} an A, AAAA or CNAME record or a load balancer of its own in an update before this one.`,
        },
      ];
}

/** Whether all that stands at a name is there for mail, so that perhaps nobody visits it. */
function isForMail({ inventory }: TrafficModel, hostname: string): boolean {
  const standing = inventory.atName(hostname);
  const hasServer = standing.some((each) => recordType(each) === "MX");
  return standing.every((each) => isMailRecord(each) || (hasServer && recordType(each) === "TXT"));
}

/** Names at which nothing stands, but something beneath them. */
function hiddenNames(
  context: RiskContext,
  hostname: string,
  [change]: readonly PlanChange[],
): Risk[] {
  const { before, after } = context;
  const fresh: string[] = [];
  for (const parent of parentHostnames(hostname)) {
    if (before.inventory.nameExists(parent)) {
      break;
    }
    fresh.push(parent);
  }
  return fresh.flatMap((name): Risk[] => {
    const wildcard = wildcardUntilNow(context, name);
    const isHidden = !after.inventory.existsAt(name) && after.pathOf(name).delegatedBy.length === 0;
    return wildcard !== undefined && isHidden && change !== undefined
      ? [hiddenRisk(change, name, hostname, wildcard)]
      : [];
  });
}

function hiddenRisk(change: PlanChange, name: string, hostname: string, wildcard: string): Risk {
  return {
    id: "wildcard-hidden",
    severity: "low",
    subject: name,
    title: name,
    consequence: say`Until now ${wildcard} answers for ${name} too. With ${hostname} beneath it the name ${name} exists: Cloudflare's standard name servers go on answering, but on its advanced name servers (Foundation DNS), as by RFC 4592, whoever asks for ${name} gets no address.`,
    cause: [causeOf(change)],
    hint: say`On a zone with advanced name servers give ${name} a record of its own, where anybody asks for it.`,
  };
}
