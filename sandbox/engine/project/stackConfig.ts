/** What stands for a secret that only the user's own key can open; it reads as an address and as a name. */
export const secretStandIn = "https://sandbox.invalid/stand-in-for-a-secret";

/** A configuration value for an inline program. */
export type ConfigValue = string | { readonly secret: string };

/** How a stack's secrets are encrypted, as its settings say it: by a passphrase, or by the key of a service. */
export type StackEncryption =
  | { readonly encryptionsalt: string }
  | { readonly secretsprovider: string; readonly encryptedkey: string };

/** Encrypts texts for the sandbox's own stack; the results are in the same order. */
export type Seal = (texts: readonly string[]) => Promise<readonly string[]>;

/**
 * Copies the settings of a stack for the sandbox. The project's own file is never written, and its
 * secrets cannot be opened here, nor should they be: each becomes a stand-in, still a secret.
 * @param settings - The content of Pulumi.<stack>.yaml.
 * @param encryption - How the secrets of the sandbox's stack are encrypted.
 * @param seal - Encrypts for that stack.
 * @returns The settings for the sandbox, and where the secrets stand that were replaced.
 */
export async function sandboxSettings(
  settings: Readonly<Record<string, unknown>>,
  encryption: StackEncryption,
  seal: Seal,
): Promise<{ settings: Record<string, unknown>; secrets: readonly string[] }> {
  const secrets = sealedPaths("", settings.config);
  const [standIn] = secrets.length === 0 ? [] : await seal([secretStandIn]);
  return {
    settings: { ...encryption, config: replaceSealed(settings.config ?? {}, standIn) },
    secrets,
  };
}

/**
 * Makes the settings of an inline program's stack.
 * @param config - Values by key; a key is `namespace:name`.
 * @param encryption - How the secrets of the sandbox's stack are encrypted.
 * @param seal - Encrypts for that stack.
 * @returns The settings for the sandbox.
 */
export async function inlineSettings(
  config: Readonly<Record<string, ConfigValue>>,
  encryption: StackEncryption,
  seal: Seal,
): Promise<Record<string, unknown>> {
  const secrets = Object.entries(config).flatMap(([key, value]) =>
    typeof value === "string" ? [] : [[key, value.secret] as const],
  );
  const sealed = secrets.length === 0 ? [] : await seal(secrets.map(([, text]) => text));
  const secure = secrets.map(([key], index) => [key, { secure: sealed[index] }]);
  return { ...encryption, config: { ...config, ...Object.fromEntries(secure) } };
}

/** Pulumi writes an encrypted value as a map of the one key `secure`. */
function isSealed(value: object): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === "secure";
}

/** Paths such as `site:hooks.ops[0].url`. */
function sealedPaths(path: string, value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  if (isSealed(value)) {
    return [path];
  }
  return Object.entries(value).flatMap(([key, part]) =>
    sealedPaths(
      Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`,
      part,
    ),
  );
}

function replaceSealed(value: unknown, standIn: string | undefined): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((part) => replaceSealed(part, standIn));
  }
  return isSealed(value)
    ? { secure: standIn }
    : Object.fromEntries(
        Object.entries(value).map(([key, part]) => [key, replaceSealed(part, standIn)]),
      );
}
