import { ownEntry } from "../../core/ownEntry";
import { getOrCreate } from "../../core/getOrCreate";
import { compare } from "../../core/order";
import type { RuleFinding } from "../policy/evaluate";
import type { RuleId } from "../policy/rules";
import { type Risk, type RiskContext } from "./risk";
import { say, type Phrase } from "../words/words";
import type { TouchedHostname } from "./touched";

/**
 * Rules that are not about outages: what they find lets more in, and turns nobody away. `tlsModeRisks` tells of
 * encryption modes, which it compares by hostname, wherever in a resource they are said.
 */
const otherRules: ReadonlySet<RuleId> = new Set<RuleId>([
  "secret-in-plain-text",
  "tls-version-old",
  "listener-tls-old",
  "tls-not-strict",
]);

/** Rules about how good a backup is, which is better than none in any case. */
const backupRules: ReadonlySet<RuleId> = new Set<RuleId>([
  "adaptive-routing-off",
  "pools-share-address",
  "pools-share-region",
]);

function hadNoBackup({ before }: RiskContext, subject: string): boolean {
  const balancer = before.loadBalancers.find(({ resource }) => resource.key === subject);
  return balancer !== undefined && before.balanced.of(balancer).length < 2;
}

/**
 * Turns findings that this plan introduces into risks: what stood before and kept a rule, and no longer does; and what is
 * new, breaks a rule of high severity, and is put on the path of a hostname that answered before.
 * @param introduced - Findings that the resources before the plan do not have.
 */
export function introducedRisks(
  context: RiskContext,
  touched: readonly TouchedHostname[],
  introduced: readonly RuleFinding[],
): Risk[] {
  const stood = new Set(context.plan.before.map(({ key }) => key));
  const joined = introduced.length === 0 ? new Set<string>() : joiningKeys(touched);
  const rules = new Map<string, RuleFinding[]>();
  for (const finding of introduced) {
    const { id, severity, subject } = finding;
    const isOfFirstBackup = backupRules.has(id) && hadNoBackup(context, subject);
    if (severity === "low" || otherRules.has(id) || isOfFirstBackup) {
      continue;
    }
    if (stood.has(subject) || (severity === "high" && joined.has(subject))) {
      getOrCreate(rules, `${id} ${subject}`, () => []).push(finding);
    }
  }
  return [...rules.values()].flatMap(riskOf);
}

/** What is new on the paths of hostnames that answered before. */
function joiningKeys(touched: readonly TouchedHostname[]): ReadonlySet<string> {
  const standing = touched.filter(({ before }) => before.answeredAt !== undefined);
  const changes = new Set(standing.flatMap(({ causes }) => causes.map(({ change }) => change)));
  return new Set([...changes].map(({ key }) => key));
}

function riskOf(findings: readonly RuleFinding[]): Risk[] {
  const [first] = findings;
  if (first === undefined) {
    return [];
  }
  const { id, severity, subject, title, cause, hint } = first;
  const said = [...findings].sort((left, right) =>
    compare(left.breach.message, right.breach.message),
  );
  return [
    {
      ...{ id, severity, subject, title, cause, hint },
      consequence: [
        ...say`${title}: `,
        ...(ownEntry(consequences, id) ?? first.consequence),
        ...said.flatMap(foundPhrase),
      ],
    },
  ];
}

/** Where what breaks the rule stands, and what it is. */
function foundPhrase({ breach: { property, actual } }: RuleFinding): Phrase {
  const value = actual === "nothing" || actual === "none" ? [actual] : say`${actual}`;
  return property === undefined
    ? say` This plan has ${value}.`
    : say` At ${property} this plan has ${value}.`;
}

/** What visitors meet, where the rule's reason does not say it. */
const consequences: Readonly<Partial<Record<RuleId, Phrase>>> = {
  "monitor-blind": say`After this change the monitor does not see what visitors see: an origin that answers them 502 may count as healthy and keep its traffic until somebody notices.`,
  "monitor-path-shallow": say`After this change the monitor asks for a path that answers although the application is dead: such an origin keeps its traffic.`,
  "detection-slow": say`After this change an origin that does not answer keeps its visitors for longer than the limit.`,
  "origin-open": say`After this change strangers reach the origin past Cloudflare: attacks meet no limit there, and the origin falls although the edge stands.`,
  "safety-record-missing": say`After this change no record stands beneath the load balancer: it may be what gives the hostname a certificate of Universal SSL, and visitors meet a TLS error where it is; and where the load balancer is switched off, the hostname is gone.`,
  "pool-without-alert": say`After this change nobody is told when the pool goes down.`,
};
