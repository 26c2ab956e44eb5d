import { assert, expect } from "chai";
import { awsModulesWithoutPart, awsNewWithoutPart } from "../../../model/judged/awsNoPart";
import { goingCloudflareTypes } from "../../../model/judged/cloudflareReadTypes";
import { providersWithoutPart } from "../../../model/judged/otherProviders";
import { ListedPaths } from "../../../model/judged/readType";
import { standingOf } from "../../../model/judged/standing";

const [moduleWithoutPart = "", reason] = Object.entries(awsModulesWithoutPart)[0] ?? [];
const none = (reason: string | undefined) => ({ part: "none", reason });
const notJudged = (whenNew: string | undefined) => ({ part: "not judged", whenNew });

describe("the standing of a resource type", () => {
  it("is read with the paths that the tables list, under each of its tokens", () => {
    for (const token of [
      "cloudflare:index/dnsRecord:DnsRecord",
      "cloudflare:index/record:Record",
    ]) {
      const standing = standingOf(token);
      expect(standing.part).to.equal("read");
      expect(standing.part === "read" && standing.paths.covers("content")).to.equal(true);
      expect(standing.part === "read" && standing.type.read.includes("content")).to.equal(true);
    }
    for (const token of ["aws:lb/listener:Listener", "aws:ec2/routeTable:RouteTable"]) {
      const standing = standingOf(token);
      assert(standing.part === "read");
      expect(standingOf(token)).to.have.property("paths", standing.paths);
    }
  });

  it("is read where only its going is, and what is new of Cloudflare is not", () => {
    const types = Object.entries(goingCloudflareTypes);
    expect(types).to.have.lengthOf(4);
    for (const [token, read] of types) {
      expect(standingOf(token)).to.deep.include({
        part: "read",
        type: { read, unread: ["create"] },
      });
    }
  });

  it("is none for a module, a type or a provider with a reason", () => {
    expect(standingOf(`aws:${moduleWithoutPart}/made:Made`)).to.deep.equal(none(reason));
    expect(standingOf("random:index/randomId:RandomId")).to.deep.equal(
      none(providersWithoutPart.random),
    );
    expect(standingOf("cloudflare:index/accessTag:AccessTag")).to.deep.equal(
      none("a label of applications"),
    );
    expect(standingOf("random")).to.deep.equal(none(providersWithoutPart.random));
  });

  it("is not judged for all else, with what is known of a new one", () => {
    const [token = "", whenNew] = Object.entries(awsNewWithoutPart)[0] ?? [];
    expect(standingOf(token)).to.deep.equal(notJudged(whenNew));
    const tokens = [
      ...["cloudflare:index/workersKv:WorkersKv", "aws:made/up:Up", "kubernetes:a/b:C"],
      ...["", "constructor", "aws:constructor/constructor:constructor"],
      ...["cloudflare:index/constructor:X", "gcp:index/accessTag:AccessTag"],
      `kubernetes:${moduleWithoutPart}/made:Made`,
    ];
    expect(tokens.map(standingOf)).to.deep.equal(tokens.map(() => notJudged(undefined)));
  });
});

describe("the paths that the tables list of a type", () => {
  const paths = new ListedPaths({ read: ["a.b", "c"], noPart: { "d.e.f": "a reason" } });
  const all = ["a", "a.b", "a.b.x", "a.x", "b", "c", "c.x.y.z", "d", "d.e", "d.e.f", "d.e.f.g", ""];

  it("cover what is listed, and what stands beneath it", () => {
    expect(all.filter((path) => paths.covers(path))).to.deep.equal([
      ...["a.b", "a.b.x", "c", "c.x.y.z", "d.e.f", "d.e.f.g"],
    ]);
  });

  it("reach beneath what is above one that is listed", () => {
    expect(all.filter((path) => paths.reachBeneath(path))).to.deep.equal(["a", "d", "d.e"]);
  });

  it("are those that are read where nothing is without a part", () => {
    const read = new ListedPaths({ read: ["a"] });
    expect([read.covers("a"), read.covers("d"), read.reachBeneath("a")]).to.deep.equal([
      ...[true, false, false],
    ]);
  });
});
