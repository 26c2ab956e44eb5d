import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { ResilientSite, type ResilientSiteArgs } from "../../../components/site";
import { inBothModes, unknown, type Run } from "../../support/mocks";
import { value } from "../../support/value";
import { rejects } from "../../support/problems";

const accountId = "0123456789abcdef0123456789abcdef";
const poolId = "17b5962d775c646f3f9725cbc7a53df4";
const firewalls = { main: { vpcId: "vpc-0a1b2c3d4e5f60718" } };

/** A site that makes every block itself. */
const whole: ResilientSiteArgs = {
  accountId,
  zoneId: "fedcba9876543210fedcba9876543210",
  zoneName: "example.com",
  hostname: "WWW.example.com",
  pools: [
    { name: "primary", origins: { a: { address: "203.0.113.10" } } },
    { name: "backup", origins: { a: { address: "198.51.100.20" } } },
  ],
  health: { path: "/healthz" },
  firewalls,
  alerts: { emails: ["oncall@example.com"] },
};

const site = (change: { [name in keyof ResilientSiteArgs]?: unknown } = {}) => {
  const args = { ...whole, ...change } as ResilientSiteArgs;
  return (parent: pulumi.Resource): ResilientSite => new ResilientSite("www", args, { parent });
};

const token = (type: string): string => type.split(":").at(-1) ?? type;

/** Type, name and parent of everything below the site, sorted. */
function children({ registered }: Run<unknown>): string[] {
  return registered
    .filter(({ name }) => name !== "www")
    .map(({ type, name, parent }) => `${token(type)} ${name} < ${parent}`)
    .sort();
}

const tls = [
  "StrictTls www-tls < www",
  "ZoneSetting www-tls-setting-always_use_https < www-tls",
  "ZoneSetting www-tls-setting-automatic_https_rewrites < www-tls",
  "ZoneSetting www-tls-setting-min_tls_version < www-tls",
  "ZoneSetting www-tls-setting-opportunistic_encryption < www-tls",
  "ZoneSetting www-tls-setting-ssl < www-tls",
  "ZoneSetting www-tls-setting-ssl_automatic_mode < www-tls",
  "ZoneSetting www-tls-setting-tls_1_3 < www-tls",
];
const firewall = [
  "OriginFirewall www-firewall-main < www",
  "ManagedPrefixList www-firewall-main-ranges-ipv4 < www-firewall-main",
  "ManagedPrefixList www-firewall-main-ranges-ipv6 < www-firewall-main",
  "SecurityGroup www-firewall-main-group < www-firewall-main",
  "SecurityGroupIngressRule www-firewall-main-ingress-443-ipv4 < www-firewall-main",
  "SecurityGroupIngressRule www-firewall-main-ingress-443-ipv6 < www-firewall-main",
  "SecurityGroupEgressRule www-firewall-main-egress-all-0.0.0.0%2F0 < www-firewall-main",
  "SecurityGroupEgressRule www-firewall-main-egress-all-%3A%3A%2F0 < www-firewall-main",
];
const balancer = [
  "FailoverLoadBalancer www-balancer < www",
  "LoadBalancerMonitor www-balancer-monitor < www-balancer",
  "LoadBalancerPool www-balancer-pool-primary < www-balancer",
  "LoadBalancerPool www-balancer-pool-backup < www-balancer",
  "LoadBalancer www-balancer-load-balancer < www-balancer",
  "DnsRecord www-balancer-safety-record < www-balancer",
];
const alerts = [
  "HealthAlerts www-alerts < www",
  "NotificationPolicy www-alerts-pool-health < www-alerts",
  "NotificationPolicy www-alerts-pool-enablement < www-alerts",
];

/** What a site is without one block. */
const replaced: Readonly<Record<string, readonly [change: object, left: readonly string[][]]>> = {
  tlsManagedBy: [{ tlsManagedBy: "the zone's own stack" }, [firewall, balancer, alerts]],
  existingSecurityGroupIds: [
    { firewalls: undefined, existingSecurityGroupIds: { main: ["sg-0a1b2c3d4e5f60718"] } },
    [tls, balancer, alerts],
  ],
  firewallManagedBy: [
    { firewalls: undefined, firewallManagedBy: "nftables on both servers" },
    [tls, balancer, alerts],
  ],
  alertsManagedBy: [
    { alerts: undefined, alertsManagedBy: "the alerts of this stack" },
    [tls, firewall, balancer],
  ],
  existingPoolIds: [
    { pools: undefined, health: undefined, existingPoolIds: { primary: poolId } },
    [tls, firewall, alerts],
  ],
};

