import { expect } from "chai";
import { DnsRecords, EdgeCertificate } from "../../components";
import {
  defaultZoneId,
  runProgram,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";

describe("EdgeCertificate, on a real engine", () => {
  let cloud: Cloud;
  let stack: TestStack;
  let hostnames: string[];
  before(async () => {
    cloud = await startCloud({ zones: [{ name: "example.com", id: defaultZoneId }] });
    stack = await runProgram(cloud, () => {
      const zoneName = "example.com";
      const certificate = new EdgeCertificate("shop", {
        ...{ zoneId: defaultZoneId, zoneName, hostnames },
      });
      new DnsRecords("shop", {
        ...{ zoneId: certificate.activeZoneId, zoneName },
        records: {
          a: {
            ...{ type: "A", name: "a.shop", content: "203.0.113.10", proxied: true },
            acceptDeepHostname: true,
          },
        },
      });
      return Promise.resolve({});
    });
  });
  after(async () => {
    await stack?.close();
    await cloud?.stop();
  });

  /** What was made, looked at and deleted, in its order. */
  const calls = (): string[] =>
    cloud.journal.calls
      .map(({ method, path }) => `${method} ${path.replace(/[0-9a-f]{32}/g, "<id>")}`)
      .filter((call) => /certificatePack|POST .*dns_records/i.test(call));
  const ordered = "POST /zones/<id>/certificatePack";
  const lookedAt = "GET /getCertificatePack";

  it("looks at the certificate before it makes the record, and changes nothing the second time", async () => {
    hostnames = ["*.shop.example.com"];
    expect((await stack.preview()).changes).to.deep.equal({ create: 5 });
    expect(calls()).to.deep.equal([]);
    // The stack, two components, the pack and the record.
    expect((await stack.up()).changes).to.deep.equal({ create: 5 });
    expect(calls()).to.deep.equal([ordered, lookedAt, "POST /zones/<id>/dns_records"]);
    expect((await stack.up()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
  });

  it("orders one with other names, looks at it, and only then lets the former one go", async () => {
    hostnames = ["*.shop.example.com", "*.api.example.com"];
    const first = calls().length;
    expect((await stack.preview()).changes).to.deep.equal({ replace: 1 });
    expect((await stack.up()).changes).to.deep.equal({ replace: 1 });
    expect(calls().slice(first)).to.deep.equal([
      ...[ordered, lookedAt],
      "DELETE /zones/<id>/certificatePack/<id>",
    ]);
  });
});
