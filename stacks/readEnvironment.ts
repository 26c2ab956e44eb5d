import * as pulumi from "@pulumi/pulumi";
import { checkedAs } from "../components/internal/lateOwner";
import { keyPath } from "../core/paths";
import { describeProblems, type Problem } from "../core/problem";
import { schemaProblems } from "../core/schemaProblems";
import { configKeyPattern } from "./configKey";
import { environmentKey, environmentSchema, type Environment } from "./environment";
import { secretsOfExternalMonitors } from "./externalMonitors";
import { lostKeyProblems } from "./lostKeys";
import { placedAlbs } from "./sites";
import { validateEnvironment, type ParsedEnvironment, type ResolvedEnvironment } from "./validate";

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
  const parsed = parseEnvironment(stack, readValue(stack, config));
  const { environment } = parsed;
  const { problems, resolved } = checkedAs(subjectOf(stack), () =>
    validateEnvironment(parsed, (name) => config.get(name)),
  );
  throwIfAny(stack, [
    ...problems,
    ...secretProblems(environment, (name) => secretState(config, name)),
  ]);
  // What is not resolved has left a problem.
  const declared = resolved as ResolvedEnvironment;
  return { environment, resolved: declared, secret: (name) => config.requireSecret(name) };
}

/**
 * Checks that an environment has no names but those that are read, and that everything in it is of the right kind.
 * @param stack - The stack's name, for the error.
 * @param found - What stands in the stack's file.
 * @returns The environment.
 * @throws A `RunError` that lists every problem with its path.
 */
export function parseEnvironment(stack: string, found: unknown): ParsedEnvironment {
  if (found === undefined) {
    const rule = `be set in stacks/Pulumi.${stack}.yaml`;
    const hint = `Copy stacks/Pulumi.dev.yaml and put in your own account, zone and origins`;
    throwIfAny(stack, [{ path: environmentKey, rule, actual: "nothing", hint }]);
  }
  const lost = lostKeyProblems(found);
  const { kinds, values } = schemaProblems(environmentSchema, found, "key");
  const refused = kinds.map(({ path }) => path);
  throwIfAny(stack, [
    ...kinds.map((one) => (one.path === "" ? { ...one, path: environmentKey } : one)),
    ...lost.filter(({ path }) => !refused.includes(path)),
  ]);
  return { environment: found as Environment, values };
}

/** There at run time, but left out of the declared types; a test holds it in place. */
const { isConfigSecret } = pulumi.runtime as unknown as {
  readonly isConfigSecret: (key: string) => boolean;
};

/** What stands under the key; nothing that is wrong with it may show what was secret. */
function readValue(stack: string, config: pulumi.Config): unknown {
  const path = environmentKey;
  if (isConfigSecret(path)) {
    const hint =
      "Give each secret a configuration value of its own, and name that, as alerts.webhooks does";
    throwIfAny(stack, [{ path, rule: "hold no secret", actual: "a secret", hint }]);
  }
  const text = config.get(path.slice(config.name.length + 1));
  if (text === undefined || text === "") {
    return undefined;
  }
  try {
    return withInstants(JSON.parse(text));
  } catch {
    // Nothing but a text stands there.
    return text;
  }
}

/** The engine takes a time in YAML for one, quoted or not, and hands it over as Go prints it. */
const printedTime = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) \+0000 UTC$/;

function withInstants(found: unknown): unknown {
  const { maintenance } = (found ?? {}) as { maintenance?: { until?: unknown } | null };
  if (typeof maintenance?.until === "string") {
    maintenance.until = maintenance.until.replace(printedTime, "$1T$2Z");
  }
  return found;
}

/** How a value stands in the configuration. */
type SecretState = "a secret" | "plain text" | "nothing";

function secretState(config: pulumi.Config, name: string): SecretState {
  if (isConfigSecret(`${config.name}:${name}`)) {
    return "a secret";
  }
  return config.get(name) === undefined ? "nothing" : "plain text";
}

/** The names are not shown: a hasty hand puts the secret itself where its name is due. What is no name has been told of. */
function secretProblems(
  environment: Environment,
  stateOf: (name: string) => SecretState,
): readonly Problem[] {
  return namedSecrets(environment)
    .filter(({ name }) => typeof name === "string" && configKeyPattern.test(name))
    .map(({ path, name = "" }) => ({ path, actual: stateOf(name) }))
    .filter(({ actual }) => actual !== "a secret")
    .map(({ path, actual }) => ({
      path,
      rule: "name a secret of this stack's configuration",
      actual,
      hint: "Set it with pulumi config set --secret steady-edge:<name>",
    }));
}

/** Where an environment names secrets. */
function namedSecrets(
  environment: Environment,
): readonly { readonly path: string; readonly name: string | undefined }[] {
  const { alerts, edgeRules, externalMonitors } = environment;
  const ofWebhooks = Object.entries(alerts?.webhooks ?? {}).flatMap(([key, webhook]) =>
    (["urlConfigKey", "secretConfigKey"] as const).map((field) => ({
      path: `${keyPath("alerts.webhooks", key)}.${field}`,
      name: webhook[field],
    })),
  );
  const ofHeaders = placedAlbs(environment).flatMap(({ path, alb: { requiredHeader } }) =>
    (requiredHeader?.valueConfigKeys ?? []).map((name, at) => ({
      path: `${path}.requiredHeader.valueConfigKeys[${at}]`,
      name,
    })),
  );
  const sent = Object.entries(edgeRules?.originSecretHeaders ?? {});
  return [
    ...ofWebhooks,
    ...sent.map(([site, { valueConfigKey }]) => ({
      path: `${keyPath("edgeRules.originSecretHeaders", site)}.valueConfigKey`,
      name: valueConfigKey,
    })),
    {
      path: "edgeRules.monitorAllowance.secretHeaderValueConfigKey",
      name: edgeRules?.monitorAllowance?.secretHeaderValueConfigKey,
    },
    ...ofHeaders,
    ...(externalMonitors === undefined ? [] : secretsOfExternalMonitors(externalMonitors)),
  ];
}

/** What is wrong where an environment is, to be read after "Invalid". */
function subjectOf(stack: string): string {
  return `environment "${stack}"`;
}

function throwIfAny(stack: string, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new pulumi.RunError(describeProblems(`Invalid ${subjectOf(stack)}`, problems));
  }
}
