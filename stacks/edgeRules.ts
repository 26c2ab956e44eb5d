import { headerNameSchema } from "../components/albOrigin/schema";
import type {
  EdgeFragmentArgs,
  EdgeRulesArgs,
  MonitorAllowanceArgs,
} from "../components/edgeRules";
import { edgeRulesFields, monitorAllowanceFields } from "../components/edgeRules/schema";
import { validateEdgeRules } from "../components/edgeRules/validate";
import type { ProblemList } from "../components/internal/checked";
import { handOverChecked } from "../components/internal/validation";
import { validateSecretHeader } from "../components/originPulls/validateSecretHeader";
import { keyPath } from "../core/paths";
import type { Problem } from "../core/problem";
import { ownEntry } from "../core/ownEntry";
import { oneOfProblem } from "../core/rules";
import { fieldsOf, mapOf, without, type SchemaOf } from "../core/schema";
import type { SecretText } from "./blocks";
import { configKey } from "./configKey";
import type { Environment } from "./environment";
import { names } from "./keyNames";

/** Arguments of a zone's rules that an environment has elsewhere. */
const elsewhere = {
  zoneId: "zone.id",
  zoneName: "zone.name",
  plan: "zone.plan",
  accountId: "account.id",
  fragments: "nowhere: rules of other stacks come from programs",
} as const;

/** Uptime services that nothing at the edge stops. A file holds no secrets, so it names them. */
export interface EnvironmentMonitorAllowance extends Omit<
  MonitorAllowanceArgs,
  "secretHeaderValue"
> {
  /** Names the secret that holds the header's value, set with `pulumi config set --secret steady-edge:<name>`. Defaults to none. */
  secretHeaderValueConfigKey?: string;
}

/** A header by which the origins of a site know Cloudflare. A file holds no secrets, so it names them. */
export interface EnvironmentOriginSecretHeader {
  /** The header's name. Defaults to `x-origin-secret`. */
  name?: string;
  /** Names the secret that is sent, set with `pulumi config set --secret steady-edge:<name>`. */
  valueConfigKey: string;
}

/** The rules of the zone at Cloudflare's edge. */
export interface EnvironmentEdgeRules extends Omit<
  EdgeRulesArgs,
  keyof typeof elsewhere | "monitorAllowance"
> {
  /** Uptime services that nothing at the edge stops. Defaults to none. */
  monitorAllowance?: EnvironmentMonitorAllowance;
  /**
   * Headers that Cloudflare shows origins, by the site's key: sent in one `up`, demanded by `requiredHeader` of a load balancer in the
   * next. Defaults to none.
   */
  originSecretHeaders?: Record<string, EnvironmentOriginSecretHeader>;
}

/** The schema of an environment's rules. */
export const environmentEdgeRulesSchema = fieldsOf({
  ...without(edgeRulesFields, elsewhere),
  monitorAllowance: fieldsOf({
    ...without(monitorAllowanceFields, {
      secretHeaderValue: "secretHeaderValueConfigKey names it",
    }),
    secretHeaderValueConfigKey: configKey.optional(),
  } satisfies SchemaOf<EnvironmentMonitorAllowance>).optional(),
  originSecretHeaders: mapOf(
    fieldsOf({
      name: headerNameSchema.optional(),
      valueConfigKey: configKey,
    } satisfies SchemaOf<EnvironmentOriginSecretHeader>),
    names,
  ).optional(),
} satisfies SchemaOf<EnvironmentEdgeRules>);

/** As long as a header's value must be; that a secret is not set is a problem of its own. */
const soundValue = "-".repeat(32);

/**
 * Checks the rules of an environment's zone.
 * @param problems - Takes what is wrong.
 * @param environment - The environment.
 * @param under - Puts a problem at its place in the environment.
 * @param secretText - The secrets that it may name.
 * @returns Their arguments, handed over with what they say; undefined for no rules, and where something is wrong.
 */
export function checkEdgeRules(
  problems: ProblemList,
  environment: Environment,
  under: (path: string, problem: Problem) => Problem,
  secretText: SecretText,
): EdgeRulesArgs | undefined {
  const { edgeRules, account, zone } = environment;
  if (edgeRules === undefined) {
    return undefined;
  }
  const { monitorAllowance, originSecretHeaders: _headers, ...rules } = edgeRules;
  return problems.within(
    (problem) => under("edgeRules", secretsPlace(problem)),
    (own) => {
      const args: EdgeRulesArgs = {
        ...{ ...rules, zoneId: zone.id, zoneName: zone.name, plan: zone.plan },
        accountId: account.id,
        monitorAllowance: monitorAllowance && withSecret(monitorAllowance, secretText),
        fragments: headerFragments(own, environment, secretText),
      };
      return handOverChecked(own, args, validateEdgeRules);
    },
  );
}

/** A secret's problem stands at its name. */
function secretsPlace(problem: Problem): Problem {
  const path = problem.path
    .replace(/\.value$/, ".valueConfigKey")
    .replace(/\.secretHeaderValue$/, ".secretHeaderValueConfigKey");
  return { ...problem, path };
}

/** A header of each site that has one. */
function headerFragments(
  problems: ProblemList,
  { edgeRules, sites = {} }: Environment,
  secretText: SecretText,
): EdgeFragmentArgs[] {
  const rules = Object.entries(edgeRules?.originSecretHeaders ?? {}).flatMap(
    ([site, { name, valueConfigKey }]) => {
      const path = keyPath("originSecretHeaders", site);
      const stranger = oneOfProblem(path, site, Object.keys(sites));
      const hostnames = [ownEntry(sites, site)?.hostname ?? ""];
      const value = secretText(valueConfigKey) ?? soundValue;
      const header = validateSecretHeader({ hostnames, name, value }, path);
      problems.add(...(stranger === undefined ? header.problems : [stranger]));
      return header.resolved === undefined ? [] : [{ ...header.resolved.edgeRule, ref: site }];
    },
  );
  return rules.length === 0
    ? []
    : [{ key: "origin-secret-headers", phase: "http_request_late_transform", rules }];
}

type Allowance = NonNullable<NonNullable<Environment["edgeRules"]>["monitorAllowance"]>;

function withSecret(
  { secretHeaderValueConfigKey: key, ...allowance }: Allowance,
  secretText: SecretText,
): EdgeRulesArgs["monitorAllowance"] {
  return key === undefined
    ? allowance
    : { ...allowance, secretHeaderValue: secretText(key) ?? soundValue };
}
