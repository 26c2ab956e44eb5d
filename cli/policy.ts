import type { Command } from "commander";
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
    .action(async ({ json }: ListFlags) => {
      const { listAsJson, listAsText } = await import("./policyTexts.js");
      terminal.out(json === true ? listAsJson() : listAsText());
      end(exitCodes.fine);
    });
  policy
    .command("explain")
    .description("say why there is a rule, and the way out for who breaks it")
    .argument("<rule>", "the rule's name")
    .action(async (id: string, _flags: object, command: Command) => {
      const { explainRule, ruleHint } = await import("./policyTexts.js");
      const text = explainRule(id);
      if (text === undefined) {
        command.error(
          `error: command-argument value '${id}' is invalid for argument 'rule'. ${ruleHint(id)}`,
        );
      }
      terminal.out(text);
      end(exitCodes.fine);
    });
}
