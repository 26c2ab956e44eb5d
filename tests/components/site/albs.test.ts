import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { AlbPlainHttp, type AlbRequiredHeaderArgs } from "../../../components";
import { ResilientSite, type ResilientSiteArgs, type SiteAlbArgs } from "../../../components/site";
import { inBothModes } from "../../support/mocks";
import { rejects } from "../../support/problems";
import { value } from "../../support/value";

const regions = { use1: "us-east-1", euc1: "eu-central-1" } as const;

const alb = (firewall: keyof typeof regions, change: Partial<SiteAlbArgs> = {}): SiteAlbArgs => ({
  firewall,
  subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
  certificateArn: `arn:aws:acm:${regions[firewall]}:123456789012:certificate/a`,
  application: { port: 8080, healthPath: "/healthz" },
  targets: { managedBy: "the ECS service web" },
  ...change,
});

const whole: ResilientSiteArgs = {
  accountId: "0123456789abcdef0123456789abcdef",
  zoneId: "fedcba9876543210fedcba9876543210",
  zoneName: "example.com",
  hostname: "www.example.com",
  pools: [
    { origins: { use1: { alb: alb("use1") }, old: { address: "203.0.113.10" } } },
    { origins: { euc1: { alb: alb("euc1"), weight: 0.5 } } },
  ],
  health: { path: "/healthz" },
  firewalls: {
    use1: { vpcId: "vpc-0a1b2c3d4e5f60718", region: "us-east-1" },
    euc1: { vpcId: "vpc-0f9e8d7c6b5a40312", region: "eu-central-1" },
  },
  alertsManagedBy: "the alerts of this stack",
};

const site = (change: { [name in keyof ResilientSiteArgs]?: unknown } = {}) => {
  const args = { ...whole, ...change } as ResilientSiteArgs;
  return (parent: pulumi.Resource): ResilientSite => new ResilientSite("www", args, { parent });
};

const header = (name: string, ending: string): AlbRequiredHeaderArgs => ({
  name,
  values: [`0123456789abcdef-${ending}`],
});

const balancerType = "aws:lb/loadBalancer:LoadBalancer";

const answers = {
  state: ({ name, type }: pulumi.runtime.MockResourceArgs) =>
    type === balancerType ? { arn: `arn:${name}`, dnsName: `${name}.elb.example` } : {},
};

