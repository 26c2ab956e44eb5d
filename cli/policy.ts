import { InvalidArgumentError, type Command } from "commander";
import type { Evidence, Rule } from "../checks/policy/rule";
import { nearestRule, ruleGroups, ruleOf, rules } from "../checks/policy/rules";
import { exitCodes, type ExitCode } from "./exitCodes";
import type { Terminal } from "./terminal";

/** The flags of `steady-edge policy list`. */
interface ListFlags {
  readonly json?: boolean;
}

/**
 * Adds `steady-edge policy list` and `steady-edge policy explain`.
 * @param program - The command to add them to.
 * @param terminal - Where they write.
 * @param end - Told the exit code.
 */
export function addPolicyCommand(
  program: Command,
  terminal: Terminal,
  end: (exitCode: ExitCode) => void,
): void {
  const policy = program.command("policy").description("say by which rules plans are judged");
  policy
    .command("list")
    .description("name every rule, with its severity")
    .option("--json", "write one JSON document to standard output")
    .action(({ json }: ListFlags) => {
      terminal.out(json === true ? listAsJson() : listAsText());
      end(exitCodes.fine);
    });
  policy
    .command("explain")
    .description("say why there is a rule, and the way out for who breaks it")
    .argument("<rule>", "the rule's name", readRule)
    .action((rule: Rule) => {
      terminal.out(explanation(rule));
      end(exitCodes.fine);
    });
}

const judgedIn = {
  resources: "plans, states and the policy pack",
  changes: "plans: a policy pack is not told what was there before",
  secrets: "plans: a policy pack gets secrets in clear",
} satisfies Record<Evidence, string>;

function readRule(text: string): Rule {
  const rule = ruleOf(text);
  if (rule === undefined) {
    const nearest = nearestRule(text);
    throw new InvalidArgumentError(
      nearest === undefined
        ? "steady-edge policy list names all rules."
        : `Did you mean ${nearest}?`,
    );
  }
  return rule;
}

function listAsText(): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  const groups = ruleGroups.map(({ title, rules: own }) => {
    const lines = own.map(
      ({ id, severity, sentence }) => `  ${id.padEnd(width)}  ${severity.padEnd(6)}  ${sentence}\n`,
    );
    return `${title}\n${lines.join("")}`;
  });
  return groups.join("\n");
}

function listAsJson(): string {
  const list = rules.map(
    ({ id, severity, sentence, reason, source, wayOut, evidence, limits }) => ({
      ...{ id, severity, sentence, reason, source, wayOut, evidence },
      limits: Object.fromEntries(
        Object.entries(limits).map(([name, limit]) => [
          name,
          { default: limit.default, description: limit.description },
        ]),
      ),
    }),
  );
  return `${JSON.stringify({ rules: list }, undefined, 2)}\n`;
}

function explanation(rule: Rule): string {
  const limits = Object.entries(rule.limits).map(
    ([name, limit]) =>
      `  ${name}: ${limit.description}; must ${limit.must}. Defaults to ${JSON.stringify(limit.default)}.\n`,
  );
  return [
    `${rule.id} (${rule.severity})\n`,
    `${rule.sentence}\n\n`,
    `Why: ${rule.reason}\n`,
    `Source: ${rule.source}.\n`,
    `Way out: ${rule.wayOut}.\n`,
    `Judged in: ${judgedIn[rule.evidence]}.\n`,
    ...(limits.length === 0 ? [] : ["Limits:\n", ...limits]),
  ].join("");
}
