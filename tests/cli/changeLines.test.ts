import assert from "node:assert/strict";
import { changeLines } from "../../cli/changeLines";
import type { EngineEvent } from "../../sandbox/engine";

const record = "cloudflare:index/dnsRecord:DnsRecord";

function lines(op: string, type: string, name: string): string[] {
  const urn = `urn:pulumi:dev::shop::steady-edge:index:DnsRecords$${type}::${name}`;
  return changeLines({ resourcePreEvent: { metadata: { op, type, urn } } } as EngineEvent);
}

describe("a line for a change", () => {
  it("says the step, the type and the whole name, whatever stands in it", () => {
    assert.deepEqual(lines("create", record, "zone-record-www"), [
      `  create             ${record}  zone-record-www`,
    ]);
    assert.deepEqual(lines("delete-replaced", record, "one::two"), [
      `  delete-replaced    ${record}  one::two`,
    ]);
  });

  it("says the URN where it is none", () => {
    const metadata = { op: "update", type: record, urn: "somewhere" };
    assert.deepEqual(changeLines({ resourcePreEvent: { metadata } } as EngineEvent), [
      `  update             ${record}  somewhere`,
    ]);
  });

  it("leaves out what changes nothing, and what is the engine's own", () => {
    for (const op of ["same", "read", "refresh"]) {
      assert.deepEqual(lines(op, record, "www"), []);
    }
    assert.deepEqual(lines("create", "pulumi:pulumi:Stack", "shop-dev"), []);
    assert.deepEqual(lines("create", "pulumi:providers:cloudflare", "default"), []);
    assert.deepEqual(changeLines({} as EngineEvent), []);
  });
});
