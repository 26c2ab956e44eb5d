import { expect } from "chai";
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
    expect(lines("create", record, "zone-record-www")).to.deep.equal([
      `  create             ${record}  zone-record-www`,
    ]);
    expect(lines("delete", record, "one::two")).to.deep.equal([
      `  delete             ${record}  one::two`,
    ]);
  });

  it("says the URN where it is none", () => {
    const metadata = { op: "update", type: record, urn: "somewhere" };
    expect(changesOf([{ resourcePreEvent: { metadata } } as EngineEvent])).to.deep.equal([
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
    expect(
      changesOf([...uncounted, ...counted]).map(({ op, name }) => `${op} ${name}`),
    ).to.deep.equal(["create shop-dev", "create second-account", "replace www"]);
  });

  it("names resources that are taken up like those that change, whatever their URNs are", () => {
    const urn = `urn:pulumi:dev::shop::steady-edge:index:DnsRecords$${record}::zone-record-www`;
    expect(takenUpStep([urn, "somewhere"])).to.deep.equal({
      text: "Taking up what a run that was cut off had made",
      items: [`${record}  zone-record-www`, "somewhere"],
    });
  });

  it("ends after 50, and says how many more there are and where", () => {
    const many = Array.from({ length: 53 }, (_, index) => event("create", record, `r${index}`));
    const listed = changeLines(changesOf(many));
    expect(listed).to.have.lengthOf(51);
    expect(listed[49]).to.equal(`  create             ${record}  r49`);
    expect(listed[50]).to.equal("  and 3 more; --json lists all");
    expect(changeLines(changesOf(many.slice(0, 50)))).to.have.lengthOf(50);
  });
});
