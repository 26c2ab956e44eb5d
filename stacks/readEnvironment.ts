import * as pulumi from "@pulumi/pulumi";
import { keyPath } from "../core/paths";
import { describeProblems, describeValue, type Problem } from "../core/problem";
import { environmentSchema, type Environment } from "./environment";
import { knownKeysAt } from "./knownKeys";
import { lostKeyProblems } from "./lostKeys";
import { environmentKey, schemaProblems } from "./problems";
import { validateEnvironment, type ResolvedEnvironment } from "./validate";

/** An environment that may be declared, with the secrets that it names. */
export interface ReadEnvironment {
  /** The environment; everything about it has been checked. */
  readonly environment: Environment;
  /** What it comes to. */
  readonly resolved: ResolvedEnvironment;
  /** A secret that the environment names, still secret. */
  readonly secret: (name: string) => pulumi.Output<string>;
}

/**
 * Reads this stack's environment and checks all of it, before anything is registered.
 * @param stack - The stack's name.
 * @returns The environment and the secrets it names.
 * @throws A `RunError` that lists every problem with its path.
 */
export function readEnvironment(stack: string): ReadEnvironment {
  const config = new pulumi.Config("steady-edge");
  const environment = parseEnvironment(stack, readValue(stack, config));
  const { problems, resolved } = validateEnvironment(environment, (name) => config.get(name));
  throwIfAny(stack, [
    ...problems,
    ...secretProblems(environment, (name) => secretState(config, name)),
  ]);
  // What is not resolved has left a problem.
  const declared = resolved as ResolvedEnvironment;
  return { environment, resolved: declared, secret: (name) => config.requireSecret(name) };
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
    const rule = `be set in stacks/Pulumi.${stack}.yaml`;
    const wayOut = `Copy stacks/Pulumi.dev.yaml and put in your own account, zone and origins`;
    throwIfAny(stack, [{ path: environmentKey, rule, got: "nothing", wayOut }]);
  }
  const lost = lostKeyProblems(found);
  const result = environmentSchema.safeParse(found, { reportInput: false });
  const problems = result.success ? [] : schemaProblems(result.error, found, knownKeysAt);
  const refused = problems.map(({ path }) => path);
  throwIfAny(stack, [...problems, ...lost.filter(({ path }) => !refused.includes(path))]);
  return result.data as Environment;
}

/** There at run time, but left out of the declared types; a test holds it in place. */
const { isConfigSecret } = pulumi.runtime as unknown as {
  readonly isConfigSecret: (key: string) => boolean;
};

/** What stands under the key; nothing that is wrong with it may show what was secret. */
function readValue(stack: string, config: pulumi.Config): unknown {
  const path = environmentKey;
  if (isConfigSecret(path)) {
    const wayOut =
      "Give each secret a configuration value of its own, and name that, as alerts.webhooks does";
    throwIfAny(stack, [{ path, rule: "hold no secret", got: "a secret", wayOut }]);
  }
  const text = config.get(path.slice(config.name.length + 1));
  if (text === undefined || text === "") {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw environmentError(stack, [{ path, rule: "be a map", got: describeValue(text) }]);
  }
}

/** How a value stands in the configuration. */
type SecretState = "a secret" | "plain text" | "nothing";

function secretState(config: pulumi.Config, name: string): SecretState {
  if (isConfigSecret(`${config.name}:${name}`)) {
    return "a secret";
  }
  return config.get(name) === undefined ? "nothing" : "plain text";
}

/** The names are not shown: a hasty hand puts the secret itself where its name is due. */
function secretProblems(
  { alerts }: Environment,
  stateOf: (name: string) => SecretState,
): readonly Problem[] {
  return Object.entries(alerts?.webhooks ?? {}).flatMap(([key, webhook]) =>
    (["urlConfigKey", "secretConfigKey"] as const).flatMap((field) => {
      const name = webhook[field];
      const got = name === undefined ? "a secret" : stateOf(name);
      return got === "a secret"
        ? []
        : {
            path: `${keyPath("alerts.webhooks", key)}.${field}`,
            rule: "name a secret of this stack's configuration",
            got,
            wayOut: "Set it with pulumi config set --secret steady-edge:<name>",
          };
    }),
  );
}

function throwIfAny(stack: string, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw environmentError(stack, problems);
  }
}

function environmentError(stack: string, problems: readonly Problem[]): pulumi.RunError {
  return new pulumi.RunError(describeProblems(`Invalid environment "${stack}"`, problems));
}
