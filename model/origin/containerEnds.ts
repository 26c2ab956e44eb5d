import { endingCommands, imagePrograms, preparingCommand } from "../../facts/containerCommands";
import { isObject, knownList, readFlag, readText, readTexts } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { containersOf, repositoryOf } from "./containers";

/**
 * Lists the containers of a task definition that are sure to end by themselves, and end the whole task with them.
 * Source: Amazon ECS API reference, ContainerDefinition (essential, by default true; command, entryPoint, restartPolicy).
 * @param definition - The task definition.
 * @returns Their names; those whose command does not say it for certain are left out.
 */
export function endingContainers(definition: ModelResource): string[] {
  return (containersOf(definition) ?? [])
    .filter((container) => readFlag(container.essential, "yes") === "yes")
    .filter(({ restartPolicy }) => !isObject(restartPolicy))
    .filter(endsByItself)
    .map(({ name }) => String(readText(name)));
}

function endsByItself({ command, entryPoint, image }: ModelObject): boolean {
  const words = [...wordsOf(entryPoint), ...wordsOf(command)];
  const steps = stepsOf(scriptOf(words).replace(/\d?>&\d/g, ""));
  const [, program] = imagePrograms.find(([pattern]) => pattern.test(repositoryOf(image))) ?? [];
  const isEntered = program !== undefined && wordsOf(entryPoint).length === 0;
  return (
    steps.length > 0 &&
    steps.every((step) => {
      const whole = isEntered && !step.startsWith(`${program} `) ? `${program} ${step}` : step;
      return preparingCommand.test(whole) || endingCommands.some((each) => each.test(whole));
    }) &&
    !steps.every((step) => preparingCommand.test(step))
  );
}

function wordsOf(value: ModelObject[string] | undefined): string[] {
  return (knownList(readTexts(value)) ?? []).map(String);
}

/** What a shell is given to run, or the words themselves. */
function scriptOf(words: readonly string[]): string {
  const [program = "", ...rest] = words;
  const at = rest.findIndex((word) => /^-\w*c$/.test(word));
  return /(?:^|\/)(?:ba|a|da)?sh$/.test(program) && at >= 0
    ? (rest[at + 1] ?? "")
    : words.join(" ");
}

/** The commands of a script that runs one after the other; none where it may do otherwise. */
function stepsOf(script: string): string[] {
  const alone = script.replace(/&&/g, ";");
  return /[|&`(){}]|\$\(|\b(?:if|while|until|for|trap|case)\b/.test(alone)
    ? []
    : alone
        .split(/[;\n]/)
        .map((step) => step.trim().replace(/^(?:exec |[A-Z_]+=\S* )+/, ""))
        .filter((step) => step !== "");
}
