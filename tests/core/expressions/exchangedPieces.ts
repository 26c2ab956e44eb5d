import fc from "fast-check";

/** What an expression is made of: strings, words, space and signs. */
const piece = /"(?:[^"\\]|\\.)*"|[\w.]+|\s+|[^\w\s]/g;

const piecesOf = (text: string): string[] => text.match(piece) ?? [];

/**
 * Expressions of which up to four pieces were taken away, put in or exchanged for pieces of the others.
 * @param texts - The expressions, most of them right.
 */
export function exchangedPieces(texts: readonly string[]): fc.Arbitrary<string> {
  const edit = fc.tuple(
    fc.nat(100),
    fc.constantFrom("away", "in", "exchanged"),
    fc.constantFrom(...new Set(texts.flatMap(piecesOf))),
  );
  const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
  return fc.tuple(fc.constantFrom(...texts), edits).map(([text, all]) => {
    const pieces = piecesOf(text);
    for (const [place, kind, other] of all) {
      const at = place % (pieces.length + 1);
      pieces.splice(at, kind === "in" ? 0 : 1, ...(kind === "away" ? [] : [other]));
    }
    return pieces.join("");
  });
}
