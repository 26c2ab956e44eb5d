import assert from "node:assert/strict";
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
    assert.equal(await value(pulumi.output(1).apply((one) => one + 1)), 2);
    const broken = pulumi.output(1).apply((): number => {
      throw new Error("inside");
    });
    await assert.rejects(value(broken), /inside/);
  });

  it("tells secret and unknown outputs apart", async () => {
    assert.equal(await isSecret(pulumi.secret(1)), true);
    assert.equal(await isSecret(pulumi.output(1)), false);
    const run = await underMocks(true, (parent) => new Pair("pair", { parent }));
    assert.equal(await isKnown(run.result.first.id), false);
    assert.equal(await value(run.result.first.id), undefined);
  });

  it("records exact inputs, parents and options in both modes", async () => {
    await inBothModes(
      (parent) => new Pair("pair", { parent, protect: true }),
      ({ preview, registered, one, of }) => {
        assert.equal(registered.length, 3);
        assert.equal(of(recordType).length, 2);
        assert.deepEqual(one("test:index:Pair", "pair"), {
          type: "test:index:Pair",
          name: "pair",
          parent: undefined,
          custom: false,
          inputs: {},
          options: { protect: true },
        });
        assert.deepEqual(one(recordType, "pair-a"), {
          type: recordType,
          name: "pair-a",
          parent: "pair",
          custom: true,
          inputs: { zoneId: "z", name: "www.example.com", type: "TXT", ttl: 1 },
          options: { deleteBeforeReplace: true },
        });
        assert.deepEqual(one(recordType, "pair-b").inputs, {
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
    await assert.rejects(
      underMocks(false, (parent) => [new Pair("pair", { parent }), new Pair("pair", { parent })]),
      /registered twice: test:index:Pair "pair"/,
    );
  });

  it("reads the problems out of an error and notices registrations", async () => {
    const problem = { path: "a.b", rule: "be c", got: "d" };
    const told = await rejects(() => {
      throw problemsError("arguments of x", [problem]);
    }, ["a.b"]);
    assert.deepEqual(told, [{ path: "a.b", reason: "a.b must be c; got d" }]);
    assert.throws(() => problemsOf(new Error("other")), /expected an error that lists problems/);
    await assert.rejects(
      rejects(
        (parent) => {
          new Pair("pair", { parent });
          throw problemsError("arguments of x", [problem]);
        },
        ["a.b"],
      ),
    );
  });

  it("waits for a child whose input rejects, without hanging", async () => {
    const late = new ProblemList().checked(pulumi.output("bad"), () => ({
      path: "late",
      rule: "be good",
      got: '"bad"',
    }));
    const run = await underMocks(
      false,
      (parent) =>
        new DnsRecord(
          "late",
          { zoneId: "z", name: "n", type: "A", ttl: 1, content: late },
          { parent },
        ),
    );
    assert.deepEqual(run.one(recordType, "late").inputs, {});
    assert.deepEqual(problemsOf(run.errors[0]), [
      { path: "late", reason: 'late must be good; got "bad"' },
    ]);
    await assert.rejects(value(late), /late must be good; got "bad"/);
  });
});
