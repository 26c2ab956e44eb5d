import { expect } from "chai";
import { inspect } from "node:util";

import { fromEngineEvents } from "../../../model/plan/engineEvents";
import { readTrafficPaths } from "../../../model/traffic/path";
import { secretValue } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { planText } from "../fixtures";

const record = "urn:pulumi:test::shop::cloudflare:index/dnsRecord:DnsRecord::";

type Event = Record<string, unknown>;

/** Numbers events and ends them as the engine does. */
function events(...list: Event[]): Event[] {
  return [...list, { summaryEvent: { resourceChanges: {} } }].map((event, sequence) => ({
    sequence,
    ...event,
  }));
}

function planned(op: string, old?: object, now?: object): Event {
  const state = (inputs: object | undefined) =>
    inputs && {
      type: "cloudflare:index/dnsRecord:DnsRecord",
      urn: `${record}r`,
      custom: true,
      id: "1",
      inputs,
      outputs: inputs,
    };
  return {
    resourcePreEvent: { metadata: { op, urn: `${record}r`, old: state(old), new: state(now) } },
  };
}

describe("events of the real engine", () => {
  it("are read with what stays the same, and a replacement as one change", () => {
    const plan = fromEngineEvents(planText("events-replacement"));
    expect(
      plan.changes.map(({ operation, name, deleteFirst, replacedFor, properties }) => [
        operation,
        name,
        deleteFirst,
        replacedFor,
        properties.map(({ path, old, new: now }) => [path, old, now]),
      ]),
    ).to.deep.equal([
      [
        "replace",
        "api",
        true,
        ["type"],
        [
          ["content", "203.0.113.9", "www.example.com"],
          ["type", "A", "CNAME"],
        ],
      ],
      ["update", "secret", undefined, [], [["comment", "v1", "v2"]]],
    ]);
    const { source, project, stack, whole, unchanged, before, after, unread } = plan;
    expect([
      source,
      project,
      stack,
      whole,
      unchanged,
      before.length,
      after.length,
      unread,
    ]).to.deep.equal(["events", "shop", "test", true, 7, 9, 9, []]);
    const model = readTrafficPaths(plan.after);
    expect(model.hostnames.map(({ hostname, serving }) => [hostname, serving])).to.deep.equal([
      ["api.example.com", "yes"],
      ["www.example.com", "yes"],
    ]);
    expect(
      model.firewalls
        .flatMap(({ together }) => together.filter(({ port }) => port === 443))
        .map(({ reachable, closed }) => [reachable.ipv4, closed]),
    ).to.deep.equal([["yes", "yes"]]);
  });

  it("tell drift, and nothing of rules that others made", () => {
    const plan = fromEngineEvents(planText("events-drift"));
    expect(plan.drift).to.deep.equal([
      {
        key: `${record}api`,
        gone: false,
        properties: [{ path: "comment", old: undefined, new: "by hand" }],
      },
    ]);
    expect(
      plan.changes.map(({ operation, name, properties }) => [operation, name, properties]),
    ).to.deep.equal([
      ["update", "secret", [{ path: "content", old: secretValue, new: secretValue }]],
    ]);
  });
});

describe("engine events", () => {
  it("lose their debug messages before anything is read", () => {
    const debug = {
      severity: "debug",
      message: "RegisterResource RPC finished: value,,,hunter2",
      urn: `${record}r`,
    };
    const plan = fromEngineEvents(
      events({ diagnosticEvent: debug }, planned("create", undefined, { ttl: 1 })),
    );
    expect(inspect(plan, { depth: Infinity })).to.not.include("hunter2");
    expect([plan.failures, plan.changes.length]).to.deep.equal([[], 1]);
  });

  it("carry what policies said, sorted, without colours", () => {
    const policy = (policyName: string, message: string) => ({
      policyEvent: {
        policyName,
        policyPackName: "steady-edge",
        enforcementLevel: "mandatory",
        resourceUrn: `${record}r`,
        message,
      },
    });
    const { policies } = fromEngineEvents(
      events(policy("b", "<{%fg 1%}>two<{%reset%}>"), policy("a", "one")),
    );
    expect(policies).to.deep.equal([
      { policy: "a", pack: "steady-edge", level: "mandatory", key: `${record}r`, message: "one" },
      { policy: "b", pack: "steady-edge", level: "mandatory", key: `${record}r`, message: "two" },
    ]);
  });

  it("carry failures", () => {
    const { failures } = fromEngineEvents(
      events({ diagnosticEvent: { severity: "error", message: "no\n" } }),
    );
    expect(failures).to.deep.equal([{ message: "no" }]);
  });

  it("hold values that nobody knows where from", () => {
    const { after } = fromEngineEvents(
      events(planned("create", undefined, { content: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" })),
    );
    expect(after[0]?.properties.content).to.equal(unknownValue);
  });

  it("say where they were cut off", () => {
    const [first] = events(planned("create", undefined, { ttl: 1 }));
    expect(fromEngineEvents([first ?? {}]).unread).to.deep.equal([
      "the events end before the summary: the plan may be cut off",
    ]);
  });

  it("may be a log of lines", () => {
    const lines = events(planned("delete", { ttl: 1 }))
      .map((event) => JSON.stringify(event))
      .join("\n");
    expect(fromEngineEvents(`${lines}\n`).changes.map(({ operation }) => operation)).to.deep.equal([
      "delete",
    ]);
  });
});
