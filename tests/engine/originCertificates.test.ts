import { assert, expect } from "chai";
import { X509Certificate } from "node:crypto";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import * as pulumi from "@pulumi/pulumi";
import { OriginCertificate, PublicCertificate, type OriginCertificateArgs } from "../../components";
import { judgePlan } from "../../checks/policy";
import { originCa } from "../../sandbox/cloud/x509/originCa";
import {
  defaultAccountId,
  defaultZoneId,
  OperationFailed,
  runProgram,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";
import { census } from "./wholeLife";

const acm = "aws:acm/certificate:Certificate";
const originCertificate = "cloudflare:index/originCaCertificate:OriginCaCertificate";
const listener = "aws:lb/listener:Listener";
const zoneName = "example.com";
const topic = "arn:aws:sns:us-east-1:123456789012:oncall";
const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];

/** A load balancer that serves a certificate. */
function serve(certificateArn: pulumi.Input<string>): void {
  const balancer = new LoadBalancer("origin", { subnets });
  const targets = new TargetGroup("origin", {
    port: 80,
    protocol: "HTTP",
    vpcId: "vpc-0a1b2c3d4e5f60718",
  });
  new Listener("https", {
    loadBalancerArn: balancer.arn,
    ...{ port: 443, protocol: "HTTPS", certificateArn },
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
}

/** A certificate, served in one region. */
function origin(args: Partial<OriginCertificateArgs>): Record<string, unknown> {
  const acmRegions = ["us-east-1", "eu-central-1"];
  const expiryTopicArns = { "us-east-1": topic };
  const certificate = new OriginCertificate("origin", {
    zoneName,
    acmRegions,
    expiryTopicArns,
    ...args,
  });
  serve(certificate.acmCertificateArns.apply((arns) => arns["us-east-1"] ?? ""));
  const { certificatePem, privateKeyPem, expiresOn, acmCertificateArns } = certificate;
  return { certificatePem, privateKeyPem, expiresOn, acmCertificateArns };
}

/** Calls that change the account, in their order: `Import 1`, without ids. */
function changesSince(cloud: Cloud, start: number): string[] {
  return cloud.journal.calls
    .slice(start)
    .filter(({ method }) => method !== "GET")
    .map(({ method, path }) =>
      `${method} ${path}`
        .replace(/[0-9a-f]{32}/g, "<id>")
        .replace(/^POST (acm|elasticloadbalancing|monitoring)\./, ""),
    );
}

describe("certificates of origins", () => {
  let cloud: Cloud;
  let stack: TestStack;
  let declare: () => Record<string, unknown>;
  beforeEach(async () => {
    cloud = await startCloud();
    stack = await runProgram(cloud, () => Promise.resolve(declare()));
  });
  afterEach(async () => {
    await stack.close();
    await cloud.stop();
  });

  /** Brings up one program, then another; the second `up` after each and a preview that refreshes find nothing to do. */
  const become = async (
    program: () => Record<string, unknown>,
  ): Promise<Readonly<Record<string, number>>> => {
    declare = program;
    const { changes } = await stack.up();
    expect((await stack.up()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
    return changes;
  };
  const imported = () => cloud.account.ofType(acm);
  const served = () => cloud.account.ofType(listener)[0]?.properties.certificateArn;
  /** The imports by the region and what the listener serves. */
  const servedGeneration = (): unknown =>
    imported().find(({ key }) => key === served())?.properties.region;

  it("are issued, imported, served and taken away, and their keys stand nowhere in clear", async () => {
    declare = () => origin({});
    expect((await stack.preview()).counts).to.deep.equal({ create: 11 });
    expect(await become(() => origin({}))).to.deep.equal({ create: 11 });
    expect(census(cloud)).to.deep.equal({
      "aws:Certificate": 2,
      "aws:Listener": 1,
      "aws:LoadBalancer": 1,
      "aws:MetricAlarm": 1,
      "aws:TargetGroup": 1,
      "cloudflare:OriginCaCertificate": 1,
    });
    const [issued] = cloud.account.ofType(originCertificate);
    const leaf = new X509Certificate(issued?.properties.certificate as string);
    const { certificatePem } = originCa(defaultAccountId, "origin-rsa");
    expect(leaf.verify(new X509Certificate(certificatePem).publicKey)).to.equal(true);
    expect(leaf.subjectAltName).to.equal("DNS:*.example.com, DNS:example.com");
    expect(imported().map(({ properties }) => properties.certificateBody)).to.deep.equal(
      Array(2).fill(issued?.properties.certificate),
    );
    expect(servedGeneration()).to.equal("us-east-1");

    const outputs = await stack.outputs();
    expect([outputs.certificatePem, outputs.privateKeyPem]).to.deep.equal(["[secret]", "[secret]"]);
    expect(outputs.expiresOn).to.equal(new Date(leaf.validTo).toISOString());
    const said = JSON.stringify([await stack.exportState(), cloud.journal.calls, outputs]);
    expect(said).not.to.match(/BEGIN (RSA |EC )?PRIVATE KEY/);
    expect(said).to.match(/BEGIN CERTIFICATE REQUEST/);

    expect((await stack.destroy()).counts).to.deep.equal({ delete: 11 });
    // Nothing is revoked: what somebody may still serve stays valid.
    expect(census(cloud)).to.deep.equal({ "cloudflare:OriginCaCertificate": 1 });
  });

  it("are rotated in steps: the new one serves before the former goes, and none is revoked", async () => {
    await become(() => origin({}));
    const former = served();
    let start = cloud.journal.calls.length;
    expect(await become(() => origin({ generation: 2, keptGenerations: [1] }))).to.deep.equal({
      create: 5,
      update: 2,
    });
    expect(changesSince(cloud, start).sort()).to.deep.equal([
      "POST /certificates",
      "eu-central-1/ImportCertificate",
      "us-east-1/ImportCertificate",
      "us-east-1/ModifyListener",
      "us-east-1/PutMetricAlarm",
    ]);
    expect(served()).not.to.equal(former);
    expect(imported().map(({ key }) => key)).to.include(former);

    start = cloud.journal.calls.length;
    expect(await become(() => origin({ generation: 2 }))).to.deep.equal({ delete: 5 });
    expect(changesSince(cloud, start).sort()).to.deep.equal([
      "eu-central-1/DeleteCertificate",
      "us-east-1/DeleteCertificate",
    ]);
    expect(cloud.account.ofType(originCertificate)).to.have.length(2);
  });

  it("are rotated in one step too, and revoked last where that is asked for", async () => {
    await become(() => origin({ revokeRetired: true, keyAlgorithm: "ecdsa" }));
    const start = cloud.journal.calls.length;
    const next = () => origin({ revokeRetired: true, keyAlgorithm: "ecdsa", generation: 2 });
    expect(await become(next)).to.deep.equal({ create: 5, update: 2, delete: 5 });
    const calls = changesSince(cloud, start);
    const [modified, deleted, revoked] = [
      calls.indexOf("us-east-1/ModifyListener"),
      calls.indexOf("us-east-1/DeleteCertificate"),
      calls.indexOf("DELETE /certificates/<id>"),
    ];
    assert.isDefined(modified);
    expect([modified >= 0, deleted > modified, revoked > deleted]).to.deep.equal([
      true,
      true,
      true,
    ]);
    expect(cloud.account.ofType(originCertificate)).to.have.length(1);
  });

  it("get another name in place: the load balancer keeps what it serves, and the former one stays valid", async () => {
    await become(() => origin({}));
    const former = served();
    const hostnames = ["example.com", "*.example.com", "*.shop.example.com"];
    expect(await become(() => origin({ hostnames }))).to.deep.equal({ replace: 2, update: 2 });
    expect(served()).to.equal(former);
    const now = imported().find(({ key }) => key === former)?.properties.certificateBody as string;
    expect(new X509Certificate(now).subjectAltName).to.match(/DNS:\*\.shop\.example\.com/);
    expect(cloud.account.ofType(originCertificate)).to.have.length(2);
  });

  it("get a key of another kind by another import, which serves before the former goes", async () => {
    await become(() => origin({}));
    const former = served();
    const start = cloud.journal.calls.length;
    await become(() => origin({ keyAlgorithm: "ecdsa" }));
    expect(served()).not.to.equal(former);
    const calls = changesSince(cloud, start);
    expect(calls.indexOf("us-east-1/ModifyListener")).to.be.below(
      calls.indexOf("us-east-1/DeleteCertificate"),
    );
    expect(imported()).to.have.length(2);
  });

  it("are refused in a preview once they are about to expire, and rotated then", async () => {
    await become(() => origin({ validityDays: 7 }));
    const { now } = Date;
    const sixDaysLater = now() + 6 * 86_400_000;
    try {
      Date.now = () => sixDaysLater;
      const failure = await stack.preview().catch((error: unknown) => error);
      assert.instanceOf(failure, OperationFailed);
      expect(failure.message).to.match(
        /generation must be raised where the certificate has less than 2 days left; got 1, which expires on/,
      );
      declare = () => origin({ validityDays: 7, generation: 2, keptGenerations: [1] });
      expect((await stack.preview()).changes).to.deep.equal({ create: 5, update: 2 });
    } finally {
      Date.now = now;
    }
  });

  it("are nothing that the policy or the review has anything against", async () => {
    declare = () => {
      const [certificate, open] = [
        new OriginCertificate("origin", { zoneName, acmRegions: ["us-east-1"] }),
        new PublicCertificate("public", {
          zoneId: defaultZoneId,
          zoneName,
          regions: ["us-east-1"],
        }),
      ];
      return { origin: certificate.acmCertificateArns, open: open.acmCertificateArns };
    };
    await stack.up();
    const { findings } = judgePlan({ after: cloud.account.resources(), whole: true });
    expect(findings).to.deep.equal([]);
  });

  it("of public authorities are proven, issued and served, and replaced without a gap", async () => {
    const program = (hostnames?: string[]) => () => {
      const regions = ["us-east-1", "eu-central-1"];
      const zone = { zoneId: defaultZoneId, zoneName };
      const certificate = new PublicCertificate("public", { ...zone, regions, hostnames });
      serve(certificate.acmCertificateArns.apply((arns) => arns["us-east-1"] ?? ""));
      return {};
    };
    expect(await become(program())).to.deep.equal({ create: 10 });
    const former = served();
    const start = cloud.journal.calls.length;
    await become(program(["example.com", "*.example.com", "shop.example.com"]));
    expect(served()).not.to.equal(former);
    const calls = changesSince(cloud, start);
    expect(calls.indexOf("us-east-1/ModifyListener")).to.be.below(
      calls.indexOf("us-east-1/DeleteCertificate"),
    );
    await stack.destroy();
    expect(census(cloud)).to.deep.equal({});
  });
});
