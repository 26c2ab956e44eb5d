import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { FailoverLoadBalancer, type FailoverLoadBalancerArgs } from "../../../components";
import type { ResolvedLoadBalancer } from "../../../components/loadBalancing/resolve";
import { validateLoadBalancer } from "../../../components/loadBalancing/validate";
import { inBothModes, underMocks, unknown } from "../../support/mocks";
import { problemsOf } from "../../support/problems";
import { value } from "../../support/value";
import { accountId, exampleArgs } from "./example";

const poolType = "cloudflare:index/loadBalancerPool:LoadBalancerPool";
const recordType = "cloudflare:index/dnsRecord:DnsRecord";

/** A resource whose only output is an address, known when it exists. */
class Elsewhere extends pulumi.CustomResource {
  declare public readonly address: pulumi.Output<string>;
  constructor(name: string, parent: pulumi.Resource) {
    super("test:index:Elsewhere", name, { address: undefined }, { parent });
  }
}

const withAddresses = (first: pulumi.Input<string>, second: pulumi.Input<string>) =>
  exampleArgs({
    pools: [
      { name: "primary", origins: { a: { address: first } } },
      { name: "backup", origins: { a: { address: second } } },
    ],
  });

/** What arguments come to that are refused for nothing that is known now. */
function resolvedOf(args: FailoverLoadBalancerArgs): ResolvedLoadBalancer {
  const { problems, resolved } = validateLoadBalancer(args, "");
  expect(problems).to.deep.equal([]);
  return resolved as ResolvedLoadBalancer;
}

/** The address of the first origin of a pool as it flows on after the checks. */
async function resolvedAddress(args: FailoverLoadBalancerArgs, pool: number): Promise<string> {
  const resolved = resolvedOf(args);
  return value(resolved.pools[pool]?.origins[0]?.address ?? "");
}

describe("FailoverLoadBalancer with values known later", () => {
  it("lets an address of another resource flow into its pool and the safety record", async () => {
    await inBothModes(
      (parent) => {
        const elsewhere = new Elsewhere("elsewhere", parent);
        const args = withAddresses("203.0.113.10", elsewhere.address);
        return new FailoverLoadBalancer("shop", args, { parent });
      },
      (run) => {
        const address = run.preview ? unknown : "lb.eu-west-1.elb.amazonaws.com";
        expect(run.one(poolType, "shop-pool-backup").inputs.origins).to.deep.equal([
          { name: "a", address, enabled: true, weight: 1 },
        ]);
        const record = run.one(recordType, "shop-safety-record").inputs;
        expect(record.content).to.equal(address);
        expect(record.type).to.equal(run.preview ? unknown : "CNAME");
      },
      {
        state: ({ type }): Record<string, unknown> =>
          type === "test:index:Elsewhere" && !pulumi.runtime.isDryRun()
            ? { address: "LB.eu-west-1.elb.amazonaws.com." }
            : {},
      },
    );
  });

  it("lets ids of other stacks flow", async () => {
    const args = exampleArgs({ accountId: pulumi.output(accountId) });
    const run = await underMocks(
      false,
      (parent) => new FailoverLoadBalancer("shop", args, { parent }),
    );
    expect(run.one(poolType, "shop-pool-primary").inputs.accountId).to.equal(accountId);
  });

  it("passes on late addresses in the API's spelling", async () => {
    const args = withAddresses(
      pulumi.output("2001:DB8::0:1"),
      pulumi.output("Origin.Example.net."),
    );
    expect(await resolvedAddress(args, 0)).to.equal("2001:db8::1");
    expect(await resolvedAddress(args, 1)).to.equal("origin.example.net");
  });

  for (const [title, first, second, pool, path, words] of [
    [
      "a private address",
      pulumi.output("10.0.0.1"),
      "203.0.113.10",
      0,
      "pools[0].origins.a.address",
      /public address/,
    ],
    [
      "one of Cloudflare's",
      "203.0.113.10",
      pulumi.output("104.16.0.1"),
      1,
      "pools[1].origins.a.address",
      /Cloudflare's/,
    ],
    [
      "the address of an origin known before",
      pulumi.output("203.0.113.10"),
      "203.0.113.10",
      0,
      "pools[0].origins.a.address",
      /pools\[1\]\.origins\.a\.address/,
    ],
    [
      "the address of a late origin before it",
      pulumi.output("2001:db8::1"),
      pulumi.output("2001:DB8:0::1"),
      1,
      "pools[1].origins.a.address",
      /pools\[0\]\.origins\.a\.address/,
    ],
    [
      "the hostname itself",
      pulumi.output("WWW.example.com."),
      "203.0.113.10",
      0,
      "pools[0].origins.a.address",
      /hostname of the load balancer/,
    ],
    [
      "no text",
      pulumi.output(undefined as unknown as string),
      "203.0.113.10",
      0,
      "pools[0].origins.a.address",
      /IP address or a host name/,
    ],
  ] as const) {
    it(`rejects ${title} when it becomes known`, async () => {
      await expect(
        resolvedAddress(withAddresses(first, second), pool),
      ).to.be.rejected.and.eventually.satisfy((error: unknown) => {
        const problems = problemsOf(error);
        expect(problems.map((problem) => problem.path)).to.deep.equal([path]);
        expect(problems[0]?.reason ?? "").to.match(words);
        return true;
      });
    });
  }

  const late = "shop-1.eu-west-1.elb.amazonaws.com";
  const withHost = (address: string, acceptForeignHost = false) =>
    exampleArgs({
      acceptSinglePool: true,
      pools: [
        {
          name: "primary",
          origins: { a: { address: pulumi.output(address), hostHeader: late, acceptForeignHost } },
        },
      ],
    });

  it("takes a foreign Host header that turns out to be the address, or is accepted, and rejects others", async () => {
    expect(await resolvedAddress(withHost(late.toUpperCase()), 0)).to.equal(late);
    expect(await resolvedAddress(withHost("203.0.113.10", true), 0)).to.equal("203.0.113.10");
    await expect(
      resolvedAddress(withHost("203.0.113.10"), 0),
    ).to.be.rejected.and.eventually.satisfy((error: unknown) => {
      const [{ path, reason } = { path: "", reason: "" }, ...others] = problemsOf(error);
      expect([path, others]).to.deep.equal(["pools[0].origins.a.hostHeader", []]);
      expect(reason).to.match(new RegExp(`got "${late}"`));
      return true;
    });
  });

  it("rejects an id that cannot be when it becomes known", async () => {
    const resolved = resolvedOf(exampleArgs({ zoneId: pulumi.output("") }));
    await expect(value(resolved.zoneId)).to.be.rejectedWith(/zoneId must be an id/);
  });

  it("rejects a late header without telling it", async () => {
    const health = { path: "/healthz", headers: { "X-Token": pulumi.output("hush\n") } };
    const resolved = resolvedOf(exampleArgs({ health }));
    await expect(
      value(resolved.health.headers["X-Token"] ?? ""),
    ).to.be.rejected.and.eventually.satisfy((error: Error) => {
      expect(error.message).to.match(/health\.headers\["X-Token"\] must be a text/);
      expect(error.message).to.not.match(/hush/);
      return true;
    });
  });
});
