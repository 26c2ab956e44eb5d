import * as pulumi from "@pulumi/pulumi";
import { describeProblem, type Problem } from "../facts/problem";
import { environmentProblems } from "./check";
import { environmentSchema, type Environment } from "./environment";
import { knownKeysAt } from "./knownKeys";
import { schemaProblems } from "./problems";

/** Where an environment stands in a stack's configuration. */
const configKey = "environment";

/** An environment that may be declared, with the secrets that it names. */
export interface ReadEnvironment {
  /** The environment; everything about it has been checked. */
  readonly environment: Environment;
  /** A secret that the environment names, still secret. */
  readonly secret: (name: string) => pulumi.Output<string>;
}

/**
 * Reads this stack's environment and checks all of it, before anything is registered.
 * @param stack - The stack's name, for the error.
 * @returns The environment and the secrets it names.
 * @throws A `RunError` that lists every problem with its path.
 */
export function readEnvironment(stack: string): ReadEnvironment {
  const config = new pulumi.Config("steady-edge");
  const found = config.getObject<unknown>(configKey);
  const parsed = parseEnvironment(stack, found);
  const problems = [
    ...environmentProblems(stack, parsed),
    ...secretProblems(parsed, (name) => secretState(config, name)),
  ];
  throwIfAny(stack, problems);
  return { environment: parsed, secret: (name) => config.requireSecret(name) };
}

/**
 * Checks the shape of an environment.
 * @param stack - The stack's name, for the error.
 * @param found - What stands in the stack's file.
 * @returns The environment; what stands together in it has not been checked yet.
 * @throws A `RunError` that lists every problem with its path.
 */
export function parseEnvironment(stack: string, found: unknown): Environment {
  if (found === undefined) {
    const file = `stacks/Pulumi.${stack}.yaml`;
    const wayOut = `Copy stacks/Pulumi.dev.yaml and put in your own account, zone and origins`;
    const rule = `be set in ${file}`;
    throwIfAny(stack, [{ path: "steady-edge:environment", rule, got: "nothing", wayOut }]);
  }
  const result = environmentSchema.safeParse(found, { reportInput: false });
  if (!result.success) {
    throwIfAny(stack, schemaProblems(result.error, found, knownKeysAt));
    throw result.error;
  }
  return result.data;
}

/** There at run time, but left out of the declared types; a test holds it in place. */
const { isConfigSecret } = pulumi.runtime as unknown as {
  readonly isConfigSecret: (key: string) => boolean;
};

/** How a value stands in the configuration. */
type SecretState = "secret" | "plain text" | "nothing";

function secretState(config: pulumi.Config, name: string): SecretState {
  if (isConfigSecret(`${config.name}:${name}`)) {
    return "secret";
  }
  return config.get(name) === undefined ? "nothing" : "plain text";
}

function secretProblems(
  { alerts }: Environment,
  stateOf: (name: string) => SecretState,
): readonly Problem[] {
  return Object.entries(alerts?.webhooks ?? {}).flatMap(([key, webhook]) =>
    (["urlConfigKey", "secretConfigKey"] as const).flatMap((field) => {
      const name = webhook[field];
      const got = name === undefined ? "secret" : stateOf(name);
      return got === "secret"
        ? []
        : {
            path: `alerts.webhooks.${key}.${field}`,
            rule: "name a secret of this stack's configuration",
            got,
            wayOut: `Run: pulumi config set --secret steady-edge:${name}`,
          };
    }),
  );
}

function throwIfAny(stack: string, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    const lines = problems.map((problem) => `  - ${describeProblem(problem)}`);
    throw new pulumi.RunError(`Invalid environment "${stack}":\n${lines.join("\n")}`);
  }
}
