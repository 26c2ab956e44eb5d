import { readdirSync } from "node:fs";
import path from "node:path";
import { describeValue } from "../../../core/problem";
import { SandboxError } from "../../errors";
import { nearestName } from "../../../core/nearestName";
import { projectProblems, settingsProblems } from "./settingsProblems";
import { readYaml, textOf } from "./yamlFile";

/** A Pulumi project on disk, as far as the sandbox needs to know it. */
export interface Project {
  /** Its folder, absolute. */
  readonly directory: string;
  /** Its name, from Pulumi.yaml. */
  readonly name: string;
  /** The folder of its stacks' configuration, absolute. */
  readonly stackDirectory: string;
  /** The whole content of its Pulumi.yaml. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Reads the Pulumi.yaml of a project.
 * @param directory - The folder that holds it.
 * @returns The project.
 * @throws SandboxError when there is none or it cannot be read.
 */
export function readProject(directory: string): Project {
  const absolute = path.resolve(directory);
  const file = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]
    .map((name) => path.join(absolute, name))
    .find((candidate) => textOf(candidate) !== undefined);
  if (file === undefined) {
    throw new SandboxError([
      {
        path: "--dir",
        rule: "be a folder with a Pulumi.yaml",
        actual: describeValue(absolute),
        hint: "Run the command in the folder of a Pulumi project, or name that folder",
      },
    ]);
  }
  const settings = readYaml(file);
  const problems = projectProblems(file, settings);
  if (problems.length > 0) {
    throw new SandboxError(problems, "The project cannot be used");
  }
  const { name, stackConfigDir = "." } = settings as { name: string; stackConfigDir?: string };
  const stackDirectory = path.resolve(absolute, stackConfigDir);
  return { directory: absolute, name, stackDirectory, settings };
}

/**
 * Reads the configuration of one stack.
 * @param project - The project.
 * @param stack - The stack's name.
 * @returns The content of its Pulumi.<stack>.yaml; empty where the project configures no stack at all.
 * @throws SandboxError when the name cannot be, is unknown, or the file cannot be read.
 */
export function readStackSettings(project: Project, stack: string): Record<string, unknown> {
  if (!/^[\w.-]{1,100}$/.test(stack)) {
    throw new SandboxError([
      {
        path: "--stack",
        rule: "be 1 to 100 letters, digits, dots, hyphens and underscores",
        actual: describeValue(stack),
      },
    ]);
  }
  const known = stacksOf(project);
  if (known.length > 0 && !known.includes(stack)) {
    throw unknownStack(stack, known, project);
  }
  const file = ["yaml", "yml"]
    .map((ending) => path.join(project.stackDirectory, `Pulumi.${stack}.${ending}`))
    .find((candidate) => textOf(candidate) !== undefined);
  if (file === undefined) {
    return {};
  }
  const settings = readYaml(file);
  const problems = settingsProblems(file, settings);
  if (problems.length > 0) {
    throw new SandboxError(problems, `Some settings of the stack ${stack} cannot be used`);
  }
  return settings;
}

/**
 * Lists the stacks that a project configures.
 * @param project - The project.
 * @returns Their names, sorted; none where its folder cannot be read.
 */
export function stacksOf(project: Project): string[] {
  try {
    const names = readdirSync(project.stackDirectory).map(
      (name) => /^Pulumi\.(.+)\.ya?ml$/.exec(name)?.[1],
    );
    return names.filter((name) => name !== undefined).sort();
  } catch {
    return [];
  }
}

function unknownStack(stack: string, known: readonly string[], project: Project): SandboxError {
  const nearest = nearestName(stack, known);
  return new SandboxError([
    {
      path: "--stack",
      rule: `be one of ${known.join(", ")}`,
      actual: describeValue(stack),
      hint:
        nearest === undefined
          ? `Add ${path.join(project.stackDirectory, `Pulumi.${stack}.yaml`)} to make it known`
          : `Did you mean ${nearest}?`,
    },
  ]);
}
