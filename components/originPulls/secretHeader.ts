import * as pulumi from "@pulumi/pulumi";
import type { RulesetRule } from "@pulumi/cloudflare/types/input";
import { fullHostname, hostnameProblem } from "../../core/hostnameRules";
import { describeValue, type Problem } from "../../core/problem";
import { fieldsOf, input, listOf, ruled, type SchemaOf } from "../../core/schema";
import type { AlbRequiredHeaderArgs } from "../albOrigin/args";
import { checkedHeader } from "../albOrigin/requiredHeader";
import { headerNameSchema } from "../albOrigin/schema";
import { resolvedArgs, validateArgs, type Validated } from "../internal/validation";

/** A header by which origins know Cloudflare where client certificates cannot be had. */
export interface OriginSecretHeaderArgs {
  /** The hostnames whose requests Cloudflare gives the header: full names. */
  hostnames: string[];
  /** The header's name. Defaults to `x-origin-secret`, which the judge knows to hold a secret. */
  name?: string;
  /** What Cloudflare and the monitors send: a secret of 16 to 128 characters, kept as such. */
  value: pulumi.Input<string>;
  /** What origins take besides, while it is changed: the next value, then the former one. Defaults to none. */
  otherValue?: pulumi.Input<string>;
}

/** The same, for whoever sends the header and whoever demands it. */
export interface OriginSecretHeader {
  /** For `requiredHeader` of an `AlbOrigin`. */
  readonly requiredHeader: AlbRequiredHeaderArgs;
  /** For `health.headers` of a load balancer, whose monitor is refused without it. */
  readonly monitorHeaders: Record<string, pulumi.Input<string>>;
  /** For `fragments` of an `EdgeRules`, or a ruleset of the zone, in the phase `http_request_late_transform`. */
  readonly edgeRule: RulesetRule;
}

const schema = fieldsOf({
  hostnames: listOf(ruled({ type: "string" }, (value) => hostnameProblem("", value))),
  name: headerNameSchema.optional(),
  value: input(),
  otherValue: input().optional(),
} satisfies SchemaOf<OriginSecretHeaderArgs>);

/**
 * Spells out a secret header, for AlbOrigin, monitors and the edge.
 *
 * To bring it up: first send it (`edgeRule`, `monitorHeaders`), then demand it (`requiredHeader`), each in an `up` of its own. To change
 * it without a gap, again in an `up` for each: name the next value as `otherValue`; swap the two; leave the former one out.
 * @param args - The header.
 * @returns What each of them is given.
 * @throws One error that lists every problem.
 */
export function originSecretHeader(args: OriginSecretHeaderArgs): OriginSecretHeader {
  return resolvedArgs("originSecretHeader", args, undefined, validateSecretHeader);
}

/**
 * Validates a secret header.
 * @param args - The header.
 * @param path - Where it stands; empty for the function's own arguments.
 * @returns All problems at once, or what each side is given.
 */
export function validateSecretHeader(
  args: OriginSecretHeaderArgs,
  path: string,
): Validated<OriginSecretHeader> {
  return validateArgs(schema, args, path, (problems) => {
    const { hostnames, name = "x-origin-secret", value, otherValue } = args;
    problems.add(
      reservedProblem(name),
      hostnames.length === 0
        ? { path: "hostnames", rule: "name at least one hostname", actual: "[]" }
        : undefined,
    );
    const values = [value, ...(otherValue === undefined ? [] : [otherValue])];
    const requiredHeader = problems.within(
      (problem) => ({ ...problem, path: problem.path.endsWith("[0]") ? "value" : "otherValue" }),
      (inner) => checkedHeader(inner, { name, values }),
    );
    return () => {
      const sent = pulumi.secret(requiredHeader.values[0] ?? "");
      const names = hostnames.map((each) => `"${fullHostname(each) ?? ""}"`);
      return {
        requiredHeader,
        monitorHeaders: { [name]: sent },
        edgeRule: {
          description: `Shows origins the secret header ${name}`,
          expression: `http.host in {${names.join(" ")}}`,
          action: "rewrite",
          actionParameters: { headers: { [name]: { operation: "set", value: sent } } },
          enabled: true,
        },
      };
    };
  });
}

/** Source: Cloudflare docs, rules/transform/request-header-modification. */
function reservedProblem(name: string): Problem | undefined {
  return /^(x-)?cf-/i.test(name)
    ? {
        path: "name",
        rule: "begin with neither cf- nor x-cf-, which Cloudflare keeps for itself",
        actual: describeValue(name),
      }
    : undefined;
}
