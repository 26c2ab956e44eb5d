import assert from "node:assert/strict";

/** A resource of a state, as `pulumi stack export` gives it, as far as it is compared. */
interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly parent?: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly [option: string]: unknown;
}

/** Outputs in which the components explain themselves, at length: nobody writes them by hand, and the components pay for them. */
const explanations = ["failover", "leftBehind", "rangesText", "ruleBudget"];

/** What differs between two runs of one program: marks of time and place, and what the cloud answers. */
const ofOneRun = [
  ...["urn", "id", "outputs", "provider"],
  ...["created", "modified", "sourcePosition", "stackTrace"],
];

/**
 * Holds two states against each other: the same resources by type and name, with the same inputs, dependencies and
 * options that a state keeps, and of components the same outputs, but for those that only explain.
 * @param one - An exported state.
 * @param other - Another.
 * @param tree - Whether components and parents must be the same too, or are left out.
 * @returns How many resources were compared.
 * @throws {AssertionError} With the differences, or where there is nothing to compare.
 */
export function assertSameResources(
  one: unknown,
  other: unknown,
  tree: "with the tree" | "without the tree",
): number {
  const hasTree = tree === "with the tree";
  const compared = comparable(one, hasTree);
  assert.deepEqual(comparable(other, hasTree), compared);
  const count = Object.keys(compared).length;
  assert.ok(count > 0, "the states hold no resource");
  return count;
}

/** Every resource of a provider under its type and name, without what only this run knows. */
function comparable(state: unknown, hasTree: boolean): Record<string, unknown> {
  const { resources = [] } = (state as { deployment: { resources?: StateResource[] } }).deployment;
  const own = resources.filter(
    ({ custom, type }) => (custom || hasTree) && !type.startsWith("pulumi:"),
  );
  const names = new Map(own.map((resource) => [resource.id, label(resource.urn)]));
  return Object.fromEntries(
    own.map((resource) => {
      const { parent, inputs = {}, dependencies = [], propertyDependencies = {} } = resource;
      const options = Object.entries(resource).filter(
        ([option]) => !ofOneRun.includes(option) && option !== "parent",
      );
      return [
        label(resource.urn),
        {
          ...Object.fromEntries(options),
          ...(hasTree && parent !== undefined ? { parent: place(parent) } : {}),
          inputs: named(withoutFilledIn(inputs), names),
          ...(resource.custom ? {} : { outputs: named(withoutExplanations(resource), names) }),
          dependencies: labels(dependencies),
          propertyDependencies: Object.fromEntries(
            Object.entries(propertyDependencies).map(([name, urns]) => [name, labels(urns)]),
          ),
        },
      ];
    }),
  );
}

/** Without the names that the provider made up, which are new in each run. */
function withoutFilledIn(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const filledIn = (inputs.__defaults ?? []) as readonly unknown[];
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !filledIn.includes(name)));
}

function withoutExplanations({ outputs = {} }: StateResource): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(outputs).filter(([name]) => !explanations.includes(name)),
  );
}

/** With the name of the resource in place of each id. Lists are sorted: ids come in another order in each run. */
function named(value: unknown, names: ReadonlyMap<string | undefined, string>): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => named(item, names));
    return items.every((item) => typeof item === "string") ? items.sort() : items;
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, named(item, names)]),
    );
  }
  return typeof value === "string" ? (names.get(value) ?? value) : value;
}

function labels(urns: readonly string[]): string[] {
  return urns.map(label).sort();
}

/** Type and name out of a URN, without the types of its parents. */
function label(urn: string): string {
  const [, , types = "", ...name] = urn.replace(/^urn:pulumi:/, "").split("::");
  return `${types.split("$").at(-1)}::${name.join("::")}`;
}

/** Types and name of a parent; of the stack itself only its type, since its name is that of the project. */
function place(parent: string): string {
  const [types = "", ...name] = parent.split("::").slice(2);
  return types === "pulumi:pulumi:Stack" ? types : `${types}::${name.join("::")}`;
}
