import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import { ModelReference, secretValue, type ModelValue } from "../../../model/graph/resources";
import {
  identity,
  isReference,
  linkedResource,
  targetOf,
  targetsOf,
  type Target,
  type Targets,
} from "../../../model/graph/targets";
import { pool, resource } from "../resource";

const [a, b, c] = [pool("a"), pool("b"), pool("c")];
const monitor = resource("monitor", "m", { arn: "arn:m" });
const inventory = new Inventory([a, b, c, monitor]);
const to = (...keys: string[]) => new ModelReference(keys);

/** A target in short: its state, the names of its resources, and its id where it has one. */
function short({ state, resources, id }: Target): string {
  return [
    state,
    ...resources.map(({ name }) => name),
    ...(id === undefined ? [] : [`#${id}`]),
  ].join(" ");
}

const target = (value: ModelValue | undefined, within = inventory): string | undefined => {
  const found = targetOf(within, value, "pool");
  return found && short(found);
};

describe("what a property refers to", () => {
  it("is found by id, by ARN or by reference", () => {
    expect(target("a")).to.equal("found a #a");
    expect(target(to(a.key))).to.equal("found a");
    expect(targetOf(inventory, "arn:m", "monitor")?.resources).to.deep.equal([monitor]);
  });

  it("is one of several, sorted by key, where the plan does not say which", () => {
    expect(target(to(b.key, monitor.key, a.key, "pool::gone"))).to.equal("oneOf a b");
  });

  it("is outside where this inventory does not hold it, and gone where nothing exists beside it", () => {
    const complete = new Inventory([a], { complete: true });
    expect([target("x"), target("x", complete)]).to.deep.equal(["outside #x", "gone #x"]);
    const elsewhere: readonly ModelValue[] = [
      unknownValue,
      secretValue,
      to(monitor.key),
      to("pool::gone"),
    ];
    for (const value of elsewhere) {
      expect([target(value), target(value, complete)]).to.deep.equal(["outside", "outside"]);
    }
  });

  it("is nothing where the property is not set, or is no id", () => {
    const values: readonly (ModelValue | undefined)[] = [undefined, null, "", 1, true, {}, ["a"]];
    expect(values.map((value) => target(value))).to.deep.equal([
      ...[undefined, undefined, undefined, undefined, undefined, undefined, undefined],
    ]);
    expect(values.filter(isReference)).to.deep.equal([]);
    const references: readonly ModelValue[] = ["a", unknownValue, secretValue, to("x")];
    expect(references.map(isReference)).to.deep.equal([...[true, true, true, true]]);
  });

  it("is compared by key, or else by id", () => {
    const references: readonly ModelValue[] = ["a", to(a.key), "x", to(a.key, b.key), unknownValue];
    const identities = references.map((value) => {
      const found = targetOf(inventory, value, "pool");
      return found && identity(found);
    });
    expect(identities).to.deep.equal([a.key, a.key, "x", undefined, undefined]);
  });

  it("is a resource under a token only where it is of the type", () => {
    const linked = (token: string) => linkedResource(inventory, "pool", token);
    expect([a.key, "a", monitor.key, "m", "arn:m", "x"].map(linked)).to.deep.equal([
      ...[a, a, undefined, undefined, undefined, undefined],
    ]);
  });
});

describe("what a list refers to", () => {
  const list = (value: ModelValue | undefined) => {
    const { all, ordered }: Targets = targetsOf(inventory, value, "pool");
    return [...all.map(short), ordered];
  };

  it("is one target per element, in their order", () => {
    expect(list(["b", to(a.key), "x"])).to.deep.equal([
      "found b #b",
      "found a",
      "outside #x",
      true,
    ]);
    expect(list(["b", "", null, "b"])).to.deep.equal(["found b #b", "found b #b", true]);
    expect([list([]), list(undefined), list(null)]).to.deep.equal([[true], [true], [true]]);
  });

  it("is what a reference for the whole list says", () => {
    expect(list(to(a.key))).to.deep.equal(["found a", true]);
    expect(list(to(b.key, a.key))).to.deep.equal(["oneOf a b", false]);
    expect(list(unknownValue)).to.deep.equal(["outside", false]);
  });

  it("has each resource that is left once where there are no more than elements, in no known order", () => {
    const both = to(b.key, a.key);
    expect(list([both, both])).to.deep.equal(["found a", "found b", false]);
    expect(list(["c", both, both])).to.deep.equal(["found c #c", "found a", "found b", false]);
    expect(list([to(c.key, b.key), to(c.key, a.key), to(b.key, a.key)])).to.deep.equal([
      ...["found a", "found b", "found c", false],
    ]);
    expect(list([both, both, both])).to.deep.equal(["found a", "found b", "outside", false]);
    expect(list([to(b.key, a.key), to(a.key, c.key), to(c.key, b.key)])).to.deep.equal([
      ...["found a", "found b", "found c", false],
    ]);
  });

  it("leaves out of it what another element is already", () => {
    const both = to(b.key, a.key);
    expect(list(["a", both])).to.deep.equal(["found a #a", "found b", false]);
    expect(list([both, to(a.key)])).to.deep.equal(["found b", "found a", false]);
    expect(list(["a", "b", both])).to.deep.equal(["found a #a", "found b #b", "outside", false]);
  });

  it("stays open where more resources are left than elements", () => {
    const any = to(a.key, b.key, c.key);
    expect(list([any, any])).to.deep.equal(["oneOf a b c", "oneOf a b c", false]);
    expect(list(["c", any])).to.deep.equal(["found c #c", "oneOf a b c", false]);
    expect(list([to(a.key, b.key)])).to.deep.equal(["oneOf a b", false]);
  });
});
