import { expect } from "chai";
import { X509Certificate } from "node:crypto";
import { Certificate } from "@pulumi/aws/acm/certificate";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import {
  AlbOrigin,
  FailoverLoadBalancer,
  OriginFirewall,
  OriginPulls,
  type AlbOriginArgs,
  type OriginPullsArgs,
} from "../../components";
import { judgePlan } from "../../checks/policy";
import {
  defaultAccountId,
  defaultZoneId,
  OperationFailed,
  runProgram,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";

const region = "us-east-1";
const shown =
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate";
const switched =
  "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings";
const listener = "aws:lb/listener:Listener";
const bundle = "aws:s3/bucketObjectv2:BucketObjectv2";

/** How far a program is: what Cloudflare does, and what the load balancer does. */
interface Step {
  readonly pulls: Partial<OriginPullsArgs>;
  readonly balancer?: "observe" | "enforce";
}

/** A hostname before two load balancers of AWS that see or demand Cloudflare's client certificate. */
function declare({ pulls: change, balancer }: Step): object {
  const vpc = new Vpc("main", { cidrBlock: "10.0.0.0/16" });
  const subnetIds = ["a", "b"].map((zone, index) => {
    const place = { cidrBlock: `10.0.${index}.0/24`, availabilityZone: `${region}${zone}` };
    return new Subnet(zone, { vpcId: vpc.id, ...place }).id;
  });
  const firewall = new OriginFirewall("origins", { vpcId: vpc.id });
  const certificate = new Certificate("www", { certificateBody: "…", privateKey: "…" });
  const pulls = new OriginPulls("pulls", {
    ...{ zoneId: defaultZoneId, zoneName: "example.com", mode: "off" },
    trustStoreRegions: [region],
    ...change,
  });
  const trustStoreArn = pulls.trustStoreArns.apply((arns) => arns[region] ?? "");
  const clientVerification: AlbOriginArgs["clientVerification"] = balancer && {
    mode: balancer,
    ...(balancer === "enforce" ? { trustStoreArn } : {}),
  };
  const [first, second] = ["one", "two"].map(
    (name, index) =>
      new AlbOrigin(name, {
        ...{ vpcId: vpc.id, subnetIds, region, certificateArn: certificate.arn },
        securityGroupIds: firewall.securityGroupIds,
        application: { port: 8080, healthPath: "/healthz" },
        targets: { addresses: { a: `10.0.${index}.10` } },
        deletionProtection: false,
        ...(clientVerification === undefined ? {} : { clientVerification }),
      }),
  );
  new FailoverLoadBalancer("www", {
    ...{ accountId: defaultAccountId, zoneId: defaultZoneId, zoneName: "example.com" },
    hostname: "www.example.com",
    pools: [first, second].map((origin, index) => ({
      name: index === 0 ? "primary" : "backup",
      origins: { alb: { address: origin?.dnsName ?? "" } },
    })),
    health: { path: "/healthz" },
  });
  return { authority: pulls.authorityPem, expiresOn: pulls.expiresOn };
}

describe("client certificates of Cloudflare, on a real engine", () => {
  let cloud: Cloud;
  let stack: TestStack;
  let step: Step = { pulls: {} };
  before(async () => {
    cloud = await startCloud();
    stack = await runProgram(cloud, () => Promise.resolve(declare(step)));
  });
  after(async () => {
    await stack.close();
    await cloud.stop();
  });

  const monitorProbeZones = { www: "example.com" };
  const modes = (): unknown[] =>
    cloud.account
      .ofType(listener)
      .map(({ properties }) => (properties.mutualAuthentication as { mode?: string }).mode);
  const isShown = (): unknown => cloud.account.ofType(switched)[0]?.properties.enabled;
  const certificateShown = (): X509Certificate =>
    new X509Certificate(cloud.account.ofType(shown)[0]?.properties.certificate as string);

  /** Takes a step with no outage, after which nothing is left to do, and lists what it called. */
  async function take(next: Step): Promise<string[]> {
    step = next;
    cloud.outageWatch.begin();
    const seen = cloud.journal.calls.length;
    await stack.up();
    expect(cloud.outageWatch.report().broken).to.deep.equal([]);
    const calls = cloud.journal.calls.slice(seen).filter(({ method }) => method !== "GET");
    expect((await stack.up()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
    return calls.map(({ method, path }) =>
      `${method} ${path.replace(/[0-9a-f]{32}/g, "<id>")}`.replace(/^POST .*\//, ""),
    );
  }

  it("are prepared and shown to nobody, and keys stand nowhere in clear", async () => {
    await take({ pulls: {} });
    expect(isShown()).to.equal(false);
    const { authority, expiresOn } = await stack.outputs();
    const root = new X509Certificate(authority as string);
    const leaf = certificateShown();
    expect(leaf.verify(root.publicKey)).to.equal(true);
    expect([root.ca, leaf.ca]).to.deep.equal([true, false]);
    expect(leaf.keyUsage).to.deep.equal(["1.3.6.1.5.5.7.3.2"]);
    expect(Date.parse(expiresOn as string)).to.be.closeTo(Date.parse(leaf.validTo), 1000);
    const [object] = cloud.account.ofType(bundle);
    expect(object?.properties.content).to.equal(authority);
    const said = JSON.stringify([cloud.journal.calls, cloud.account.resources()]);
    expect(said).to.not.match(/PRIVATE KEY/);
    const found = judgePlan({ after: cloud.account.resources(), whole: true }).findings;
    expect(found.filter(({ id }) => id === "secret-in-plain-text")).to.deep.equal([]);
  });

  it("are refused at the listener until Cloudflare's side may be demanded", async () => {
    step = { pulls: { mode: "observe" }, balancer: "enforce" };
    const failure = await stack.preview().catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(OperationFailed);
    expect(String(failure)).to.include("clientVerification.trustStoreArn must be the ARN of");
  });

  it("are staged up, one step after the other", async () => {
    expect(await take({ pulls: { mode: "observe" }, balancer: "observe" })).to.have.members([
      "PUT /zones/<id>/origin_tls_client_auth/settings",
      ...["ModifyListener", "ModifyListener"],
    ]);
    expect([isShown(), ...modes()]).to.deep.equal([true, "passthrough", "passthrough"]);
    const enforced = { mode: "enforce", monitorProbeZones } as const;
    expect(await take({ pulls: enforced, balancer: "enforce" })).to.deep.equal([
      "ModifyListener",
      "ModifyListener",
    ]);
    expect([isShown(), ...modes()]).to.deep.equal([true, "verify", "verify"]);
  });

  it("are rotated: the new one is there before the former goes, of an authority that load balancers know", async () => {
    const former = certificateShown().serialNumber;
    const enforced = { mode: "enforce", monitorProbeZones, generation: 2 } as const;
    expect(await take({ pulls: enforced, balancer: "enforce" })).to.deep.equal([
      "origin_tls_client_auth",
      "DELETE /zones/<id>/origin_tls_client_auth/<id>",
    ]);
    expect(certificateShown().serialNumber).not.to.equal(former);
    const { authority } = await stack.outputs();
    const root = new X509Certificate(authority as string);
    expect(certificateShown().verify(root.publicKey)).to.equal(true);
  });

  it("are staged down, and go", async () => {
    const observed = { mode: "observe", generation: 2 } as const;
    expect(await take({ pulls: observed, balancer: "observe" })).to.deep.equal([
      "ModifyListener",
      "ModifyListener",
    ]);
    expect(await take({ pulls: { ...observed, mode: "off" } })).to.have.members([
      "PUT /zones/<id>/origin_tls_client_auth/settings",
      ...["ModifyListener", "ModifyListener"],
    ]);
    expect([isShown(), ...modes()]).to.deep.equal([false, "off", "off"]);
    await stack.destroy();
    expect(cloud.account.resources().map(({ type }) => type)).to.deep.equal([switched]);
  });
});
