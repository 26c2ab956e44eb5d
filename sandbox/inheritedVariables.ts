/**
 * What is passed on from the user's environment: how programs are found and run, where temporary
 * files go, language and time zone. Logins, profiles, tokens, proxies and Pulumi's own settings are not.
 */
const passedOn = [
  ...["TMPDIR", "TEMP", "TMP", "LANG", "LC_ALL", "TZ", "NODE_OPTIONS", "NODE_EXTRA_CA_CERTS"],
  ...["SystemRoot", "SystemDrive", "ComSpec", "PATHEXT", "WINDIR", "PATH"],
] as const;

/**
 * Picks out of the user's environment what programs of the sandbox may see.
 * @param user - The user's environment.
 * @returns Variables by name; what the user has not set is not there.
 */
export function inheritedVariables(user: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    passedOn.flatMap((name) => {
      const value = user[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
