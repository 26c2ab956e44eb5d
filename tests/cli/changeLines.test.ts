import assert from "node:assert/strict";
import { changeLines, changesOf, takenUpStep } from "../../cli/changeLines";
import type { EngineEvent } from "../../sandbox/engine";

const record = "cloudflare:index/dnsRecord:DnsRecord";

function event(op: string, type: string, name: string): EngineEvent {
  const urn = `urn:pulumi:dev::shop::steady-edge:index:DnsRecords$${type}::${name}`;
  return { resourcePreEvent: { metadata: { op, type, urn } } } as EngineEvent;
}

function lines(op: string, type: string, name: string): string[] {
  return changeLines(changesOf([event(op, type, name)]));
}

describe("a line for a change", () => {
  it("says the step, the type and the whole name, whatever stands in it", () => {
    assert.deepEqual(lines("create", record, "zone-record-www"), [
      `  create             ${record}  zone-record-www`,
    ]);
    assert.deepEqual(lines("delete", record, "one::two"), [
      `  delete             ${record}  one::two`,
    ]);
  });

  it("says the URN where it is none", () => {
    const metadata = { op: "update", type: record, urn: "somewhere" };
    assert.deepEqual(changesOf([{ resourcePreEvent: { metadata } } as EngineEvent]), [
      { op: "update", type: record, name: "somewhere" },
    ]);
  });

  it("stands for what the engine counts: the stack and explicit providers too, a replacement once", () => {
    const counted = [
      event("create", "pulumi:pulumi:Stack", "shop-dev"),
      event("create", "pulumi:providers:cloudflare", "second-account"),
      event("replace", record, "www"),
    ];
    const uncounted = [
      ...["same", "read", "refresh", "create-replacement", "delete-replaced"].map((op) =>
        event(op, record, "www"),
      ),
      event("create", "pulumi:providers:cloudflare", "default_6_22_1"),
      {} as EngineEvent,
    ];
    assert.deepEqual(
      changesOf([...uncounted, ...counted]).map(({ op, name }) => `${op} ${name}`),
      ["create shop-dev", "create second-account", "replace www"],
    );
  });

  it("names resources that are taken up like those that change, whatever their URNs are", () => {
    const urn = `urn:pulumi:dev::shop::steady-edge:index:DnsRecords$${record}::zone-record-www`;
    assert.deepEqual(takenUpStep([urn, "somewhere"]), {
      text: "Taking up what a run that was cut off had made",
      items: [`${record}  zone-record-www`, "somewhere"],
    });
  });

  it("ends after 50, and says how many more there are and where", () => {
    const many = Array.from({ length: 53 }, (_, index) => event("create", record, `r${index}`));
    const listed = changeLines(changesOf(many));
    assert.equal(listed.length, 51);
    assert.equal(listed[49], `  create             ${record}  r49`);
    assert.equal(listed[50], "  and 3 more; --json lists all");
    assert.equal(changeLines(changesOf(many.slice(0, 50))).length, 50);
  });
});