describe("ResilientSite with load balancers of AWS as origins", () => {
  it("makes each behind its own firewall, and gives its name to its pool", async () => {
    await inBothModes(
      site(),
      async (run) => {
        const made = run.of(balancerType);
        expect(made.map(({ name, parent }) => [name, parent]).sort()).to.deep.equal([
          ["www-alb-backup-euc1-alb", "www-alb-backup-euc1"],
          ["www-alb-primary-use1-alb", "www-alb-primary-use1"],
        ]);
        expect(
          made.map(({ inputs }) => [inputs["namePrefix"], inputs["region"]]).sort(),
        ).to.deep.equal([
          ["euc1-", "eu-central-1"],
          ["use1-", "us-east-1"],
        ]);
        const pools = run.of("cloudflare:index/loadBalancerPool:LoadBalancerPool");
        const origins = pools.flatMap(({ inputs }) => inputs["origins"] as { address: unknown }[]);
        expect(origins.map(({ address }) => address)).to.have.deep.members([
          "203.0.113.10",
          "www-alb-primary-use1-alb.elb.example",
          "www-alb-backup-euc1-alb.elb.example",
        ]);
        const { albOrigins } = run.result;
        expect(Object.keys(albOrigins)).to.deep.equal(["primary", "backup"]);
        expect(Object.keys(albOrigins["primary"] ?? {})).to.deep.equal(["use1"]);
        const name = albOrigins["backup"]?.["euc1"]?.dnsName as pulumi.Output<string>;
        expect(await value(name)).to.equal("www-alb-backup-euc1-alb.elb.example");
      },
      answers,
    );
  });

  it("makes none where every origin has an address", async () => {
    const pools = [
      { origins: { a: { address: "203.0.113.10" } } },
      { origins: { a: { address: "198.51.100.20" } } },
    ];
    await inBothModes(site({ pools }), (run) => {
      expect(run.of(balancerType)).to.deep.equal([]);
      expect(run.result.albOrigins).to.deep.equal({});
    });
  });

  const twoPools = (origin: object): object => ({
    pools: [{ origins: { a: origin } }, { origins: { b: { address: "198.51.100.20" } } }],
  });

  const refused: Readonly<Record<string, readonly [change: object, problems: readonly string[]]>> =
    {
      "an address beside it": [
        twoPools({ address: "203.0.113.10", alb: alb("use1") }),
        ["pools[0].origins.a.address must be left out where alb is given; got both"],
      ],
      "another port": [
        twoPools({ port: 8443, alb: alb("use1") }),
        [
          "pools[0].origins.a.port must be 443 or left out where alb is given, which listens there; got 8443",
        ],
      ],
      neither: [
        twoPools({ weight: 1 }),
        ["pools[0].origins.a.address must be an IP address or a host name; got nothing"],
      ],
      "a firewall that there is not": [
        twoPools({ alb: { ...alb("use1"), firewall: "use2" } }),
        [
          'pools[0].origins.a.alb.firewall must be one of use1, euc1; got "use2". Did you mean use1?',
        ],
      ],
      "groups made elsewhere": [
        {
          ...twoPools({ alb: alb("use1") }),
          firewalls: undefined,
          existingSecurityGroupIds: { use1: ["sg-0a1b2c3d4e5f60718"] },
        },
        [
          'pools[0].origins.a.alb.firewall must be one of firewalls, in whose VPC the load balancer stands; got "use1" without firewalls. Or make an AlbOrigin beside the site, and give its dnsName as the address',
        ],
      ],
      "a firewall that shuts its ports": [
        {
          ...twoPools({ alb: alb("use1", { plainHttp: AlbPlainHttp.Redirect, dualStack: true }) }),
          firewalls: {
            use1: { vpcId: "vpc-0a1b2c3d4e5f60718", ports: [8443], ipv6: false },
            other: { vpcId: "vpc-0f9e8d7c6b5a40312" },
          },
        },
        [
          'pools[0].origins.a.alb.firewall must open port 443 and 80 to Cloudflare, where the load balancer listens; got "use1" with 8443',
          "pools[0].origins.a.alb.dualStack must be false where the firewall lets nobody in by IPv6; got true",
        ],
      ],
      "a certificate of another region": [
        twoPools({
          alb: alb("use1", {
            certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/a",
          }),
        }),
        [
          'pools[0].origins.a.alb.certificateArn must be of the load balancer\'s region, us-east-1; got "arn:aws:acm:eu-central-1:123456789012:certificate/a"',
        ],
      ],
      "probes at another port": [
        {
          ...twoPools({ alb: alb("use1") }),
          health: { path: "/healthz", port: 8443 },
          firewalls: {
            use1: { vpcId: "vpc-0a1b2c3d4e5f60718", region: "us-east-1", ports: [443, 8443] },
          },
        },
        [
          "health.port must be 443 or left out where an origin is an alb, which listens there; got 8443",
        ],
      ],
      "two headers, of which one monitor can send one": [
        {
          pools: [
            { origins: { a: { alb: alb("use1", { requiredHeader: header("X-Key", "one") }) } } },
            { origins: { b: { alb: alb("euc1", { requiredHeader: header("X-Key", "two") }) } } },
          ],
        },
        [
          "pools[1].origins.b.alb.requiredHeader must have the name and the first value of pools[0].origins.a.alb.requiredHeader, since one monitor asks both; got another one",
        ],
      ],
    };
  for (const [what, [change, problems]] of Object.entries(refused)) {
    it(`refuses ${what}`, async () => {
      const paths = problems.map((problem) => problem.split(" ", 1)[0] ?? "");
      const told = await rejects(site(change), paths);
      expect(told.map(({ reason }) => reason)).to.deep.equal(problems);
    });
  }

  it("lets the monitor send the header that they require, the first of its values, as a secret", async () => {
    const requiredHeader = header("X-Key", "one");
    requiredHeader.values.push("0123456789abcdef-next");
    const pools = (["use1", "euc1"] as const).map((key) => ({
      origins: { [key]: { alb: alb(key, { requiredHeader }) } },
    }));
    await inBothModes(
      site({ pools, health: { path: "/healthz", headers: { "X-Other": "1" } } }),
      (run) => {
        const [monitor] = run.of("cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor");
        expect(monitor?.inputs["header"]).to.deep.equal({
          secret: {
            Host: ["www.example.com"],
            "X-Key": ["0123456789abcdef-one"],
            "X-Other": ["1"],
          },
        });
      },
      answers,
    );
  });

  it("leaves that header to a program that gives it to the monitor", async () => {
    const pools = [
      { origins: { a: { alb: alb("use1", { requiredHeader: header("X-Key", "one") }) } } },
      { origins: { b: { address: "198.51.100.20" } } },
    ];
    const health = { path: "/healthz", headers: { "x-key": "0123456789abcdef-own" } };
    await inBothModes(
      site({ pools, health }),
      (run) => {
        const [monitor] = run.of("cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor");
        expect(monitor?.inputs["header"]).to.deep.equal({
          Host: ["www.example.com"],
          "x-key": ["0123456789abcdef-own"],
        });
      },
      answers,
    );
  });
});
