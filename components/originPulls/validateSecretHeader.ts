import * as pulumi from "@pulumi/pulumi";
import { fullHostname, hostnameProblem } from "../../core/hostnameRules";
import { describeValue, type Problem } from "../../core/problem";
import { fieldsOf, input, listOf, ruled, type SchemaOf } from "../../core/schema";
import { checkedHeader } from "../albOrigin/requiredHeader";
import { headerNameSchema } from "../albOrigin/schema";
import { validateArgs, type Validated } from "../internal/validation";
import type { OriginSecretHeader, OriginSecretHeaderArgs } from "./secretHeaderArgs";

const schema = fieldsOf({
  hostnames: listOf(ruled({ type: "string" }, (value) => hostnameProblem("", value))),
  name: headerNameSchema.optional(),
  value: input(),
  otherValue: input().optional(),
} satisfies SchemaOf<OriginSecretHeaderArgs>);

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
