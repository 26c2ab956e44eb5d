import { expect } from "chai";
import { assemblePlan } from "../../../model/plan/assemblePlan";
import type { Plan } from "../../../model/plan/plan";
import { readStates } from "../../../model/plan/planState";
import { isKnownOperation, outcomeOf, type PlanStep } from "../../../model/plan/planSteps";
import { stackUrn } from "../fixtures";

const type = "cloudflare:index/dnsRecord:DnsRecord";
const urn = (name: string) => `${stackUrn}${type}::${name}`;
const state = (inputs: object, more: object = {}): object => ({
  ...{ urn: urn("r"), type, custom: true, id: "1", inputs, outputs: inputs },
  ...more,
});
const [one, two] = [state({ ttl: 1 }), state({ ttl: 2 })];

function step(op: string, old?: object, now?: object, keys: string[] = []): PlanStep {
  return { op, urn: urn("r"), ...readStates(op, old, now), keys };
}

describe("the engine's words", () => {
  it("are those that the model knows, and no others", () => {
    const words = [
      ...["same", "create", "update", "delete", "replace", "create-replacement", "delete-replaced"],
      ...["import-replacement", "import", "read", "read-replacement", "refresh", "discard"],
      ...["discard-replaced", "remove-pending-replace"],
    ];
    expect(words.filter((word) => !isKnownOperation(word))).to.deep.equal([]);
    expect(["", "Create", "constructor", "diff"].filter(isKnownOperation)).to.deep.equal([]);
  });
});

describe("what the steps about one resource come to", () => {
  const short = (...steps: PlanStep[]) => {
    const { changes, rename, drift, before, after } = outcomeOf(steps);
    return [
      changes.map(({ operation, leftover }) => (leftover ? `${operation} leftover` : operation)),
      [before, after].map((side) => side?.properties.ttl),
      [rename !== undefined, drift !== undefined],
    ];
  };

  it("is the one change of a single step, with the sides that it has", () => {
    expect([
      short(step("create", undefined, two)),
      short(step("update", one, two)),
      short(step("delete", one)),
      short(step("import", undefined, two)),
      short(step("read", undefined, two)),
      short(step("replace", one, two)),
    ]).to.deep.equal([
      [["create"], [undefined, 2], [false, false]],
      [["update"], [1, 2], [false, false]],
      [["delete"], [1, undefined], [false, false]],
      [["import"], [undefined, 2], [false, false]],
      [["read"], [undefined, 2], [false, false]],
      [["replace"], [1, 2], [false, false]],
    ]);
  });

  it("is no change where it stays, is read again, or is only thrown away", () => {
    expect([
      short(step("same", one, one)),
      short(step("same", one, two)),
      short(step("read", one, two)),
      short(step("discard", one)),
      short(step("remove-pending-replace", one)),
    ]).to.deep.equal([
      [[], [1, 1], [false, false]],
      [[], [1, 2], [false, false]],
      [[], [1, 2], [false, false]],
      [[], [undefined, undefined], [false, false]],
      [[], [undefined, undefined], [false, false]],
    ]);
  });

  it("is all of a change", () => {
    const { changes, before, after } = outcomeOf([step("update", one, two)]);
    expect(changes).to.deep.equal([
      {
        before,
        after,
        ...{ operation: "update", key: urn("r"), type, name: "r" },
        properties: [{ path: "ttl", old: 1, new: 2 }],
        ...{ replacedFor: [], deleteFirst: undefined, importReplacement: false, leftover: false },
      },
    ]);
    expect([before?.properties, after?.properties]).to.deep.equal([{ ttl: 1 }, { ttl: 2 }]);
    const [create] = outcomeOf([step("create", undefined, two)]).changes;
    expect(create).to.not.have.any.keys("before", "renamedFrom");
    const [gone] = outcomeOf([step("delete", one)]).changes;
    expect(gone).to.not.have.any.keys("after", "renamedFrom");
    expect([create?.properties, gone?.properties]).to.deep.equal([[], []]);
  });

  it("is a replacement with its causes, and what goes first where the steps say it", () => {
    const replaced = (...steps: PlanStep[]) => {
      const { changes } = outcomeOf(steps);
      expect(changes).to.have.length(1);
      const [told] = changes.map(
        ({ operation, replacedFor, deleteFirst, importReplacement }) =>
          [operation, replacedFor, deleteFirst, importReplacement] as const,
      );
      return told;
    };
    const made = step("create-replacement", one, two, ["ttl", "id"]);
    const gone = step("delete-replaced", one);
    expect([
      replaced(made, step("replace", one, two, ["ttl"]), gone),
      replaced(gone, step("replace", one, two), made),
      replaced(step("replace", one, two, ["name", "id"])),
      replaced(step("import-replacement", one, two), gone),
      replaced(step("replace", one, { ...two, importID: "i" })),
      replaced(step("replace", { ...one, pendingReplacement: true }, two)),
      replaced(step("replace", { ...one, delete: true }, two)),
    ]).to.deep.equal([
      ["replace", ["ttl"], false, false],
      ["replace", ["ttl"], true, false],
      ["replace", ["id", "name"], undefined, false],
      ["replace", [], false, true],
      ["replace", [], undefined, true],
      ["replace", [], true, false],
      ["replace", [], false, false],
    ]);
  });

  it("is a leftover that goes beside what happens to the resource itself", () => {
    const gone = step("delete-replaced", { ...one, delete: true });
    expect([short(gone), short(step("update", one, two), gone)]).to.deep.equal([
      [["delete leftover"], [undefined, undefined], [false, false]],
      [
        ["update", "delete leftover"],
        [1, 2],
        [false, false],
      ],
    ]);
  });

  it("is a rename where nothing else happens, and else a change that knows its old name", () => {
    const [old, now] = [state({ ttl: 1 }, { urn: urn("old") }), one];
    const kept = outcomeOf([step("same", old, now)]);
    expect([kept.changes, kept.rename]).to.deep.equal([[], { from: urn("old"), to: urn("r") }]);
    const changed = outcomeOf([step("update", old, two)]);
    expect([changed.rename, changed.changes[0]?.renamedFrom]).to.deep.equal([
      ...[undefined, urn("old")],
    ]);
  });

  it("is drift where a refresh found something else, or nothing", () => {
    const drift = (...steps: PlanStep[]) => outcomeOf(steps).drift;
    expect([
      drift(step("refresh", one, two)),
      drift(step("refresh", one, one)),
      drift(step("refresh", one)),
      drift(step("refresh", undefined, two)),
      drift(step("refresh", one), step("update", two, one)),
      drift(step("refresh", one), step("create", undefined, one)),
    ]).to.deep.equal([
      { key: urn("r"), gone: false, properties: [{ path: "ttl", old: 1, new: 2 }] },
      undefined,
      { key: urn("r"), gone: true, properties: [] },
      undefined,
      { key: urn("r"), gone: false, properties: [{ path: "ttl", old: 1, new: 2 }] },
      { key: urn("r"), gone: true, properties: [] },
    ]);
    expect(short(step("refresh", one, two))).to.deep.equal([[], [2, 2], [false, true]]);
  });

  it("is no change of a component", () => {
    const component = { custom: false };
    const { changes, after } = outcomeOf([step("create", undefined, { ...one, ...component })]);
    expect([changes, after?.component]).to.deep.equal([[], true]);
  });
});

