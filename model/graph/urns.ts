/** The parts of a URN. */
export interface UrnParts {
  /** Stack. */
  readonly stack: string;
  /** Project. */
  readonly project: string;
  /** Pulumi type token, without the types of its parents. */
  readonly type: string;
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
  return {
    stack: urn.slice(prefix.length, stackEnd),
    project: urn.slice(stackEnd + 2, projectEnd),
    type: types.slice(types.lastIndexOf("$") + 1),
    name: typesEnd < 0 ? "" : urn.slice(typesEnd + 2),
  };
}

const prefix = "urn:pulumi:";
