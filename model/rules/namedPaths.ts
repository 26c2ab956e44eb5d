import { implies } from "../../core/expressions/implication";
import { conditionOf } from "./edgeRules";

/** A text in quotation marks that is a path but that of the start page. */
const quotedPath = /"(\/[^"]+)"/g;

/**
 * Whether a condition is met at paths alone that it names whole, none of which is that of the start page.
 * @param condition - The condition of a rule, as written.
 * @returns False where it cannot be told.
 */
export function namesWholePaths(condition: string): boolean {
  const paths = [...condition.matchAll(quotedPath)].map(([path]) => path);
  const [read, wide] = [condition, `http.request.uri.path in {${paths.join(" ")}}`].map(
    conditionOf,
  );
  return paths.length > 0 && read !== undefined && wide !== undefined && implies(read, wide);
}
