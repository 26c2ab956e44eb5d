/** The types that Cloudflare's own error pages come in. */
export type PageType =
  "application/json" | "application/problem+json" | "text/markdown" | "text/html";

/** What each asked type is answered with. Source: Cloudflare docs, fundamentals/reference/error-responses, content negotiation. */
const answered: readonly (readonly [asked: string, type: PageType])[] = [
  ["application/json", "application/json"],
  ["application/problem+json", "application/problem+json"],
  ["text/markdown", "text/markdown"],
  ["text/*", "text/markdown"],
  ["text/html", "text/html"],
  ["*/*", "text/html"],
];

/**
 * The type of an error page that a visitor wants: that of the greatest quality, of several the first.
 * @param accept - The Accept header. Defaults to none.
 */
export function wantedType(accept = ""): PageType {
  const asked = accept.split(",").map((part) => {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    const quality = parameters.find((text) => text.startsWith("q="))?.slice(2);
    const [, type] = answered.find(([known]) => known === name) ?? [];
    return { type, quality: quality === undefined ? 1 : Number(quality) };
  });
  const best = asked
    .filter(({ type, quality }) => type !== undefined && quality > 0)
    .sort((one, other) => other.quality - one.quality)[0];
  return best?.type ?? "text/html";
}
