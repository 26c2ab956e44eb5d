import { expect } from "chai";
import { fromEngineEvents, isEngineEvent } from "../../../model/plan/engineEvents";
import { bareMessage, objectsIn } from "../../../model/plan/planJson";
import { fromPreviewJson, isPreview } from "../../../model/plan/previewJson";
import { fromStackExport, isStackExport } from "../../../model/plan/stackExport";
import { stackUrn } from "../fixtures";

const type = "cloudflare:index/dnsRecord:DnsRecord";
const urn = `${stackUrn}${type}::r`;
const state = (ttl: number) => ({ urn, type, custom: true, inputs: { ttl }, outputs: { ttl } });

/** A plan from events, numbered and with the engine's summary at their end. */
function planOf(list: readonly object[], resourceChanges: unknown = {}) {
  return fromEngineEvents(
    [...list, { summaryEvent: { resourceChanges } }].map((event, sequence) => ({
      ...{ sequence },
      ...event,
    })),
  );
}

describe("an event of the engine", () => {
  it("has a number and an event", () => {
    expect(isEngineEvent({ sequence: 0, cancelEvent: {} })).to.equal(true);
    const others = [
      ...[{ sequence: 0 }, { sequence: "0", cancelEvent: {} }, { cancelEvent: {} }, null, []],
      { sequence: 0, Events: {} },
    ];
    expect(others.filter(isEngineEvent)).to.deep.equal([]);
  });

  it("is a step as it is planned, and as it ends only where it refreshes", () => {
    const metadata = (op: string) => ({ metadata: { op, urn, old: state(1), new: state(2) } });
    const planned = (...list: object[]) => {
      const { changes, drift } = planOf(list);
      return [changes.map(({ operation }) => operation), drift.length];
    };
    expect([
      planned({ resourcePreEvent: metadata("update") }),
      planned({ resOutputsEvent: metadata("update") }),
      planned({ resourcePreEvent: metadata("refresh") }),
      planned({ resOutputsEvent: metadata("refresh") }),
      planned({ resourcePreEvent: { metadata: { op: "update", old: state(1), new: state(2) } } }),
      planned({ resourcePreEvent: { metadata: { urn, old: state(1), new: state(2) } } }),
      planned({ resourcePreEvent: {} }, { resourcePreEvent: null }),
    ]).to.deep.equal([
      ...[
        [["update"], 0],
        [[], 0],
        [[], 0],
        [[], 1],
        [[], 0],
        [[], 0],
        [[], 0],
      ],
    ]);
  });

  it("carries the causes of a replacement", () => {
    const metadata = { op: "replace", urn, old: state(1), new: state(2), keys: ["ttl", 1] };
    const { changes } = planOf([{ resourcePreEvent: { metadata } }]);
    expect(changes.map(({ replacedFor }) => replacedFor)).to.deep.equal([["ttl"]]);
  });

  it("carries a failure with what it is about, and nothing of warnings", () => {
    const diagnostic = (severity: string, more: object) => ({
      diagnosticEvent: { severity, message: "<{%reset%}>no<{%reset%}>\n", ...more },
    });
    const { failures } = planOf([
      ...[diagnostic("error", { urn }), diagnostic("error", { urn: "" })],
      ...[diagnostic("warning", { urn }), diagnostic("info", {}), diagnostic("error", { urn: 1 })],
    ]);
    expect(failures).to.deep.equal([
      { key: urn, message: "no" },
      { message: "no" },
      { message: "no" },
    ]);
  });

  it("carries what policies said, by resource, policy and words, of the whole stack first", () => {
    const policy = (more: object) => ({ policyEvent: { policyName: "p", message: "m", ...more } });
    const { policies } = planOf([
      ...[
        policy({ resourceUrn: urn, policyName: "q" }),
        policy({ resourceUrn: urn, message: "n" }),
      ],
      ...[policy({ resourceUrn: urn }), policy({ resourceUrn: "", policyPackName: 1 })],
      ...[
        policy({ policyName: 1, message: 1, enforcementLevel: "advisory" }),
        { policyEvent: null },
      ],
    ]);
    expect(policies).to.deep.equal([
      { policy: "", pack: "", level: "advisory", message: "" },
      { policy: "p", pack: "", level: "", message: "m" },
      { policy: "p", pack: "", level: "", key: urn, message: "m" },
      { policy: "p", pack: "", level: "", key: urn, message: "n" },
      { policy: "q", pack: "", level: "", key: urn, message: "m" },
    ]);
  });

  it("says how many stay the same, as far as it says anything", () => {
    const unchanged = (resourceChanges: unknown) => {
      const plan = planOf([], resourceChanges);
      return [plan.unchanged, plan.whole];
    };
    expect([
      ...[unchanged({ same: 3 }), unchanged({}), unchanged({ same: "3" }), unchanged(null)],
    ]).to.deep.equal([
      [3, false],
      [0, true],
      [0, true],
      [0, true],
    ]);
  });
});

