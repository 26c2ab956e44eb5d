import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource, ModelValue } from "../../../model/graph/resources";
import { faultOf } from "../../../model/origin/bucketFaults";
import { bucketOrigins } from "../../../model/origin/bucketOrigins";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const bucket = (more: ModelObject = {}): ModelResource =>
  resource("bucket", "docs", { bucket: "docs", ...more });
const policy = (more: object = {}): ModelResource =>
  resource("bucketPolicy", "docs", {
    bucket: "docs",
    policy: JSON.stringify({
      Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", ...more }],
    }),
  });
const acl = (more: ModelObject): ModelResource =>
  resource("bucketAcl", "docs", { bucket: "docs", ...more });
const block = resource("bucketPublicAccess", "docs", {
  ...{ bucket: "docs", restrictPublicBuckets: true, ignorePublicAcls: true },
});

describe("what a bucket answers Cloudflare", () => {
  const fault = (...resources: ModelResource[]): unknown => {
    const [own = bucket()] = resources;
    return faultOf(new Inventory(resources), own, false);
  };

  it("is nothing where nothing lets everybody read", () => {
    expect(fault(bucket())).to.equal("not public");
    expect(fault(bucket(), policy({ Effect: "Deny" }))).to.equal("not public");
    expect(fault(bucket(), policy({ Principal: { AWS: ["123456789012"] } }))).to.equal(
      "not public",
    );
  });

  it("is its objects where a policy names everybody, in any of the ways to write it", () => {
    const everybody: readonly unknown[] = ["*", { AWS: "*" }, { AWS: ["123456789012", "*"] }];
    for (const Principal of everybody) {
      expect(fault(bucket(), policy({ Principal })), JSON.stringify(Principal)).to.equal(undefined);
    }
  });

  it("is nothing where public access is blocked, but for those whom a condition lets in", () => {
    expect(fault(bucket(), policy(), block)).to.equal("blocked");
    const Condition = { IpAddress: { "aws:SourceIp": ["173.245.48.0/20"] } };
    expect(fault(bucket(), policy({ Condition }), block)).to.equal(undefined);
  });

  it("is not known of a list of the bucket's, since objects have their own, unless those are ignored", () => {
    const lists: readonly ModelObject[] = [
      ...[{ acl: "public-read" }, { acl: "private" }],
      { acl: unknownValue },
      { accessControlPolicy: { owner: { id: "o" } } },
    ];
    for (const more of lists) {
      expect(fault(bucket(), acl(more)), JSON.stringify(more)).to.equal(undefined);
      expect(fault(bucket(), acl(more), block), JSON.stringify(more)).to.equal("blocked");
    }
    expect(fault(bucket({ acl: "private" }))).to.equal(undefined);
    expect(fault(bucket({ acl: null }))).to.equal("not public");
  });
});

describe("the buckets that hostnames lead to", () => {
  const named = (hostname: string, content: ModelValue): ModelResource =>
    record(hostname, { type: "CNAME", content });
  const site = named("www.example.com", "docs.s3-website-us-east-1.amazonaws.com");
  const itself = named("zip.example.com", "docs.s3.amazonaws.com");

  it("are websites where one hostname asks for it so, in whatever order they come", () => {
    const read = (...records: ModelResource[]): unknown[] => [
      ...bucketOrigins(readTrafficPaths([bucket(), ...records])).values(),
    ];
    const hostnames = ["www.example.com", "zip.example.com"];
    expect(read(site, itself)).to.deep.equal([{ name: "docs", isWebsite: true, hostnames }]);
    expect(read(itself)).to.deep.equal([
      { name: "docs", isWebsite: false, hostnames: ["zip.example.com"] },
    ]);
    expect(read(named("www.example.com", "other.s3.amazonaws.com"))).to.deep.equal([]);
  });
});
