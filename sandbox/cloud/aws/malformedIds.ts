import { apiErrors } from "../../../facts/aws/apiErrors";
import {
  ec2IdPattern,
  idPrefixes,
  idProperties,
  malformedIdCodes,
  type Ec2IdKind,
} from "../../../facts/aws/ids";
import { refuse } from "../calls/refuse";
import { isObject, type Properties, type PropertyValue } from "../values";

/** Properties whose names are the program's own. */
const freelyNamed: ReadonlySet<string> = new Set(["tags", "tagsAll"]);

/**
 * Refuses an id that EC2 could not have given.
 * @param kind - What it is said to be the id of.
 * @param id - The id; that of a group of another account has the account and a slash before it.
 * @throws {ApiError} The code of the kind, such as InvalidSubnetID.Malformed.
 */
export function admitId(kind: Ec2IdKind, id: string): void {
  const prefix = idPrefixes[kind];
  const own = kind === "securityGroup" ? id.replace(/^\d{12}\//, "") : id;
  if (!ec2IdPattern(prefix).test(own)) {
    const fact = { ...apiErrors.malformedId, code: malformedIdCodes[kind] };
    refuse(fact, `Invalid id: ${JSON.stringify(id)} (expecting "${prefix}-...")`);
  }
}

/**
 * Refuses ids that EC2 could not have given, wherever a resource names another one.
 * @param properties - What was sent; what is empty or not known names nothing.
 * @throws {ApiError} The code of the first one's kind.
 */
export function admitIds(properties: Properties): void {
  for (const [name, value] of Object.entries(properties)) {
    const kind = idProperties.get(name);
    const values: readonly PropertyValue[] = Array.isArray(value) ? value : [value];
    for (const one of values) {
      if (kind !== undefined && typeof one === "string" && one !== "") {
        admitId(kind, one);
      } else if (isObject(one) && !freelyNamed.has(name)) {
        admitIds(one);
      }
    }
  }
}