describe("a plan put together from steps", () => {
  const plan = (steps: readonly PlanStep[], more: object = {}, base?: Plan) =>
    assemblePlan(
      { source: "preview", steps, same: 0, policies: [], failures: [], unread: [], ...more },
      base,
    );
  const named = (op: string, name: string, old?: object, now?: object): PlanStep => ({
    ...{ op, urn: urn(name), keys: [] },
    ...readStates(op, old && { ...old, urn: urn(name) }, now && { ...now, urn: urn(name) }),
  });
  const bookkeeping: PlanStep = {
    ...{ op: "same", urn: `${stackUrn}pulumi:pulumi:Stack::shop-production`, keys: [] },
    ...{ old: undefined, new: undefined },
  };

  it("sorts its resources, changes, drift and what it could not read", () => {
    const read = plan(
      [
        ...[named("create", "b", undefined, one), named("create", "a", undefined, one)],
        ...[named("refresh", "d", one), named("refresh", "c", one), named("same", "e", one, one)],
        ...[named("twist", "z", one, one), named("bend", "y", one, one)],
      ],
      { unread: ["the beginning"] },
    );
    expect(read.changes.map(({ name }) => name)).to.deep.equal(["a", "b"]);
    expect(read.drift.map(({ key }) => key)).to.deep.equal([urn("c"), urn("d")]);
    expect([read.before, read.after].map((side) => side.map(({ name }) => name))).to.deep.equal([
      ...[["e"], ["a", "b", "e"]],
    ]);
    expect(read.unread).to.deep.equal([
      "the beginning",
      `the step "bend" of ${urn("y")} is unknown to this version`,
      `the step "twist" of ${urn("z")} is unknown to this version`,
    ]);
    expect([read.project, read.stack, read.whole]).to.deep.equal(["shop", "production", false]);
  });

  it("is whole where it lists as many as the engine says stay the same, bookkeeping counted for neither", () => {
    const steps = [bookkeeping, named("same", "a", one, one)];
    const told = (same: number | undefined, more: object = {}) => {
      const { whole, unchanged } = plan(steps, { same, ...more });
      return [whole, unchanged];
    };
    expect([told(2), told(undefined), told(1), told(3), told(2, { unread: ["x"] })]).to.deep.equal([
      ...[
        [true, 1],
        [true, 1],
        [true, 1],
        [false, 2],
        [false, 1],
      ],
    ]);
  });

  it("fills in from the state before, and takes away what goes or is renamed", () => {
    const base = plan([named("same", "a", one, one), named("same", "b", one, one)], { same: 2 });
    const renamed = {
      ...{ op: "same", urn: urn("c"), keys: [] },
      ...readStates("same", { ...one, urn: urn("a") }, { ...one, urn: urn("c") }),
    };
    const { before, after, renames, whole } = plan([renamed, named("delete", "b", one)], {}, base);
    expect([before, after].map((side) => side.map(({ name }) => name))).to.deep.equal([
      ...[["a", "b"], ["c"]],
    ]);
    expect([renames, whole]).to.deep.equal([[{ from: urn("a"), to: urn("c") }], true]);
    const partly = plan([bookkeeping], {}, { ...base, whole: false, unread: ["of the base"] });
    expect([partly.whole, partly.unread, partly.after.length]).to.deep.equal([
      ...[false, ["of the base"], 2],
    ]);
  });

  it("is of the stack that its steps name, or else of that of the state before", () => {
    const base = plan([named("same", "a", one, one)], { same: 1 });
    const place = ({ project, stack }: Plan) => [project, stack];
    expect([place(plan([])), place(plan([], {}, base))]).to.deep.equal([
      ...[
        [undefined, undefined],
        ["shop", "production"],
      ],
    ]);
    expect(() => plan([bookkeeping], {}, { ...base, stack: "dev" })).to.throw(
      "base must be the state of shop/production, which the plan is about; got the state of shop/dev",
    );
    expect(() => plan([bookkeeping], {}, { ...base, project: "site" })).to.throw(
      "got the state of site/production",
    );
  });
});
