import { ownEntry } from "../../core/ownEntry";
import {
  readPolicyConfiguration,
  type PolicyConfiguration,
  type RuleConfiguration,
} from "./configuration";
import { PolicyConfigurationError } from "./configurationError";
import { ruleContext } from "./context";
import { bareText } from "../words/words";
import { byWeight } from "../findings/finding";
import { applyRule, type RuleFinding } from "./evaluate";
import type { PackPolicy, PackResourcePolicy, PackStackPolicy } from "./packPolicy";
import { ProgramInputs } from "./programInputs";
import type { Rule } from "./rule";
import { rules } from "./rules";

/**
 * The rules as policies for a Pulumi policy pack. They are the same functions that judge plans elsewhere. Rules about
 * what changes, and about secrets, are left out: the engine does not tell policy packs what was there before, and
 * gives them secrets in clear.
 *
 * A rule of high severity is mandatory, others are advisory, unless the configuration of the pack says otherwise.
 * Limits and exceptions can be set in the pack's own configuration too (`--policy-pack-config`), by the rule's name; they go
 * before those given here.
 * @param configuration - How the rules are to be applied. Defaults to all rules as they are.
 * @returns Policies for `new PolicyPack(name, { policies })`.
 * @throws PolicyConfigurationError for a configuration that cannot be used.
 */
export function policies(configuration: PolicyConfiguration = {}): PackPolicy[] {
  const { rules: configured = {} } = readPolicyConfiguration(configuration);
  const inputs = new ProgramInputs();
  const judged = rules.filter(
    ({ id, evidence }) => evidence === "resources" && ownEntry(configured, id)?.disabled !== true,
  );
  return [
    noting(inputs),
    ...judged.map((rule) => policyOf(rule, inputs, ownEntry(configured, rule.id))),
  ];
}

function noting(inputs: ProgramInputs): PackResourcePolicy {
  return {
    name: "program-inputs",
    description:
      "Notes what the program asks for, so that the other policies can tell what is left out from what is not known yet. Reports nothing.",
    enforcementLevel: "advisory",
    validateResource: ({ urn, props }) => inputs.note(urn, props),
  };
}

function policyOf(
  rule: (typeof rules)[number],
  inputs: ProgramInputs,
  given: RuleConfiguration = {},
): PackStackPolicy {
  const severity = given.severity ?? rule.severity;
  return {
    name: rule.id,
    displayName: rule.id,
    description: rule.sentence,
    enforcementLevel: severity === "high" ? "mandatory" : "advisory",
    severity,
    remediationSteps: rule.hint,
    configSchema: schemaOf(rule, given),
    validateStack: (args, report) => {
      const own = ownConfiguration(rule, args.getConfig());
      const after = inputs.resources(args.resources);
      const context = ruleContext({ after, whole: true, secretsAreMarked: false }, new Date());
      const found = applyRule(rule, context, merged(given, own)).sort(byWeight);
      const known = new Set(after.map(({ key }) => key));
      for (const finding of found.filter(({ acknowledged }) => !acknowledged)) {
        report(sentence(finding), known.has(finding.subject) ? finding.subject : undefined);
      }
    },
  };
}

function sentence({ breach, hint }: RuleFinding): string {
  return `${breach.message}. ${bareText(hint)}`;
}

/** The pack's configuration of one policy: its limits by name, and exceptions. */
function ownConfiguration(rule: Rule, config: object): RuleConfiguration {
  const { exceptions, ...limits } = config as Record<string, unknown>;
  const own = { limits, ...(exceptions === undefined ? {} : { exceptions }) };
  try {
    const { rules = {} } = readPolicyConfiguration({ rules: { [rule.id]: own } });
    return ownEntry(rules, rule.id) ?? {};
  } catch (error) {
    throw error instanceof PolicyConfigurationError ? new Error(error.message) : error;
  }
}

function merged(given: RuleConfiguration, own: RuleConfiguration): RuleConfiguration {
  return {
    ...given,
    limits: { ...given.limits, ...own.limits },
    exceptions: [...(own.exceptions ?? []), ...(given.exceptions ?? [])],
  };
}

/** The defaults are those given here: the engine fills them in. */
function schemaOf(rule: Rule, given: RuleConfiguration): { properties: Record<string, object> } {
  const limits = Object.entries(rule.limits).map(([name, limit]): [string, object] => [
    name,
    {
      ...limit.schema,
      description: limit.description,
      default: ownEntry(given.limits ?? {}, name) ?? limit.default,
    },
  ]);
  const text = { type: "string" };
  return {
    properties: {
      ...Object.fromEntries(limits),
      exceptions: {
        type: "array",
        description: "What may break the rule: by name, for a reason, until a day",
        items: {
          type: "object",
          properties: { subject: text, reason: text, expires: { ...text, format: "date" } },
          required: ["subject", "reason", "expires"],
        },
      },
    },
  };
}