describe("a preview's JSON", () => {
  it("is told by its fields, and is no plan of Terraform", () => {
    expect(
      [{ steps: [] }, { changeSummary: {} }, { diagnostics: [], config: {} }].map(isPreview),
    ).to.deep.equal([true, true, true]);
    const others = [{ diagnostics: [] }, { config: {} }, { steps: [], terraform_version: "1" }, []];
    expect(others.filter(isPreview)).to.deep.equal([]);
  });

  it("carries failures with what they are about, and says where it names nothing", () => {
    const diagnostics = [
      ...[
        { severity: "error", urn, message: "no" },
        { severity: "error", urn: "", message: 1 },
      ],
      { severity: "warning", urn, message: "maybe" },
    ];
    const failed = fromPreviewJson({ steps: [], diagnostics });
    expect([failed.failures, failed.unread]).to.deep.equal([
      ...[[{ key: urn, message: "no" }, { message: "" }], []],
    ]);
    expect(fromPreviewJson({ steps: [] }).unread).to.deep.equal([
      "the plan names no resource, not even the stack: the preview may not have run",
    ]);
  });

  it("says how many stay the same, as far as it says anything", () => {
    const unchanged = (more: object) => fromPreviewJson({ steps: [], ...more }).unchanged;
    expect([
      ...[
        unchanged({ changeSummary: { same: 3 } }),
        unchanged({ changeSummary: {} }),
        unchanged({}),
      ],
    ]).to.deep.equal([3, 0, 0]);
  });

  it("names the fields of a step that is none, six at most", () => {
    const step = { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 };
    expect(() => fromPreviewJson({ steps: [{ op: "same", urn }, step] })).to.throw(
      "steps[1] must have an op and a urn, both texts; got an object with a, b, c, d, e, f. A newer",
    );
    expect(() => fromPreviewJson({ steps: [{}] })).to.throw("got an object with nothing. A newer");
  });
});

describe("an exported state", () => {
  it("is told by its fields", () => {
    expect(isStackExport({ version: 3, deployment: null })).to.equal(true);
    expect([{ version: 3 }, { deployment: {} }, null, []].filter(isStackExport)).to.deep.equal([]);
    expect(() => fromStackExport({ version: 3, deployment: [] })).to.throw(
      "plan must be the output of `pulumi stack export`; got an object with version, deployment.",
    );
  });

  it("is before and after alike, sorted, and says in what it was interrupted", () => {
    const other = `${stackUrn}${type}::a`;
    const plan = fromStackExport({
      version: 4,
      deployment: {
        resources: [state(1), { ...state(1), urn: other }],
        pending_operations: [{ type: 1, resource: { urn: 1 } }, {}],
      },
    });
    expect(plan.before.map(({ name }) => name)).to.deep.equal(["a", "r"]);
    expect(plan.after).to.equal(plan.before);
    const nameless =
      "an earlier run was interrupted while an operation : nobody knows if it is done";
    expect([plan.unread, plan.unchanged, plan.source, plan.stack, plan.whole]).to.deep.equal([
      ...[[nameless, nameless], 2, "state", "production", true],
    ]);
    const { before, after, unread, project, stack, unchanged, ...rest } = plan;
    expect([before.length, after.length, unread.length, project, stack, unchanged]).to.deep.equal([
      ...[2, 2, 2, "shop", "production", 2],
    ]);
    expect(rest).to.deep.equal({
      ...{ source: "state", whole: true, changes: [], renames: [], drift: [], policies: [] },
      failures: [],
    });
  });

  it("is refused by the name that the caller has for it", () => {
    expect(() => fromStackExport({ version: "3", deployment: {} }, "base")).to.throw(
      'base.version must be one of 3 and 4; got "3". Export the state again with a current Pulumi',
    );
    expect(() => fromStackExport({ version: 3, deployment: { resources: {} } }, "base")).to.throw(
      'base.deployment.resources must be a list of objects; got "object".',
    );
    const pending_operations = [1];
    expect(() => fromStackExport({ version: 3, deployment: { pending_operations } })).to.throw(
      "deployment.pending_operations must be a list of objects; got 1.",
    );
  });
});

describe("a list of objects, and a message", () => {
  it("are none where nothing is set", () => {
    expect([objectsIn(undefined, "p"), objectsIn(null, "p"), objectsIn([{}], "p")]).to.deep.equal([
      ...[[], [], [{}]],
    ]);
    expect([undefined, 1, null].map(bareMessage)).to.deep.equal(["", "", ""]);
  });

  it("come without the colours of the engine and of terminals", () => {
    const escape = String.fromCharCode(27);
    expect(bareMessage(` <{%fg 1%}>a${escape}[1;31mb${escape}[0m <{%reset%}>c\n`)).to.equal("ab c");
  });
});
