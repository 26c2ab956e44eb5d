import { withoutSecrets } from "../../core/secrets";
import { visibleLine } from "../../core/visibleText";

/** The longest text of a plan that is shown as it is, in characters. */
const longestText = 240;

/**
 * Prepares a text of a plan for a reader: secrets are taken out by their look, what cannot be seen is spelled out, the rest
 * of a long text is left out.
 * @returns One line of at most 240 characters; two quotation marks for an empty text.
 */
export function shownText(text: string): string {
  const visible = visibleLine(withoutSecrets(text));
  const characters = [...visible.slice(0, longestText * 2)];
  const short =
    characters.length > longestText ? `${characters.slice(0, longestText - 1).join("")}…` : visible;
  return short.trim() === "" ? `"${short}"` : short;
}
