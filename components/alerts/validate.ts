import type * as pulumi from "@pulumi/pulumi";
import { secretInUrlProblem, webhookUrlProblem } from "../../constraints/webhookUrls";
import { mapEntries } from "../../core/entries";
import { keyPath, keyProblem } from "../../core/paths";
import { describeValue, type Problem } from "../../core/problem";
import { CloudflarePlan, planLimits } from "../../facts/cloudflare/plans";
import type { ProblemList } from "../internal/checked";
import { checkedIds, cloudflareIdProblem, pagerDutyIdWayOut, poolIdWayOut } from "../internal/ids";
import { repeated } from "../../core/rules";
import { validateArgs, type Validated } from "../internal/validation";
import type { AlertChoicesArgs, AlertWebhookArgs, HealthAlertsArgs } from "./args";
import { checkedBesidePools } from "./besidePools";
import {
  resolveHealthAlerts,
  wantedAlerts,
  type Receivers,
  type ResolvedAlerts,
  type WatchedBesidePools,
} from "./resolve";
import { healthAlertsSchema } from "./schema";

/**
 * Validates the arguments of a `HealthAlerts`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or whom to tell what, with late values behind their checks.
 */
export function validateHealthAlerts(
  args: HealthAlertsArgs,
  path: string,
): Validated<ResolvedAlerts> {
  return validateArgs(healthAlertsSchema, args, path, (problems) => {
    const accountId = checkedIds(problems, args.accountId, (id) =>
      cloudflareIdProblem("accountId", id),
    );
    const poolIds = args.poolIds && checkedByKey(problems, "poolIds", args.poolIds, poolIdWayOut);
    const receivers = checkAlertChoices(problems, args, args);
    const watched = checkedBesidePools(problems, args);
    return () => resolveHealthAlerts(args, { accountId, poolIds, receivers, ...watched });
  });
}

/**
 * Checks who is told and of what, where account, plan and pools are checked elsewhere.
 * @param problems - Takes what is wrong.
 * @param choices - Who is told, and of what.
 * @param watched - The plan of the account's zones, and the pools by key.
 * @returns The receivers, those known late behind their checks.
 */
export function checkAlertChoices(
  problems: ProblemList,
  choices: AlertChoicesArgs,
  watched: WatchedBesidePools & {
    readonly plan?: CloudflarePlan;
    readonly poolIds?: Readonly<Record<string, unknown>>;
  },
): Receivers {
  const { emails = [], webhooks = {}, pagerDutyServiceIds = {} } = choices;
  const counted = emails.length + [webhooks, pagerDutyServiceIds].flatMap(Object.keys).length;
  const wanted = wantedAlerts(choices, watched.poolIds, watched);
  const hasAlbs = Object.keys(watched.albs ?? {}).length > 0;
  problems.add(
    pagerDutyProblem(watched.plan ?? CloudflarePlan.Free, pagerDutyServiceIds),
    poolsProblem(choices, watched.poolIds),
    wanted.length === 0 && !hasAlbs ? nothingToTell : undefined,
    ...repeatedEmails(emails),
    counted === 0 && (wanted.length > 0 || !hasAlbs) ? nobodyToTell : undefined,
  );
  return {
    emails,
    pagerDutyServiceIds: checkedByKey(
      problems,
      "pagerDutyServiceIds",
      pagerDutyServiceIds,
      pagerDutyIdWayOut,
    ),
    webhooks: mapEntries(webhooks, (webhook, key) =>
      checkedWebhook(problems, keyPath("webhooks", key), key, webhook),
    ),
  };
}

const nothingToTell: Problem = {
  path: "poolIds",
  rule: "name the pools to watch where passiveOriginMonitoring is false and no other alert is left",
  actual: "no alert at all",
};

const nobodyToTell: Problem = {
  path: "emails",
  rule: "name at least one receiver, with webhooks and pagerDutyServiceIds taken together",
  actual: "none",
};

/** All three alerts go with every plan; only the ways to tell differ. */
function pagerDutyProblem(plan: CloudflarePlan, services: object): Problem | undefined {
  return Object.keys(services).length === 0 || planLimits[plan]?.pagerDuty !== false
    ? undefined
    : {
        path: "pagerDutyServiceIds",
        rule: "be left out on a plan without PagerDuty, which begins with Business",
        actual: `plan ${describeValue(plan)}`,
      };
}

function poolsProblem(
  { poolHealth, poolEnablement }: AlertChoicesArgs,
  poolIds: object | undefined,
): Problem | undefined {
  const path = "poolIds";
  if (poolIds === undefined) {
    const asked = poolHealth === true || poolEnablement === true;
    const rule = "name the pools whose health or enablement is to be told";
    return asked ? { path, rule, actual: "nothing" } : undefined;
  }
  return Object.keys(poolIds).length > 0
    ? undefined
    : {
        path,
        rule: "name at least one pool, since without one the alert is about every pool of the account",
        actual: "{}",
        hint: "Leave it out where there is no load balancer",
      };
}

function checkedByKey(
  problems: ProblemList,
  path: string,
  ids: Readonly<Record<string, pulumi.Input<string>>>,
  hint: string,
): Readonly<Record<string, pulumi.Input<string>>> {
  return mapEntries(ids, (id, key) =>
    checkedIds(problems, id, (known) => cloudflareIdProblem(keyPath(path, key), known, hint)),
  );
}

function repeatedEmails(emails: readonly string[]): Problem[] {
  return repeated(emails.map((email) => `${email}`.toLowerCase())).map(({ index }) => ({
    path: `emails[${index}]`,
    rule: "not repeat an address",
    actual: describeValue(emails[index]),
  }));
}

function checkedWebhook(
  problems: ProblemList,
  path: string,
  key: string,
  { url, secret }: AlertWebhookArgs,
): AlertWebhookArgs {
  problems.add(keyProblem(path, key));
  return {
    url: problems.checked(url, (known) => urlProblem(`${path}.url`, known)),
    secret:
      secret === undefined
        ? undefined
        : problems.checked(secret, (known) => secretProblem(`${path}.secret`, known)),
  };
}

/** The URL itself is never shown: with most receivers whoever knows it can post. */
function urlProblem(path: string, url: string): Problem | undefined {
  const rule = "be an https URL with a host name";
  if (typeof url !== "string" || !URL.canParse(url)) {
    return { path, rule, actual: "no URL" };
  }
  const { protocol } = new URL(url);
  if (protocol !== "https:") {
    return { path, rule, actual: `a URL that begins with ${protocol}` };
  }
  const problem = webhookUrlProblem(url) ?? secretInUrlProblem(url);
  return problem === undefined ? undefined : { path, ...problem };
}

function secretProblem(path: string, secret: string): Problem | undefined {
  return typeof secret === "string" && secret.trim().length > 0
    ? undefined
    : { path, rule: "not be empty", actual: "an empty secret", hint: "Leave it out for none" };
}
