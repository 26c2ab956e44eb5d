import type * as pulumi from "@pulumi/pulumi";
import type { AlertTypeName } from "../../facts/cloudflare/notifications";
import { CloudflarePlan, planLimits } from "../../facts/cloudflare/plans";
import { secretInUrlProblem, webhookUrlProblem } from "../../constraints/webhookUrls";
import { describeValue, type Problem } from "../../core/problem";
import { ProblemList } from "../internal/checked";
import { checkedIds, cloudflareIdProblem, pagerDutyIdWayOut, poolIdWayOut } from "../internal/ids";
import { keyPath, keyProblem } from "../../core/paths";
import { oneOfProblem } from "../internal/rules";
import { requireShape } from "../internal/shapes";
import type { AlertWebhookArgs, HealthAlertsArgs } from "./args";
import { healthAlertsShapes } from "./shape";

/** The alerts that a `HealthAlerts` may make, by the noun in their names. */
export const alertNouns = {
  "pool-health": "load_balancing_health_alert",
  "pool-enablement": "load_balancing_pool_enablement_alert",
  "passive-origin-monitoring": "real_origin_monitoring",
} as const satisfies Readonly<Record<string, AlertTypeName>>;

/** The noun in an alert's name. */
export type AlertNoun = keyof typeof alertNouns;

