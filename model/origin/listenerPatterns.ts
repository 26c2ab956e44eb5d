import { getOrCreate } from "../../core/getOrCreate";

const patterns = new Map<string, RegExp>();
const mostPatterns = 10_000;

/**
 * Whether a hostname or a path fits a pattern of a listener's rule: `*` stands for any text and `?` for one character, whatever the case.
 * Source: Elastic Load Balancing user guide, application, rule-condition-types.
 * @param pattern - The pattern.
 * @param text - The hostname or the path.
 */
export function fitsPattern(pattern: string, text: string): boolean {
  if (patterns.size > mostPatterns) {
    patterns.clear();
  }
  const made = getOrCreate(patterns, pattern, () => {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    const source = escaped.replace(/\*+/g, "[^]*").replace(/\?/g, "[^]");
    return new RegExp(`^${source}$`, "i");
  });
  return made.test(text);
}