describe("ResilientSite", () => {
  it("makes every block below itself, and nothing else", () =>
    inBothModes(site(), (run) => {
      expect(run.errors).to.deep.equal([]);
      expect(children(run)).to.deep.equal([...tls, ...firewall, ...balancer, ...alerts].sort());
      expect(run.one("steady-edge:index:ResilientSite", "www").inputs).to.deep.equal({});
    }));

  for (const [block, [change, left]] of Object.entries(replaced)) {
    it(`leaves a block to somebody else where ${block} is given`, () =>
      inBothModes(site(change), (run) => {
        expect(run.errors).to.deep.equal([]);
        expect(children(run)).to.deep.equal(left.flat().sort());
      }));
  }

  it("makes nothing at all where everything is somebody else's", () =>
    inBothModes(
      site(
        Object.assign({}, ...Object.values(replaced).map(([change]) => change), {
          existingSecurityGroupIds: undefined,
        }) as object,
      ),
      (run) => {
        expect([run.errors, children(run)]).to.deep.equal([[], []]);
      },
    ));

  it("adds records of the zone where they are given", () =>
    inBothModes(
      site({
        records: { mail: { type: "MX", name: "@", content: "mx.example.net", priority: 5 } },
      }),
      (run) => {
        const added = [
          "DnsRecords www-records < www",
          "DnsRecord www-records-record-mail < www-records",
        ];
        expect(children(run)).to.deep.equal(
          [...tls, ...firewall, ...balancer, ...alerts, ...added].sort(),
        );
      },
    ));

  it("makes a firewall for each VPC, in the order of the keys given", () =>
    inBothModes(
      site({
        firewalls: { us: firewalls.main, eu: { ...firewalls.main, region: "eu-central-1" } },
      }),
      async ({ of, result, preview }) => {
        expect(of("steady-edge:index:OriginFirewall").map(({ name }) => name)).to.deep.equal([
          "www-firewall-us",
          "www-firewall-eu",
        ]);
        expect(await value(result.originSecurityGroupIds)).to.deep.equal(
          preview
            ? undefined
            : { us: ["www-firewall-us-group-id"], eu: ["www-firewall-eu-group-id"] },
        );
      },
    ));

  it("tells where the site is, its pools, its groups, and how soon it fails over", () =>
    inBothModes(site(), async ({ result, preview }) => {
      expect(await value(result.hostname)).to.equal("www.example.com");
      expect(await value(result.url)).to.equal("https://www.example.com");
      expect(await value(result.poolIds)).to.deep.equal(
        preview
          ? undefined
          : { primary: "www-balancer-pool-primary-id", backup: "www-balancer-pool-backup-id" },
      );
      expect((await value(result.failover))?.deadOriginSeconds).to.equal(35);
    }));

  it("tells what it was given in place of its own blocks", () =>
    inBothModes(
      site({ ...replaced.existingPoolIds?.[0], ...replaced.existingSecurityGroupIds?.[0] }),
      async ({ result }) => {
        expect(await value(result.url)).to.equal("https://www.example.com");
        expect(await value(result.poolIds)).to.deep.equal({ primary: poolId });
        expect(await value(result.originSecurityGroupIds)).to.deep.equal({
          main: ["sg-0a1b2c3d4e5f60718"],
        });
        expect(result.failover).to.equal(undefined);
      },
    ));

  it("watches its own pools, or those it was given, and no others", async () => {
    const watched = ({ one }: Run<unknown>): unknown => {
      const { filters } = one(
        "cloudflare:index/notificationPolicy:NotificationPolicy",
        "www-alerts-pool-health",
      ).inputs as { filters: { poolIds: unknown } };
      return filters.poolIds;
    };
    await inBothModes(site(), (run) => {
      expect(watched(run)).to.deep.equal(
        run.preview ? unknown : ["www-balancer-pool-backup-id", "www-balancer-pool-primary-id"],
      );
    });
    await inBothModes(site(replaced.existingPoolIds?.[0]), (run) => {
      expect(watched(run)).to.deep.equal([poolId]);
    });
  });

  it("tells of refused connections anywhere in the account only where it is asked to", () =>
    inBothModes(site({ alerts: { ...whole.alerts, passiveOriginMonitoring: true } }), ({ of }) => {
      expect(of("cloudflare:index/notificationPolicy:NotificationPolicy")).to.have.lengthOf(3);
    }));

  it("calls its first two pools primary and backup where they have no names", () =>
    inBothModes(
      site({ pools: whole.pools?.map(({ name: _name, ...pool }) => pool) }),
      async (run) => {
        expect(run.errors).to.deep.equal([]);
        expect(children(run)).to.deep.equal([...tls, ...firewall, ...balancer, ...alerts].sort());
        expect(await value(run.result.poolIds)).to.deep.equal(
          run.preview
            ? undefined
            : { primary: "www-balancer-pool-primary-id", backup: "www-balancer-pool-backup-id" },
        );
      },
    ));

  it("takes no settings of another zone in tls", () =>
    rejects(site({ tls: { zoneId: accountId, plan: "enterprise" } }), ["tls.zoneId", "tls.plan"]));

  it("takes ids that are known only later", () =>
    inBothModes(
      site({
        ...replaced.existingPoolIds?.[0],
        zoneId: pulumi.output(whole.zoneId),
        existingPoolIds: { primary: pulumi.output(poolId) },
      }),
      ({ errors }) => {
        expect(errors).to.deep.equal([]);
      },
    ));
});

