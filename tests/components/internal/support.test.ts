import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { problemsError, ProblemList } from "../../../components/internal/checked";
import { inBothModes, underMocks, unknown } from "../../support/mocks";
import { problemsOf, rejects } from "../../support/problems";
import { isKnown, isSecret, value } from "../../support/value";

const recordType = "cloudflare:index/dnsRecord:DnsRecord";

class Pair extends pulumi.ComponentResource {
  readonly first: DnsRecord;
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Pair", name, {}, opts);
    const common = { zoneId: "z", name: "www.example.com", type: "TXT", ttl: 1 };
    this.first = new DnsRecord(`${name}-a`, common, { parent: this, deleteBeforeReplace: true });
    new DnsRecord(
      `${name}-b`,
      { ...common, content: this.first.id, comment: pulumi.secret("hush") },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

describe("test support", () => {
  it("resolves an output and rejects with the error thrown inside it", async () => {
    expect(await value(pulumi.output(1).apply((one) => one + 1))).to.equal(2);
    const broken = pulumi.output(1).apply((): number => {
      throw new Error("inside");
    });
    await expect(value(broken)).to.be.rejectedWith(/inside/);
  });

  it("tells secret and unknown outputs apart", async () => {
    expect(await isSecret(pulumi.secret(1))).to.equal(true);
    expect(await isSecret(pulumi.output(1))).to.equal(false);
    const run = await underMocks(true, (parent) => new Pair("pair", { parent }));
    expect(await isKnown(run.result.first.id)).to.equal(false);
    expect(await value(run.result.first.id)).to.equal(undefined);
  });

  it("records exact inputs, parents and options in both modes", async () => {
    await inBothModes(
      (parent) => new Pair("pair", { parent, protect: true }),
      ({ preview, registered, one, of }) => {
        expect(registered).to.have.lengthOf(3);
        expect(of(recordType)).to.have.lengthOf(2);
        expect(one("test:index:Pair", "pair")).to.deep.equal({
          type: "test:index:Pair",
          name: "pair",
          parent: undefined,
          custom: false,
          inputs: {},
          options: { protect: true },
        });
        expect(one(recordType, "pair-a")).to.deep.equal({
          type: recordType,
          name: "pair-a",
          parent: "pair",
          custom: true,
          inputs: { zoneId: "z", name: "www.example.com", type: "TXT", ttl: 1 },
          options: { deleteBeforeReplace: true },
        });
        expect(one(recordType, "pair-b").inputs).to.deep.equal({
          zoneId: "z",
          name: "www.example.com",
          type: "TXT",
          ttl: 1,
          content: preview ? unknown : "pair-a-id",
          comment: { secret: "hush" },
        });
      },
    );
  });

  it("throws on a second resource with the same parent, type and name", async () => {
    await expect(
      underMocks(false, (parent) => [new Pair("pair", { parent }), new Pair("pair", { parent })]),
    ).to.be.rejectedWith(/registered twice: test:index:Pair "pair"/);
  });

  it("reads the problems out of an error and notices registrations", async () => {
    const problem = { path: "a.b", rule: "be c", actual: "d" };
    const told = await rejects(() => {
      throw problemsError("arguments of x", [problem]);
    }, ["a.b"]);
    expect(told).to.deep.equal([{ path: "a.b", reason: "a.b must be c; got d" }]);
    expect(() => problemsOf(new Error("other"))).to.throw(/expected an error that lists problems/);
    await expect(
      rejects(
        (parent) => {
          new Pair("pair", { parent });
          throw problemsError("arguments of x", [problem]);
        },
        ["a.b"],
      ),
    ).to.be.rejected;
  });

  it("waits for a child whose input rejects, without hanging", async () => {
    const late = new ProblemList().checked(pulumi.output("bad"), () => ({
      path: "late",
      rule: "be good",
      actual: '"bad"',
    }));
    // Asked before the run: a rejection that is handled later is a warning of Node.
    const rejected = expect(value(late)).to.be.rejectedWith(/late must be good; got "bad"/);
    const run = await underMocks(
      false,
      (parent) =>
        new DnsRecord(
          "late",
          { zoneId: "z", name: "n", type: "A", ttl: 1, content: late },
          { parent },
        ),
    );
    expect(run.one(recordType, "late").inputs).to.deep.equal({});
    expect(problemsOf(run.errors[0])).to.deep.equal([
      { path: "late", reason: 'late must be good; got "bad"' },
    ]);
    await rejected;
  });
});
