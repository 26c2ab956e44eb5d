import type { LogSource } from "./line";

/** How many messages of one line are looked at. */
const mostMessages = 50;

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
  // One line has all that a script said: a full disk comes before what ended it.
  const said = text.slice(found[0].length).split("PHP message: ", mostMessages);
  const messages = [warning, failure].flatMap((level) =>
    said.flatMap((each) => level.exec(each)?.groups?.message ?? []),
  );
  return ["php", messages[0] ?? ""];
}
