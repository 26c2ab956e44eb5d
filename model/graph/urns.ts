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
  const stackEnd = urn.indexOf("::");
  const projectEnd = urn.indexOf("::", stackEnd + 2);
  if (!urn.startsWith(prefix) || stackEnd < 0 || projectEnd < 0) {
    return undefined;
  }
  const typesEnd = urn.indexOf("::", projectEnd + 2);
  const types = urn.slice(projectEnd + 2, typesEnd < 0 ? undefined : typesEnd);
  const parentsEnd = types.lastIndexOf("$");
  return {
    stack: urn.slice(prefix.length, stackEnd),
    project: urn.slice(stackEnd + 2, projectEnd),
    type: types.slice(parentsEnd + 1),
    parentTypes: parentsEnd < 0 ? [] : types.slice(0, parentsEnd).split("$"),
    name: typesEnd < 0 ? "" : urn.slice(typesEnd + 2),
  };
}

const prefix = "urn:pulumi:";