describe("ResilientSite refuses", () => {
  const sentences = async (
    change: { [name in keyof ResilientSiteArgs]?: unknown },
    expected: readonly string[],
  ): Promise<void> => {
    const paths = expected.map((sentence) => sentence.slice(0, sentence.indexOf(" must ")));
    const told = await rejects(site(change), paths);
    expect(told.map(({ reason }) => reason)).to.deep.equal(expected);
  };

  it("a block left out in silence", () =>
    sentences({ pools: undefined, health: undefined, firewalls: undefined, alerts: undefined }, [
      "pools must be given, or one in its place: exactly one of pools, existingPoolIds; got none",
      "firewalls must be given, or one in its place: exactly one of firewalls, existingSecurityGroupIds, " +
        "firewallManagedBy; got none",
      "alerts must be given, or one in its place: exactly one of alerts, alertsManagedBy; got none",
    ]));

  it("a block that is made here and elsewhere", () =>
    sentences(
      {
        existingPoolIds: { primary: poolId },
        tls: {},
        tlsManagedBy: "us",
        firewallManagedBy: "us",
        alertsManagedBy: "us",
      },
      [
        "pools must be given, or one in its place: exactly one of pools, existingPoolIds; got pools and existingPoolIds",
        "tls must be left out where tlsManagedBy is given; got both",
        "firewalls must be given, or one in its place: exactly one of firewalls, existingSecurityGroupIds, " +
          "firewallManagedBy; got firewalls and firewallManagedBy",
        "alerts must be given, or one in its place: exactly one of alerts, alertsManagedBy; got alerts and " +
          "alertsManagedBy",
      ],
    ));

  it("pools without health, and health without pools", async () => {
    const sentence = "health must be given together with pools; got one without the other";
    await sentences({ health: undefined }, [sentence]);
    await sentences({ pools: undefined, existingPoolIds: { primary: poolId } }, [sentence]);
  });

  it("empty words and empty maps, which name nobody", () =>
    sentences(
      {
        pools: undefined,
        health: undefined,
        existingPoolIds: {},
        tlsManagedBy: " ",
        firewalls: {},
        alerts: undefined,
        alertsManagedBy: "",
      },
      [
        "existingPoolIds must have at least one entry; got {}",
        "firewalls must have at least one entry; got {}",
        'tlsManagedBy must say in words who does it; got " "',
        'alertsManagedBy must say in words who does it; got ""',
      ],
    ));

  it("ids that cannot be, once each, where no load balancer is made", () =>
    sentences(
      {
        ...replaced.existingPoolIds?.[0],
        accountId: "me",
        zoneId: "example.com",
        plan: "gold",
        existingPoolIds: { "the-primary": "primary" },
      },
      [
        'plan must be one of free, pro, business, enterprise; got "gold"',
        'accountId must be an id of 32 lower-case hexadecimal characters; got "me". Cloudflare\'s dashboard shows it ' +
          "on the overview page of the zone, under API",
        'zoneId must be an id of 32 lower-case hexadecimal characters; got "example.com". Cloudflare\'s dashboard ' +
          "shows it on the overview page of the zone, under API",
        'existingPoolIds["the-primary"] must be an id of 32 lower-case hexadecimal characters; got "primary". ' +
          "Give poolIds of the load balancer, or what Cloudflare's API lists under load_balancers/pools",
      ],
    ));

  it("every problem of every block in one error, each at its own path and once", async () => {
    await rejects(
      site({
        accountId: "me",
        hostname: "www.example.org",
        retiredAddresses: ["nowhere"],
        pools: [{ name: "primary", origins: { a: { address: "10.0.0.1" } } }],
        health: { path: "healthz" },
        tls: { hsts: { maxAgeSeconds: 1, preload: true } },
        records: { mail: { type: "MX", name: "@", content: "mx.example.net" } },
        firewalls: {
          "in-us": { vpcId: "vpc", ports: [0] },
          eu: { vpcId: "vpc-1a2b3c4d", region: "eu" },
        },
        alerts: { emails: ["ops"] },
      }),
      [
        "retiredAddresses[0]",
        "health.path",
        "tls.hsts.maxAgeSeconds",
        'firewalls["in-us"].ports[0]',
        "firewalls.eu.region",
        "alerts.emails[0]",
        "accountId",
        "hostname",
        "pools",
        "pools[0].origins.a.address",
        "tls.hsts.includeSubdomains",
        "records.mail.priority",
        'firewalls["in-us"].vpcId',
      ],
    );
  });

  it("an address record at its own name, which would meet the safety record", async () => {
    const records = {
      text: { type: "TXT", name: "www", content: "fine" },
      old: { type: "A", name: "www.example.com.", content: "203.0.113.9" },
      alias: { type: "CNAME", name: "ｗｗｗ.other", content: "www.example.net" },
    };
    await sentences({ records }, [
      'records.old.name must not be the site\'s hostname, which has a safety record already; got "WWW.example.com". ' +
        "Leave the record out, or set safetyRecord to false",
    ]);
    await inBothModes(site({ records, safetyRecord: false }), ({ errors }) => {
      expect(errors).to.deep.equal([]);
    });
  });

  it("ports that none of its firewalls opens, of origins and of probes", async () => {
    const [primary, backup] = whole.pools ?? [];
    const pools = [
      { ...primary, origins: { a: { address: "203.0.113.10", port: 8443 } } },
      { ...backup, origins: { a: { address: "198.51.100.20", port: 8443 } } },
    ];
    const hint =
      "Add it to the ports of the firewall, or every connection ends in Error 521 or 522";
    await sentences({ pools }, [
      `pools[0].origins.a.port must be a port that a firewall opens to Cloudflare (443); got 8443. ${hint}`,
      `pools[1].origins.a.port must be a port that a firewall opens to Cloudflare (443); got 8443. ${hint}`,
    ]);
    await sentences({ health: { path: "/healthz", port: 8080 } }, [
      `health.port must be a port that a firewall opens to Cloudflare (443); got 8080. ${hint}`,
    ]);
    const both = { eu: firewalls.main, us: { ...firewalls.main, ports: [8443] } };
    await inBothModes(site({ pools, firewalls: both }), ({ errors }) => {
      expect(errors).to.deep.equal([]);
    });
    const elsewhere = { firewalls: undefined, firewallManagedBy: "nftables on both servers" };
    await inBothModes(site({ pools, ...elsewhere }), ({ errors }) => {
      expect(errors).to.deep.equal([]);
    });
  });

  it("IPv6 origins where none of its firewalls lets Cloudflare in by IPv6", async () => {
    const [primary, backup] = whole.pools ?? [];
    const pools = [{ ...primary, origins: { a: { address: "2001:DB8::50" } } }, backup];
    const shut = { ...firewalls.main, ipv6: false };
    const sentence = [
      "pools[0].origins.a.address must be an IPv4 address where no firewall lets Cloudflare in by IPv6 on port 443; " +
        'got "2001:db8::50". Leave ipv6 of its firewall at true',
    ];
    await sentences({ pools, firewalls: { main: shut } }, sentence);
    await sentences(
      { pools, firewalls: { main: shut, other: { ...firewalls.main, ports: [8443] } } },
      sentence,
    );
    await inBothModes(
      site({ pools, firewalls: { main: shut, ...{ other: firewalls.main } } }),
      (run) => {
        expect(run.errors).to.deep.equal([]);
      },
    );
  });

  it("a hostname outside the zone, and what would have no effect, where no load balancer is made", () =>
    sentences(
      {
        ...replaced.existingPoolIds?.[0],
        hostname: "www.other.org",
        acceptSinglePool: true,
        steering: { policy: "off" },
        safetyRecord: false,
      },
      [
        "acceptSinglePool must be left out with existingPoolIds, whose load balancer has its own; got true",
        'steering must be left out with existingPoolIds, whose load balancer has its own; got {"policy":"off"}',
        "safetyRecord must be left out with existingPoolIds, whose load balancer has its own; got false",
        'hostname must be example.com or a name below it; got "www.other.org"',
      ],
    ));

  it("security groups that cannot be, when they are known", async () => {
    const elsewhere = (groups: object): object => ({
      firewalls: undefined,
      existingSecurityGroupIds: groups,
    });
    await sentences(elsewhere({ a: ["nonsense", "sg-0a1b2c3d"], b: [] }), [
      'existingSecurityGroupIds.a[0] must be an ID of sg- and 8 or 17 hexadecimal digits; got "nonsense"',
      "existingSecurityGroupIds.b must have at least one security group; got []",
    ]);
    const late = {
      "late[0] must be an ID": pulumi.output(["nonsense"]),
      "late must have at least one security group": pulumi.output([]),
      "late[1] must be an ID": ["sg-0a1b2c3d", pulumi.output("nonsense")],
      'late must have at least one security group; got "sg-0a1b2c3d"': pulumi.output("sg-0a1b2c3d"),
    };
    for (const [sentence, groups] of Object.entries(late)) {
      await inBothModes(site(elsewhere({ late: groups })), ({ errors }) => {
        expect(String(errors[0]), sentence).to.include(`existingSecurityGroupIds.${sentence}`);
      });
    }
  });

  it("pools that cannot be, when they are known, also where nobody watches them", async () => {
    const late = {
      ...replaced.existingPoolIds?.[0],
      existingPoolIds: { primary: pulumi.output("primary") },
      alerts: undefined,
      alertsManagedBy: "the operations team",
    };
    await inBothModes(site(late), ({ errors }) => {
      expect(String(errors[0]), String(errors[0])).to.include(
        'existingPoolIds.primary must be an id of 32 lower-case hexadecimal characters; got "primary"',
      );
    });
  });

  it("records that leave no room for its safety record", async () => {
    const records = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [
        `r${index}`,
        { type: "TXT", name: `r${index}`, content: "x" },
      ]),
    );
    await sentences({ records }, [
      "records must leave room for the safety records of load balancers, 1 among the 200 that the plan free has; got 200 records",
    ]);
    await inBothModes(site({ records, safetyRecord: false }), ({ errors }) => {
      expect(errors).to.deep.equal([]);
    });
  });

  it("a third pool without a name, and a name that the other pool has by default", async () => {
    const unnamed = [10, 11, 12].map((last) => ({
      origins: { a: { address: `203.0.113.${last}` } },
    }));
    await sentences({ pools: unnamed }, [
      "pools[2].name must be 1 to 32 letters, digits and hyphens, the first no hyphen; got nothing",
    ]);
    await sentences({ pools: [{ ...unnamed[0], name: "backup" }, unnamed[1]] }, [
      'pools[1].name must be the name of no other pool; got "backup"',
    ]);
  });

  const led = (a: string, b = "198.51.100.20"): object[] => [
    { name: "primary", origins: { a: { address: a } } },
    { name: "backup", origins: { a: { address: b } } },
  ];

  it("origins whose names lead back to Cloudflare, through CNAMEs and wildcards too", async () => {
    const proxied = { type: "A", name: "origin", content: "203.0.113.10", proxied: true };
    const hint = "Give the origin's own address, or a name that is DNS-only";
    const refused = async (records: object, stop: string): Promise<void> =>
      sentences({ pools: led("Origin.example.com."), records }, [
        `pools[0].origins.a.address must lead to an origin of your own, not to ${stop}; got "origin.example.com". ${hint}`,
      ]);
    await refused({ proxied }, "records.proxied, which is proxied");
    await refused({ wild: { ...proxied, name: "*" } }, "records.wild, which is proxied");
    await refused(
      { origin: { type: "CNAME", name: "origin", content: "www.example.com" } },
      "hostname, which Cloudflare answers for",
    );
    await refused(
      {
        origin: { type: "CNAME", name: "origin", content: "next.example.com" },
        next: { type: "CNAME", name: "next", content: "last.example.com" },
        last: { ...proxied, name: "last" },
      },
      "records.last, which is proxied",
    );
  });

  it("origins that share an address through records", async () => {
    const address = { type: "A", content: "203.0.113.10" };
    const records = {
      o1: { ...address, name: "o1" },
      o2: { ...address, name: "o2" },
      elb: { type: "CNAME", name: "elb", content: "a.elb.amazonaws.com" },
    };
    const shared = async (a: string, b: string, end: string): Promise<void> =>
      sentences({ pools: led(a, b), records }, [
        `pools[1].origins.a.address must lead to an address of its own, not to ${end}, where pools[0].origins.a.address ` +
          `leads; got "${b}". A backup that fails together with the primary is none`,
      ]);
    await shared("o1.example.com", "o2.example.com", "203.0.113.10");
    await shared("203.0.113.10", "o2.example.com", "203.0.113.10");
    await shared("elb.example.com", "a.elb.amazonaws.com", "a.elb.amazonaws.com");
  });

  it("no origin whose name is DNS-only, outside the zone, known later, or not beneath a wildcard", async () => {
    const records = {
      origin: { type: "A", name: "origin", content: "203.0.113.10" },
      wild: { type: "A", name: "*", content: "203.0.113.77", proxied: true },
      below: { type: "TXT", name: "x.deep", content: "makes deep.example.com exist" },
      later: { type: "A", name: "later", content: pulumi.output("203.0.113.10") },
      loop: { type: "CNAME", name: "loop", content: "pool.example.com" },
      pool: { type: "CNAME", name: "pool", content: "loop.example.com" },
    };
    for (const backup of [
      "later.example.com",
      "a.deep.example.com",
      "www.example.net",
      "loop.example.com",
    ]) {
      await inBothModes(
        site({ pools: led("origin.example.com", backup), records }),
        ({ errors }) => {
          expect(errors).to.deep.equal([]);
        },
      );
    }
  });

  it("a hostname that its own records give to other name servers, whether it keeps a safety record or not", async () => {
    const ns = { type: "NS", content: "ns.example.net" };
    const hint =
      "Cloudflare is never asked for it: leave the NS record out, or balance another name";
    const deep = { acceptDeepHostname: true, hostname: "shop.eu.example.com" };
    for (const safetyRecord of [true, false]) {
      await sentences({ records: { ns: { ...ns, name: "www" } }, safetyRecord }, [
        `hostname must be outside www.example.com, which records.ns delegates to other name servers; got "WWW.example.com". ${hint}`,
      ]);
      await sentences({ ...deep, records: { ns: { ...ns, name: "eu" } }, safetyRecord }, [
        `hostname must be outside eu.example.com, which records.ns delegates to other name servers; got "shop.eu.example.com". ${hint}`,
      ]);
    }
    await inBothModes(
      site({
        records: {
          apex: { ...ns, name: "@" },
          beneath: { ...ns, name: "x.www" },
          beside: { ...ns, name: "ww" },
        },
      }),
      ({ errors }) => {
        expect(errors).to.deep.equal([]);
      },
    );
  });

  it("an origin to which a wildcard gives no address, for a record of another type stands at its name", async () => {
    const wild = { type: "A", name: "*", content: "203.0.113.10" };
    const text = { type: "TXT", name: "origin", content: "proof" };
    const refused = (address: string, records: object): Promise<void> =>
      sentences({ pools: led(address), records }, [
        `pools[0].origins.a.address must lead to an address: records.wild does not answer for origin.example.com, where records.text stands; got "${address}". Give the name an A, AAAA or CNAME record of its own`,
      ]);
    await refused("origin.example.com", { wild, text });
    await refused("alias.example.com", {
      ...{ wild, text },
      alias: { type: "CNAME", name: "alias", content: "origin.example.com" },
    });
    for (const records of [
      { wild },
      { text },
      { wild, text, own: { ...wild, name: "origin", content: "203.0.113.11" } },
      { wild, text: { ...text, name: "_acme-challenge.origin" } },
    ]) {
      await inBothModes(site({ pools: led("origin.example.com"), records }), ({ errors }) => {
        expect(errors).to.deep.equal([]);
      });
    }
  });

  it("what no type allows, with a path instead of an exception", async () => {
    await rejects(site({ hostname: undefined, records: {} }), ["hostname"]);
    await rejects(site({ pools: "primary" }), ["pools"]);
    await rejects(site({ pools: [null] }), ["pools[0]"]);
  });
});
