import { expect } from "chai";
import { inspect } from "node:util";

import { fromPreviewJson } from "../../../model/plan/previewJson";
import { readTrafficPaths } from "../../../model/traffic/path";
import { secretValue } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { stackUrn } from "../fixtures";

const type = "cloudflare:index/dnsRecord:DnsRecord";
const secretMark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function urn(name: string): string {
  return `${stackUrn}${type}::${name}`;
}

function state(name: string, inputs: object, more: object = {}): object {
  return { urn: urn(name), type, custom: true, inputs, ...more };
}

function step(
  op: string,
  name: string,
  oldState?: object,
  newState?: object,
  more: object = {},
): object {
  return { op, urn: urn(name), oldState, newState, detailedDiff: null, ...more };
}

function plan(...steps: object[]) {
  return fromPreviewJson({ steps, changeSummary: {} });
}

function differences(old: object, now: object, op = "update"): unknown[] {
  const [change] = plan(step(op, "r", state("r", old), state("r", now))).changes;
  return (change?.properties ?? []).map(({ path, old: before, new: after }) => [
    path,
    before,
    after,
  ]);
}

describe("what changes in a preview", () => {
  it("is told by inputs, place by place in lists of objects", () => {
    expect(
      differences(
        {
          origins: [{ name: "a", address: "1" }, { name: "b" }],
          header: { "X-A": ["1"] },
          kept: [1],
        },
        {
          origins: [{ name: "a", address: "2" }],
          header: { "X-A": ["2"] },
          kept: [1],
          added: null,
        },
      ),
    ).to.deep.equal([
      ['header["X-A"]', ["1"], ["2"]],
      ["origins[0].address", "1", "2"],
      ["origins[1]", { name: "b" }, undefined],
    ]);
  });

  it("leaves out bookkeeping of providers", () => {
    expect(
      differences(
        { __defaults: [], data: { __defaults: ["x"], value: "1" }, __meta: "1" },
        { __defaults: ["ttl"], data: { __defaults: [], value: "1" }, __meta: "2" },
      ),
    ).to.deep.equal([]);
  });

  it("shows a value that is not known yet as unknown", () => {
    expect(differences({ content: "1" }, { content: unknownMark })).to.deep.equal([
      ["content", "1", unknownValue],
    ]);
  });

  it("shows what drifted where the inputs stayed the same, in what the program sets", () => {
    const old = state(
      "r",
      { origins: [{ name: "b" }, { name: "a" }], ttl: 1 },
      {
        outputs: {
          origins: [
            { name: "a", weight: 1 },
            { name: "b", weight: 1 },
          ],
          ttl: 1,
          modifiedOn: "now",
        },
      },
    );
    const [change] = plan(
      step("update", "r", old, state("r", { origins: [{ name: "b" }, { name: "a" }], ttl: 1 })),
    ).changes;
    expect(change?.properties.map(({ path }) => path)).to.deep.equal(["origins"]);
  });

  it("is told name by name in lists whose entries have other names or another order", () => {
    const origin = (name: string, address: string) => ({ name, address });
    const [a, b, c] = [origin("a", "1"), origin("b", "2"), origin("c", "3")];
    const told = (was: object[], is: object[]): unknown[] => {
      const changed = step(
        "update",
        "r",
        state("r", { origins: was }),
        state("r", { origins: is }),
      );
      const [change] = plan(changed).changes;
      return change?.properties.map(({ path, old, new: now }) => [path, old, now]) ?? [];
    };
    expect(told([a, b, c], [b, c])).to.deep.equal([['origins["a"]', a, undefined]]);
    expect(told([b, c], [a, b, origin("c", "4")])).to.deep.equal([
      ['origins["a"]', undefined, a],
      ['origins["c"].address', "3", "4"],
    ]);
    expect(told([b, a], [a, b])).to.deep.equal([["origins", ["b", "a"], ["a", "b"]]]);
    expect(told([a, a], [b, a])).to.deep.equal([
      ["origins[0].address", "1", "2"],
      ["origins[0].name", "a", "b"],
    ]);
  });

  it("is one change for a replacement, whatever steps are listed, and their order tells what goes first", () => {
    const [old, now] = [state("r", { type: "A" }), state("r", { type: "CNAME" })];
    const steps = (...ops: string[]) =>
      plan(
        ...ops.map((op) =>
          step(
            op,
            "r",
            op === "create-replacement" ? undefined : old,
            op === "delete-replaced" ? undefined : now,
          ),
        ),
      ).changes.map(({ operation, deleteFirst }) => [operation, deleteFirst]);
    expect(steps("create-replacement", "replace", "delete-replaced")).to.deep.equal([
      ["replace", false],
    ]);
    expect(steps("delete-replaced", "replace", "create-replacement")).to.deep.equal([
      ["replace", true],
    ]);
    expect(steps("replace")).to.deep.equal([["replace", undefined]]);
  });

  it("marks the replacement that an import makes, which deletes a live object", () => {
    const [old, now] = [state("r", { name: "a" }), state("r", { name: "b" })];
    const [change, ...others] = plan(
      step("import-replacement", "r", undefined, now),
      step("replace", "r", old, now),
      step("delete-replaced", "r", old),
    ).changes;
    expect([change?.operation, change?.importReplacement, others]).to.deep.equal([
      "replace",
      true,
      [],
    ]);
  });

  it("names as causes of a replacement only inputs that differ", () => {
    const [old, now] = [
      state("r", { type: "A", content: "1" }),
      state("r", { type: "CNAME", content: "1" }),
    ];
    const [change] = plan(
      step("replace", "r", old, now, { replaceReasons: ["modifiedOn", "type"] }),
    ).changes;
    expect(change?.replacedFor).to.deep.equal(["type"]);
  });

  it("tells a leftover of an earlier run from what happens now", () => {
    const left = state("r", { name: "old" }, { delete: true });
    const same = state("r", { name: "new" });
    const read = plan(step("same", "r", same, same), step("delete-replaced", "r", left));
    expect(read.changes.map(({ operation, leftover }) => [operation, leftover])).to.deep.equal([
      ["delete", true],
    ]);
    expect(read.after.map(({ properties }) => properties.name)).to.deep.equal(["new"]);
  });

  it("names a change of names only under an alias as a rename, and as no change", () => {
    const read = plan(
      step("same", "new", state("old", { name: "a" }), state("new", { name: "a" })),
    );
    expect([read.changes, read.renames]).to.deep.equal([
      [],
      [{ from: urn("old"), to: urn("new") }],
    ]);
    expect([read.before.map(({ name }) => name), read.after.map(({ name }) => name)]).to.deep.equal(
      [["old"], ["new"]],
    );
  });

  it("keeps the old name of what is renamed and changed", () => {
    const read = plan(step("update", "new", state("old", { ttl: 1 }), state("new", { ttl: 60 })));
    expect(read.changes.map(({ renamedFrom, key }) => [renamedFrom, key])).to.deep.equal([
      [urn("old"), urn("new")],
    ]);
  });

  it("tells drift from the update that repairs it", () => {
    const recorded = state("r", { content: "1" }, { outputs: { content: "1" } });
    const live = state("r", { content: "1" }, { outputs: { content: "9" } });
    const wanted = state("r", { content: "1" });
    const read = plan(step("refresh", "r", recorded, live), step("update", "r", live, wanted));
    expect(read.drift).to.deep.equal([
      { key: urn("r"), gone: false, properties: [{ path: "content", old: "1", new: "9" }] },
    ]);
    expect(read.changes.map(({ properties }) => properties)).to.deep.equal([
      [{ path: "content", old: "9", new: "1" }],
    ]);
    expect(plan(step("refresh", "r", recorded)).drift).to.deep.equal([
      { key: urn("r"), gone: true, properties: [] },
    ]);
  });

  it("keeps a computed output that no input ever set, and of what an input no longer sets what the provider fills in", () => {
    const old = state(
      "r",
      { content: "1", proxied: true, comment: "c" },
      {
        id: "id-1",
        outputs: {
          content: "1",
          proxied: true,
          comment: "c",
          zoneName: "example.com",
          createdOn: "then",
        },
      },
    );
    const [after] = plan(step("update", "r", old, state("r", { content: "2" }))).after;
    expect(after?.properties).to.deep.equal({
      proxied: false,
      zoneName: "example.com",
      createdOn: "then",
      content: "2",
    });
    expect(after?.id).to.equal("id-1");
  });

  it("is one resource before and after where the step changes nothing, with the id and the outputs that it keeps", () => {
    const old = state("r", { name: "www" }, { id: "r1", outputs: { name: "www", meta: "{}" } });
    const { before, after, changes, drift } = plan(
      step("same", "r", old, state("r", { name: "www" })),
    );
    expect(before).to.have.lengthOf(1);
    expect(before[0]).to.equal(after[0]);
    expect([before[0]?.id, before[0]?.properties]).to.deep.equal([
      "r1",
      { name: "www", meta: "{}" },
    ]);
    expect([changes, drift]).to.deep.equal([[], []]);
  });

  it("keeps inputs apart that a provider takes for the same", () => {
    const old = state("r", { name: "www" }, { id: "r1", outputs: { name: "www", meta: "{}" } });
    const { before, after, changes } = plan(step("same", "r", old, state("r", { name: "WWW" })));
    expect([before, after].map(([resource]) => [resource?.id, resource?.properties])).to.deep.equal(
      [
        ["r1", { name: "www", meta: "{}" }],
        ["r1", { name: "WWW", meta: "{}" }],
      ],
    );
    expect(changes).to.deep.equal([]);
  });

  it("does not read the rules of a group out of outputs, which hold those of others", () => {
    const group = "aws:ec2/securityGroup:SecurityGroup";
    const made = {
      urn: `${stackUrn}${group}::sg`,
      type: group,
      custom: true,
      inputs: {},
      outputs: { ingress: [{ protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }], vpcId: "vpc" },
    };
    const read = plan({ op: "same", urn: made.urn, oldState: made, newState: made });
    expect(read.after.map(({ properties }) => properties)).to.deep.equal([{ vpcId: "vpc" }]);
  });

  it("leaves components out of the changes, and keeps them among the resources", () => {
    const made = state("c", {}, { custom: false, type: "steady-edge:index:DnsRecords" });
    const read = plan(step("create", "c", undefined, made));
    expect([read.changes, read.after.map(({ component }) => component)]).to.deep.equal([
      [],
      [true],
    ]);
  });

  it("lists failures without the engine's colours", () => {
    const { failures } = fromPreviewJson({
      steps: [],
      diagnostics: [
        { severity: "error", urn: urn("r"), message: "<{%fg 1%}>bad\u001b[0m value<{%reset%}>\n" },
        { severity: "warning", message: "old plugin" },
      ],
    });
    expect(failures).to.deep.equal([{ key: urn("r"), message: "bad value" }]);
  });

  it("says what it could not read", () => {
    const read = plan(step("transmute", "r", state("r", {}), state("r", {})));
    expect(read.unread).to.deep.equal([
      `the step "transmute" of ${urn("r")} is unknown to this version`,
    ]);
    expect([read.changes, read.whole]).to.deep.equal([[], false]);
  });
});

