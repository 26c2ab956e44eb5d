/** The declared type of a property, as far as values can be held against it. */
export type Shape =
  | { readonly kind: "string" | "number" | "boolean" | "any" }
  | { readonly kind: "list" | "map"; readonly element: Shape }
  | { readonly kind: "either"; readonly members: readonly Shape[] }
  | { readonly kind: "named"; readonly name: string };

/** A declared property. */
export interface PropertyShape {
  /** Its type. */
  readonly shape: Shape;
  /** Whether it must be given. */
  readonly required: boolean;
}

/** Declared properties by name. */
export type ObjectShape = Readonly<Record<string, PropertyShape>>;

/** What an SDK declares about a resource type. */
export interface ResourceShape {
  /** What a program may give. */
  readonly args: ObjectShape;
  /** What the resource says about itself: true where the SDK promises a value, false where it may have none. */
  readonly outputs: Readonly<Record<string, boolean>>;
  /** Types of what only the resource itself can say: outputs that no program gives. */
  readonly computed: Readonly<Record<string, Shape>>;
}
