/** The parts of a URN. */
export interface UrnParts {
  /** Stack. */
  readonly stack: string;
  /** Project. */
  readonly project: string;
  /** Pulumi type token, without the types of its parents. */
  readonly type: string;
  /** Type tokens of its parents that are components, outermost first. */
  readonly parentTypes: readonly string[];
  /** Logical name. */
  readonly name: string;
}

/**
 * Takes a URN apart.
 * @param urn - `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`.
 * @returns Its parts, or undefined where the text is no URN.
 */
export function readUrn(urn: string): UrnParts | undefined {
  const [head, project, types, ...name] = urn.split("::");
  const prefix = "urn:pulumi:";
  if (!head?.startsWith(prefix) || project === undefined || types === undefined) {
    return undefined;
  }
  const tokens = types.split("$");
  const type = tokens.at(-1) ?? "";
  return {
    stack: head.slice(prefix.length),
    project,
    type,
    parentTypes: tokens.slice(0, -1),
    name: name.join("::"),
  };
}