describe("secrets in a preview", () => {
  const inClear = { ...secretMark, plaintext: '"hunter2"' };

  it("never enter the model, encrypted, blinded or in clear", () => {
    const inputs = {
      a: "[secret]",
      b: { ...secretMark, ciphertext: "hunter2" },
      c: [{ d: inClear }],
    };
    const read = plan(
      step("create", "r", undefined, state("r", inputs, { outputs: { e: inClear } })),
    );
    expect(read.after[0]?.properties).to.deep.equal({
      a: secretValue,
      b: secretValue,
      c: [{ d: secretValue }],
    });
    expect(inspect(read, { depth: Infinity })).to.not.include("hunter2");
  });

  it("keep out what has a signature that is not known", () => {
    const odd = { "4dabf18193072939515e22adb298388d": "something-new", value: "hunter2" };
    const read = plan(step("create", "r", undefined, state("r", { odd })));
    expect(read.after[0]?.properties).to.deep.equal({ odd: secretValue });
  });

  it("are named as what may have changed only where nothing else explains an update", () => {
    expect(differences({ a: "[secret]", b: 1 }, { a: "[secret]", b: 2 })).to.deep.equal([
      ["b", 1, 2],
    ]);
    expect(differences({ a: "[secret]", b: 1 }, { a: "[secret]", b: 1 })).to.deep.equal([
      ["a", secretValue, secretValue],
    ]);
  });

  it("are shown as marks where a plain value becomes one", () => {
    expect(differences({ a: "plain" }, { a: inClear })).to.deep.equal([
      ["a", "plain", secretValue],
    ]);
  });
});

describe("names that could harm a reader", () => {
  it("are taken as they are", () => {
    const inputs = JSON.parse(
      '{"__proto__": {"polluted": true}, "constructor": 1, "tags": {"__proto__x": 1, "toString": "y"}}',
    ) as object;
    expect(differences({}, inputs)).to.deep.equal([
      ["constructor", undefined, 1],
      ["tags", undefined, { toString: "y" }],
    ]);
    expect(({} as Record<string, unknown>).polluted).to.equal(undefined);
  });

  it("do not confuse hostnames with properties of objects", () => {
    const made = state("r", {
      name: "constructor.example.com",
      type: "A",
      content: "1",
      zoneId: "z",
    });
    const { after } = plan(step("create", "r", undefined, made));
    expect(readTrafficPaths(after).servingState("constructor.example.com")).to.equal("yes");
  });
});
