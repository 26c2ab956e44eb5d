import { CloudflarePlan } from "./plans";

/** What is published of one field of Cloudflare's Rules language. */
export interface ExpressionField {
  /** Its type in the documentation's words: `String`, `Integer`, `Boolean`, `IP address`, `Array<…>`, `Map<…>`. */
  readonly type: string;
  /** The lowest plan that has it. Absent where none is named. */
  readonly plan?: CloudflarePlan;
  /** Whether it is bought in addition to that plan. Absent where it is not. */
  readonly isAddOn?: true;
  /** The only phases in which it may stand. Absent where the documentation does not limit them. */
  readonly phases?: readonly string[];
}

/** Fields that are alike. */
export interface FieldGroup extends ExpressionField {
  /** Begins every name; none by default. */
  readonly prefix?: string;
  /** The rest of the names. */
  readonly names: readonly string[];
}

/** What is bought in addition to the Enterprise plan. */
export const addOn = { plan: CloudflarePlan.Enterprise, isAddOn: true } as const;

/** The type of a list of texts. */
export const texts = "Array<String>";
