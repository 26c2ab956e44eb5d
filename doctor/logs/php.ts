import type { LogSource } from "./line";

const start = /^(?:PHP message: )?/;

const failure =
  /^(?:PHP (?:Fatal|Parse|Recoverable fatal) error: {1,2}|WordPress database error )(?<message>.*)/s;

/** Other levels than these do not end a script: of them only a full disk matters. */
const warning =
  /^PHP (?:Notice|Warning|Deprecated): {1,2}(?<message>.{0,200}(?:No space left on device|possibly out of free disk space).*)/s;

/**
 * Takes PHP's own message out of what another server writes around it.
 * @param before - What stands around it, from the beginning on.
 * @param text - The message of that server.
 * @returns What PHP says; an empty message where it ends no script; undefined where it is not PHP's.
 */
export function withoutPhp(before: RegExp, text: string): readonly [LogSource, string] | undefined {
  const found = before.exec(text);
  if (found === null) {
    return undefined;
  }
  const said = text.slice(found[0].length).replace(start, "");
  const message = failure.exec(said)?.groups?.message ?? warning.exec(said)?.groups?.message;
  return ["php", message ?? ""];
}
