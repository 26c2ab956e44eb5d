import { expect } from "chai";
import { Certificate } from "@pulumi/aws/acm/certificate";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import * as pulumi from "@pulumi/pulumi";
import {
  AlbOrigin,
  FailoverLoadBalancer,
  originSecretHeader,
  type OriginSecretHeaderArgs,
} from "../../components";
import {
  defaultAccountId,
  defaultZoneId,
  runProgram,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";

const hostname = "www.example.com";
const [former, next] = ["former-secret-of-origins", "next-secret-of-origins-01"];

/** The header's values, and whether the load balancers demand it already. */
interface Step extends Pick<OriginSecretHeaderArgs, "value" | "otherValue"> {
  readonly demanded: boolean;
}

/** A hostname before two load balancers that know Cloudflare by a header. */
function declare({ demanded, ...values }: Step): object {
  const header = originSecretHeader({ hostnames: [hostname], ...values });
  const vpc = new Vpc("main", { cidrBlock: "10.0.0.0/16" });
  const subnetIds = ["a", "b"].map((zone, index) => {
    const place = { cidrBlock: `10.0.${index}.0/24`, availabilityZone: `us-east-1${zone}` };
    return new Subnet(zone, { vpcId: vpc.id, ...place }).id;
  });
  const certificate = new Certificate("www", { certificateBody: "…", privateKey: "…" });
  const origins = ["one", "two"].map(
    (name, index) =>
      new AlbOrigin(name, {
        ...{ vpcId: vpc.id, subnetIds, certificateArn: certificate.arn },
        securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
        application: { port: 8080, healthPath: "/healthz" },
        targets: { addresses: { a: `10.0.${index}.10` } },
        deletionProtection: false,
        ...(demanded ? { requiredHeader: header.requiredHeader } : {}),
      }),
  );
  new FailoverLoadBalancer("www", {
    ...{ accountId: defaultAccountId, zoneId: defaultZoneId, zoneName: "example.com", hostname },
    pools: origins.map(({ dnsName }, index) => ({
      name: index === 0 ? "primary" : "backup",
      origins: { alb: { address: dnsName } },
    })),
    health: { path: "/healthz", headers: header.monitorHeaders },
  });
  new Ruleset("headers", {
    ...{ zoneId: defaultZoneId, name: "headers", kind: "zone" },
    phase: "http_request_late_transform",
    rules: [header.edgeRule],
  });
  return {};
}

describe("a secret header of origins, on a real engine", () => {
  let cloud: Cloud;
  let stack: TestStack;
  let step: Step;
  before(async () => {
    cloud = await startCloud();
    stack = await runProgram(cloud, () => Promise.resolve(declare(step)));
  });
  after(async () => {
    await stack.close();
    await cloud.stop();
  });

  const only = (type: string): Record<string, unknown> =>
    cloud.account.ofType(type)[0]?.properties ?? {};
  /** What Cloudflare, the monitor and each load balancer have. */
  const held = (): unknown => {
    const [rule] = only("cloudflare:index/ruleset:Ruleset").rules as {
      actionParameters: { headers: Record<string, { value: string }> };
    }[];
    const { header } = only("cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor") as {
      header: Record<string, string[]>;
    };
    const accepted = cloud.account
      .ofType("aws:lb/listenerRule:ListenerRule")
      .flatMap(({ properties }) => properties.conditions as Record<string, { values: string[] }>[])
      .flatMap(({ httpHeader }) => (httpHeader === undefined ? [] : [httpHeader.values]));
    return [
      rule?.actionParameters.headers["x-origin-secret"]?.value,
      header["x-origin-secret"],
      accepted,
    ];
  };

  /** Takes a step with no outage, after which nothing is left to do. */
  async function take(taken: Step): Promise<void> {
    step = taken;
    cloud.outageWatch.begin();
    await stack.up();
    expect(cloud.outageWatch.report().broken).to.deep.equal([]);
    expect((await stack.up()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
  }

  it("is sent before it is demanded, changed with both accepted, and stands nowhere in clear", async () => {
    await take({ value: former, demanded: false });
    expect(held()).to.deep.equal([former, [former], []]);
    await take({ value: former, demanded: true });
    expect(held()).to.deep.equal([former, [former], [[former], [former]]]);
    await take({ value: former, otherValue: next, demanded: true });
    const both = [former, next];
    expect(held()).to.deep.equal([former, [former], [both, both]]);
    await take({ value: next, otherValue: former, demanded: true });
    const swapped = [next, former];
    expect(held()).to.deep.equal([next, [next], [swapped, swapped]]);
    await take({ value: next, demanded: true });
    expect(held()).to.deep.equal([next, [next], [[next], [next]]]);
    expect(JSON.stringify(cloud.journal.calls)).to.not.match(/former-secret|next-secret/);
    await stack.destroy();
    expect(cloud.account.resources()).to.deep.equal([]);
  });

  it("may become known late", async () => {
    await take({ value: pulumi.output(former), demanded: true });
    expect(held()).to.deep.equal([former, [former], [[former], [former]]]);
    await stack.destroy();
  });
});