/** The arguments of a `HealthAlerts` with every default settled and every late value behind its check. */
export interface SettledAlerts {
  /** The account. */
  readonly accountId: pulumi.Input<string>;
  /** The alerts to make. */
  readonly alerts: readonly AlertNoun[];
  /** The pools, by key. */
  readonly poolIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** E-mail addresses, sorted. */
  readonly emails: readonly string[];
  /** Webhooks, by key. */
  readonly webhooks: Readonly<Record<string, AlertWebhookArgs>>;
  /** PagerDuty services, by key. */
  readonly pagerDutyServiceIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Somebody's mailbox at a host that has a domain; nothing that needs quoting. */
const emailPattern = /^[A-Za-z0-9._%+'-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/;

/**
 * Checks and settles the arguments; throws one error that lists every problem.
 * @param name - The component's name, for the error.
 * @param args - The arguments.
 */
export function settleHealthAlerts(name: string, args: HealthAlertsArgs): SettledAlerts {
  requireShape(`HealthAlerts "${name}"`, healthAlertsShapes, args);
  const problems = new ProblemList();
  const { emails = [], webhooks = {}, pagerDutyServiceIds = {}, poolIds = {} } = args;
  const accountId = checkedIds(problems, args.accountId, (id) =>
    cloudflareIdProblem("accountId", id),
  );
  const alerts = wantedAlerts(args);
  problems.add(
    ...planProblems(args.plan ?? CloudflarePlan.Free, Object.keys(pagerDutyServiceIds).length > 0),
    ...poolProblems(args),
    alerts.length === 0 ? nothingToTell() : undefined,
    ...emailProblems(emails),
  );
  const checkedPools = checkedByKey(problems, "poolIds", poolIds, poolIdWayOut);
  const services = checkedByKey(
    problems,
    "pagerDutyServiceIds",
    pagerDutyServiceIds,
    pagerDutyIdWayOut,
  );
  const behindChecks = Object.entries(webhooks).map(
    ([key, webhook]): [string, AlertWebhookArgs] => [
      key,
      checkedWebhook(problems, keyPath("webhooks", key), key, webhook),
    ],
  );
  if (emails.length + behindChecks.length + Object.keys(pagerDutyServiceIds).length === 0) {
    const rule = "name at least one receiver, with webhooks and pagerDutyServiceIds taken together";
    problems.add({ path: "emails", rule, got: "none" });
  }
  problems.throwIfAny(`HealthAlerts "${name}"`);
  return {
    accountId,
    alerts,
    poolIds: checkedPools,
    emails: [...emails].sort(),
    webhooks: Object.fromEntries(behindChecks),
    pagerDutyServiceIds: services,
  };
}

function wantedAlerts(args: HealthAlertsArgs): AlertNoun[] {
  const pools = args.poolIds !== undefined;
  const wanted: Readonly<Record<AlertNoun, boolean>> = {
    "pool-health": pools && (args.poolHealth ?? true),
    "pool-enablement": pools && (args.poolEnablement ?? true),
    "passive-origin-monitoring": args.passiveOriginMonitoring ?? true,
  };
  return (Object.keys(alertNouns) as AlertNoun[]).filter((noun) => wanted[noun]);
}

function nothingToTell(): Problem {
  return {
    path: "poolIds",
    rule: "name the pools to watch where passiveOriginMonitoring is false and no other alert is left",
    got: "no alert at all",
  };
}

/** All three alerts go with every plan; only the ways to tell differ. */
function planProblems(plan: CloudflarePlan, pagerDuty: boolean): (Problem | undefined)[] {
  const problem = oneOfProblem("plan", plan, Object.values(CloudflarePlan));
  if (problem !== undefined) {
    return [problem];
  }
  const rule = "be left out on a plan without PagerDuty, which begins with Business";
  return [
    pagerDuty && !planLimits[plan].pagerDuty
      ? { path: "pagerDutyServiceIds", rule, got: `plan ${describeValue(plan)}` }
      : undefined,
  ];
}

function poolProblems({ poolIds, poolHealth, poolEnablement }: HealthAlertsArgs): Problem[] {
  const path = "poolIds";
  if (poolIds === undefined) {
    const asked = poolHealth === true || poolEnablement === true;
    const rule = "name the pools whose health or enablement is to be told";
    return asked ? [{ path, rule, got: "nothing" }] : [];
  }
  if (Object.keys(poolIds).length === 0) {
    const rule =
      "name at least one pool, since without one the alert is about every pool of the account";
    return [{ path, rule, got: "{}", wayOut: "Leave it out where there is no load balancer" }];
  }
  return [];
}

function checkedByKey(
  problems: ProblemList,
  path: string,
  ids: Readonly<Record<string, pulumi.Input<string>>>,
  wayOut: string,
): Readonly<Record<string, pulumi.Input<string>>> {
  const checked = Object.entries(ids).map(([key, id]) => [
    key,
    checkedIds(problems, id, (known) => cloudflareIdProblem(keyPath(path, key), known, wayOut)),
  ]);
  return Object.fromEntries(checked) as Readonly<Record<string, pulumi.Input<string>>>;
}

function emailProblems(emails: readonly string[]): Problem[] {
  const lower = emails.map((email) => `${email}`.toLowerCase());
  return emails.flatMap((email, index) => {
    const path = `emails[${index}]`;
    if (typeof email !== "string" || !emailPattern.test(email)) {
      return [{ path, rule: "be an e-mail address", got: describeValue(email) }];
    }
    return lower.indexOf(email.toLowerCase()) === index
      ? []
      : [{ path, rule: "not repeat an address", got: describeValue(email) }];
  });
}

function checkedWebhook(
  problems: ProblemList,
  path: string,
  key: string,
  { url, secret }: AlertWebhookArgs,
): AlertWebhookArgs {
  problems.add(keyProblem(path, key));
  const checkedUrl = problems.checked(url, (known) => urlProblem(`${path}.url`, known));
  const checkedSecret =
    secret === undefined
      ? undefined
      : problems.checked(secret, (known) => secretProblem(`${path}.secret`, known));
  return { url: checkedUrl, secret: checkedSecret };
}

/** The URL itself is never shown: with most receivers whoever knows it can post. */
function urlProblem(path: string, url: string): Problem | undefined {
  const rule = "be an https URL with a host name";
  if (typeof url !== "string" || !URL.canParse(url)) {
    return { path, rule, got: "no URL" };
  }
  const { protocol } = new URL(url);
  if (protocol !== "https:") {
    return { path, rule, got: `a URL that begins with ${protocol}` };
  }
  const problem = webhookUrlProblem(url) ?? secretInUrlProblem(url);
  return problem === undefined ? undefined : { path, ...problem };
}

function secretProblem(path: string, secret: string): Problem | undefined {
  return typeof secret === "string" && secret.trim().length > 0
    ? undefined
    : { path, rule: "not be empty", got: "an empty secret", wayOut: "Leave it out for none" };
}
