import { parentHostnames } from "../../model/hostnames";
import type { PlanChange } from "../../model/plan/plan";
import { causeOf, changesOf, type Risk, type RiskContext } from "../risk";
import { say } from "../words";

/**
 * Finds names for which a wildcard answers until something is put beneath them: from then on they exist, and a wildcard
 * speaks only for names that do not (RFC 4592, section 2.2.2).
 * @param context - The plan.
 * @returns The risks, one for each name.
 */
export function wildcardRisks(context: RiskContext): Risk[] {
  const found = new Map<string, Risk>();
  const coming = (["dnsRecord", "loadBalancer"] as const).flatMap((type) =>
    changesOf(context, type, ["create", "update"]),
  );
  for (const change of context.plan.whole ? coming : []) {
    for (const risk of hiddenNames(context, change)) {
      found.set(risk.subject, found.get(risk.subject) ?? risk);
    }
  }
  return [...found.values()];
}

function hiddenNames({ before, after }: RiskContext, change: PlanChange): Risk[] {
  const own = change.after && after.inventory.byKey(change.after.key);
  const hostname = own && after.inventory.hostnameOf(own);
  const fresh: string[] = [];
  for (const parent of hostname === undefined ? [] : parentHostnames(hostname)) {
    if (before.inventory.nameExists(parent)) {
      break;
    }
    // Nobody asks for the address of a name such as _tcp.
    if (!parent.startsWith("_")) {
      fresh.push(parent);
    }
  }
  return fresh.flatMap((name): Risk[] => {
    const wildcard = before.pathOf(name).answeredAt;
    const isHidden = wildcard !== undefined && after.pathOf(name).answeredAt === undefined;
    return isHidden && after.pathOf(wildcard).answeredAt === wildcard
      ? [hiddenRisk(change, name, hostname ?? name, wildcard)]
      : [];
  });
}

function hiddenRisk(change: PlanChange, name: string, hostname: string, wildcard: string): Risk {
  return {
    kind: "wildcard-hidden",
    severity: "medium",
    subject: name,
    title: name,
    consequence: say`Until now ${wildcard} answers for ${name} too. With ${hostname} beneath it the name ${name} exists, and a wildcard speaks only for names that do not: whoever asks for ${name} gets no address.`,
    causes: [causeOf(change)],
    wayOut: say`Where anybody asks for ${name}, give it a record of its own in the same update.`,
    covers: [],
  };
}
