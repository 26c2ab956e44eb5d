import { withoutSecrets } from "../../core/secrets";
import type { Review } from "./review";

/**
 * The hidden first line of a comment, by which the next run finds it again: the same for the same project and stack.
 * @param reviews - The reviews in the comment.
 * @returns An HTML comment; for several stacks one that does not name them, since which ones there are may change.
 */
export function commentMarker(reviews: readonly Review[]): string {
  const [first] = reviews;
  return first === undefined || reviews.length > 1
    ? "<!-- steady-edge:review -->"
    : stackMarker(first);
}

/**
 * The hidden line before the part of one stack.
 * @returns An HTML comment that nothing in a name can end.
 */
export function stackMarker({ project = "", stack = "" }: Review): string {
  return `<!-- steady-edge:review ${nameInComment(project)}/${nameInComment(stack)} -->`;
}

function nameInComment(name: string): string {
  // Two hyphens could end the comment, so one stands only before another sign.
  return withoutSecrets(name)
    .replace(/\p{Cs}/gu, "\uFFFD")
    .replace(/[^A-Za-z0-9._-]|-(?=-|$)/gu, encoded)
    .slice(0, 300);
}

function encoded(sign: string): string {
  return [...Buffer.from(sign)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}
