import { Document, isScalar, visit } from "yaml";

/**
 * Writes the outputs of a stack for people: as YAML, lists of plain values each on one line.
 * @param outputs - Values by name.
 * @returns Lines that end with a line feed; an empty text where there are none.
 */
export function outputsText(outputs: Readonly<Record<string, unknown>>): string {
  if (Object.keys(outputs).length === 0) {
    return "";
  }
  const document = new Document({ outputs }, { aliasDuplicateObjects: false });
  visit(document, {
    Seq: (_, list) => {
      list.flow = list.items.every(isScalar) && list.items.every(({ value }) => isShort(value));
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Texts of several words are read more easily one below the other. */
function isShort(value: unknown): boolean {
  return typeof value !== "string" || !/\s/.test(value);
}
