import { withoutSecrets } from "../../core/secrets";
import { visibleLine } from "../../core/visibleText";
import { isPublicAddress } from "../addresses";

const longest = 300;

const address =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[\da-f]{1,4}:{1,2}){2,7}[\da-f]{0,4})(?![\w])/gi;

/** Where servers name who asked. */
const clients = [
  /(?<=\bclient: )[\da-f.:]+/gi,
  /(?<=\[client )[\da-f.:]+/gi,
  /^[\da-f.:]+(?=:\d+ \[)/gi,
  /(?<=[`']@[`'])[^'`]{1,255}/g,
];

/**
 * Makes a line fit to be shown: no secret, no client's address, no query, nothing that a reader would not see as it is.
 * @param line - A line as read, byte by byte.
 * @returns At most 300 signs of it.
 */
export function exampleOf(line: string): string {
  const text = withoutSecrets(Buffer.from(line.slice(0, 4 * longest), "latin1").toString("utf8"));
  const hidden = clients
    .reduce((rest, pattern) => rest.replace(pattern, "[client]"), text)
    .replace(address, (found) => (isPublicAddress(found) ? "[address]" : found))
    .replace(/\?[^\s"']{1,2000}/g, "?[query]");
  const shown = visibleLine(hidden);
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}
