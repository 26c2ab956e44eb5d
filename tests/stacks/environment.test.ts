import { assert, expect } from "chai";
import { parseEnvironment } from "../../stacks/readEnvironment";
import { validateEnvironment } from "../../stacks/validate";
import { fullEnvironment, fullSecrets } from "./fullEnvironment";
import {
  configOf,
  environmentOf,
  refusalLines,
  refuses,
  runStack,
  type StackConfig,
} from "./program";

/** Keys from the root of an environment to a place in it. */
type At = readonly (string | number)[];

/** The environment `dev`, with one place set to a value, or taken out. */
function devWith(at: At, value: unknown): StackConfig {
  const environment = environmentOf("dev");
  const holder = at
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>(
      (parent, part) => (parent[part] ??= {}) as Record<string | number, unknown>,
      environment,
    );
  const key = at.at(-1) ?? "";
  if (value === undefined) {
    delete holder[key];
  } else {
    Object.defineProperty(holder, key, { value, enumerable: true });
  }
  return configOf(environment);
}

const record = { type: "TXT", name: "x", content: "y" };
const web: At = ["sites", "web"];
const origin: At = [...web, "pools", 0, "origins", "rack1"];
const unknownKey = "must be a key that there is; got an unknown name";
const rootKeys =
  "There are account, zone, tls, records, retiredAddresses, firewalls, firewallManagedBy, originCertificate, publicCertificate, edgeCertificates, originPulls, argoAndTieredCache, edgeRules, waitingRooms, sites, alerts, externalMonitors, drain, maintenance";
const map = "must be a map by keys of your choice";
const idRule = "must be an id of 32 lower-case hexadecimal characters";
const idWayOut = "Cloudflare's dashboard shows it on the overview page of the zone, under API";
const deepWayOut =
  "Choose a name with a hyphen in place of the dot, or say acceptDeepHostname: true where another certificate covers it";
const names =
  "be named by 1 to 64 letters, digits, dots, underscores and hyphens, the first a letter or digit";

const tables: Readonly<Record<string, readonly (readonly [At, unknown, ...string[]])[]>> = {
  "unknown keys": [
    [["zone", "ownsSetings"], true, `zone.ownsSetings ${unknownKey}. Did you mean ownsSettings?`],
    [["site"], {}, `site ${unknownKey}. Did you mean sites?`],
    [
      [...origin, "adress"],
      "203.0.113.1",
      `sites.web.pools[0].origins.rack1.adress ${unknownKey}. Did you mean address?`,
    ],
    [
      ["records", "my-txt"],
      { ...record, ttl: 60 },
      `records["my-txt"].ttl ${unknownKey}. Did you mean ttlSeconds?`,
    ],
    [["__proto__"], {}, `__proto__ ${unknownKey}. ${rootKeys}`],
    [["constructor"], {}, `constructor ${unknownKey}. ${rootKeys}`],
  ],
  "keys that name things": [
    [
      ["records", "__proto__"],
      record,
      "records.__proto__ must have another name, since this one means something else to JavaScript; got " +
        '"__proto__"',
    ],
    [["records", ""], record, 'records[""] must have a key of at least one character; got ""'],
    [["sites", "*.shop"], {}, `sites["*.shop"] must ${names}; got "*.shop"`],
    [["firewalls", "übersee"], {}, `firewalls["übersee"] must ${names}; got "übersee"`],
    [
      ["alerts", "webhooks"],
      { "a b": { urlConfigKey: "chat" } },
      `alerts.webhooks["a b"] must ${names}; got "a b"`,
    ],
  ],
  "missing fields": [
    [["account"], undefined, "account must be a map with id, trafficSteeringAddOn; got nothing"],
    [["zone", "id"], undefined, `zone.id ${idRule}; got nothing. ${idWayOut}`],
    [["zone", "ownsSettings"], undefined, "zone.ownsSettings must be true or false; got nothing"],
    [
      [...web, "health"],
      undefined,
      "sites.web.health must be a map with path, acceptShallowPath, intervalSeconds, timeoutSeconds and so on; got nothing",
    ],
    [[...web, "pools"], undefined, "sites.web.pools must be a list; got nothing"],
    [
      [...web, "hostname"],
      undefined,
      "sites.web.hostname must be a host name such as www.example.com; got nothing",
    ],
    [
      [...origin, "address"],
      undefined,
      "sites.web.pools[0].origins.rack1.address must be an IP address or a host name; got nothing",
    ],
    [
      ["records", "srv"],
      { type: "SRV", name: "_sip._tcp", srv: { priority: 1, weight: 1, port: 1 } },
      "records.srv.srv.target must be a host name such as www.example.com; got nothing",
    ],
  ],
  "wrong types": [
    [["sites"], [], `sites ${map}; got []`],
    [["records"], null, `records ${map}; got null`],
    [["account", "id"], [], "account.id must be one value, no list and no map; got []"],
    [
      ["tls", "hsts"],
      true,
      "tls.hsts must be a map with enabled, maxAgeSeconds, includeSubdomains, preload and so on; got true",
    ],
    [["retiredAddresses"], "203.0.113.9", 'retiredAddresses must be a list; got "203.0.113.9"'],
    [["zone", "ownsSettings"], "false", 'zone.ownsSettings must be true or false; got "false"'],
    [[...web, "pools"], { name: "a" }, 'sites.web.pools must be a list; got {"name":"a"}'],
  ],
  "values outside closed sets": [
    [
      ["zone", "plan"],
      "buisness",
      'zone.plan must be one of free, pro, business, enterprise; got "buisness". Did you mean business?',
    ],
    [
      [...web, "steering"],
      { policy: "georgraphic" },
      "sites.web.steering.policy must be one of off, geo, random, dynamic_latency, proximity, " +
        'least_outstanding_requests, least_connections; got "georgraphic"',
    ],
    [["zone", "plan"], 5, "zone.plan must be one of free, pro, business, enterprise; got 5"],
  ],
  "malformed values": [
    [["account", "id"], 123, `account.id ${idRule}; got 123. ${idWayOut}`],
    [
      [...web, "health", "intervalSeconds"],
      "15",
      'sites.web.health.intervalSeconds must be a whole number of 15 to 3600; got "15". The plan decides on the least',
    ],
    [
      [...origin, "port"],
      "443",
      'sites.web.pools[0].origins.rack1.port must be a whole number of 1 to 65535; got "443"',
    ],
    [["alerts", "emails"], [1], "alerts.emails[0] must be an e-mail address; got 1"],
    [
      ["account", "id"],
      "0123456789ABCDEF0123456789ABCDEF",
      "account.id must be an id of 32 lower-case hexadecimal characters; got " +
        `"0123456789ABCDEF0123456789ABCDEF". Cloudflare's dashboard shows it on the overview page of the zone, ` +
        "under API",
    ],
    [
      ["zone", "id"],
      "example.com",
      'zone.id must be an id of 32 lower-case hexadecimal characters; got "example.com". ' +
        "Cloudflare's dashboard shows it on the overview page of the zone, under API",
    ],
    [
      [...origin, "address"],
      "10.0.0.5",
      "sites.web.pools[0].origins.rack1.address must be a public address, not one for private networks " +
        '(10.0.0.0/8, RFC 1918); got "10.0.0.5"',
    ],
    [
      ["retiredAddresses"],
      ["203.0.113.0/33"],
      'retiredAddresses[0] must be an IP address or a CIDR such as 203.0.113.0/24; got "203.0.113.0/33"',
    ],
    [["firewallManagedBy"], " ", 'firewallManagedBy must say in words who does it; got " "'],
    [["alerts", "emails"], ["ops"], 'alerts.emails[0] must be an e-mail address; got "ops"'],
    [
      [...web, "pools", 1, "name"],
      "primary",
      'sites.web.pools[1].name must be the name of no other pool; got "primary"',
    ],
  ],
  "what stands together": [
    [["tls"], {}, "tls must be left out where zone.ownsSettings is false; got settings"],
    [
      ["firewallManagedBy"],
      undefined,
      "firewalls must be given, or firewallManagedBy in its place: exactly one of them; got none",
    ],
    [
      ["firewalls"],
      { main: { vpcId: "vpc-0a1b2c3d4e5f60718" } },
      "firewalls must be given, or firewallManagedBy in its place: exactly one of them; got both",
    ],
    [["alerts"], undefined, "alerts must name who is told when a pool fails; got nothing"],
    [
      ["alerts"],
      {},
      "alerts.emails must name at least one receiver, with webhooks and pagerDutyServiceIds taken together; got none",
    ],
    [
      ["records", "deep"],
      { type: "A", name: "a.b", content: "203.0.113.77", proxied: true },
      "records.deep.name must be at most 1 label below example.com, which is as far as Universal SSL goes; got " +
        `"a.b.example.com". ${deepWayOut}`,
    ],
    [
      [...web, "hostname"],
      "www.dev.example.com",
      "sites.web.hostname must be at most 1 label below example.com, which is as far as Universal SSL goes; got " +
        `"www.dev.example.com". ${deepWayOut}`,
    ],
    [
      ["records", "ns"],
      { type: "NS", name: "dev", content: "ns.example.net" },
      "sites.web.hostname must be outside dev.example.com, which records.ns delegates to other name servers; got " +
        '"dev.example.com". Cloudflare is never asked for it: leave the NS record out, or balance another name',
    ],
    [
      ["records", "dev"],
      { type: "A", name: "dev", content: "203.0.113.77" },
      'sites.web.hostname must differ from records.dev.name; got "dev.example.com"',
    ],
  ],
};

/** The places of all texts, numbers and switches. */
function leavesOf(value: unknown, at: At = []): At[] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, part]) =>
        leavesOf(part, [...at, Array.isArray(value) ? Number(key) : key]),
      )
    : [at];
}

/** Where the problems of an environment stand. */
function problemPaths(found: unknown): readonly string[] {
  try {
    const parsed = parseEnvironment("dev", found);
    return validateEnvironment(parsed, () => undefined).problems.map(({ path }) => path);
  } catch (error) {
    return refusalLines(error).map((line) => line.slice(0, line.indexOf(" must ")));
  }
}

describe("an environment", () => {
  for (const [title, rows] of Object.entries(tables)) {
    for (const [at, value, ...sentences] of rows) {
      it(`is refused for ${title}: ${at.join(".")} = ${JSON.stringify(value)}`, () =>
        refuses(devWith(at, value), sentences));
    }
  }

  it("is refused with all its problems together, each of them once", async () => {
    const environment = environmentOf("staging");
    Object.assign(environment, {
      account: { id: "me" },
      zone: { id: "z", name: "-.example", ownsSettings: true, plan: "free" },
      tls: { hsts: { maxAgeSeconds: -1 } },
      retiredAddresses: ["203.0.113.40", "nowhere"],
      firewalls: { use1: { vpcId: "vpc", ports: [0] } },
    });
    const { refusal, declared } = await runStack(true, "staging", configOf(environment));
    const paths = refusalLines(refusal).map((line) => line.slice(0, line.indexOf(" must ")));
    expect(paths).to.deep.equal([
      "zone.name",
      "tls.hsts.maxAgeSeconds",
      "retiredAddresses[1]",
      "firewalls.use1.ports[0]",
      "account.id",
      "zone.id",
      "firewalls.use1.vpcId",
    ]);
    expect(declared).to.deep.equal([]);
  });

  it("is refused for values of its own and of its components in one error, and for values of another kind before all others", async () => {
    const environment = environmentOf("dev");
    const { web } = environment.sites as { web: { pools: object[] } };
    const sites = { web: { ...web, hostname: 5 }, again: { ...web, hostname: 5 } };
    Object.assign(environment, { sites, alerts: { webhooks: { chat: { urlConfigKey: "9" } } } });
    const told = async (): Promise<readonly string[]> => {
      const { refusal, declared } = await runStack(true, "dev", configOf(environment));
      expect(declared).to.deep.equal([]);
      return refusalLines(refusal).map((line) => line.slice(0, line.indexOf(" must ")));
    };
    expect(await told()).to.have.members([
      "alerts.webhooks.chat.urlConfigKey",
      "sites.again.hostname",
      "sites.web.hostname",
    ]);
    Object.assign(environment, { zone: { id: "x", ownsSettings: "no" } });
    expect(await told()).to.deep.equal(["zone.ownsSettings"]);
  });

  it("is refused once for each wrong value, wherever it stands, and for all of them with a path", () => {
    const seen = { refused: 0, accepted: [] as string[] };
    for (const at of leavesOf(fullEnvironment)) {
      for (const value of [-1, [], null]) {
        const environment = structuredClone(fullEnvironment) as object;
        const holder = at
          .slice(0, -1)
          .reduce<object>((parent, key) => parent[key as keyof typeof parent], environment);
        Object.assign(holder, { [at.at(-1) ?? ""]: value });
        const paths = problemPaths(environment);
        const place = `${at.join(".")} = ${JSON.stringify(value)}`;
        expect(new Set(paths).size, `${place}: ${paths.join(", ")}`).to.equal(paths.length);
        seen.refused += paths.length > 0 ? 1 : 0;
        seen.accepted.push(...(paths.length > 0 ? [] : [place]));
      }
    }
    expect(seen.accepted).to.deep.equal([
      "records.loc.loc.altitude = -1",
      "sites.www.pools.0.latitude = -1",
      "sites.www.pools.0.longitude = -1",
    ]);
    expect(seen.refused, `${seen.refused}`).to.be.above(600);
  });

  it("gives the first two pools of a site their names, as the component does", async () => {
    const environment = environmentOf("dev");
    const { web } = environment.sites as { web: { pools: { name?: string; origins?: object }[] } };
    web.pools.forEach((pool) => {
      delete pool.name;
    });
    const { refusal, errors, declared } = await runStack(false, "dev", configOf(environment));
    expect([refusal, errors]).to.deep.equal([undefined, []]);
    const type = "cloudflare:index/loadBalancerPool:LoadBalancerPool";
    expect(
      declared.filter((made) => made.type === type).map(({ inputs }) => inputs.name),
    ).to.deep.equal(["dev_example_com_primary", "dev_example_com_backup"]);
    web.pools.push({ origins: { rack3: { address: "203.0.113.12" } } });
    await refuses(configOf(environment), [
      "sites.web.pools[2].name must be 1 to 32 letters, digits and hyphens, the first no hyphen; got nothing",
    ]);
  });

  it("is refused where it is missing, with what to do", () =>
    refuses({ values: {} }, [
      "steady-edge:environment must be set in stacks/Pulumi.dev.yaml; got nothing. " +
        "Copy stacks/Pulumi.dev.yaml and put in your own account, zone and origins",
    ]));

  it("is refused where it is no map", async () => {
    const rule = "steady-edge:environment must be a map with account, zone, tls, records and so on";
    await refuses({ values: { "steady-edge:environment": "dev" } }, [`${rule}; got "dev"`]);
    await refuses(configOf(["dev"]), [`${rule}; got ["dev"]`]);
    await refuses(configOf(null), [`${rule}; got null`]);
  });

  it("is refused where it is nested some thousand deep, with the path at which that begins", async () => {
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    const environment = JSON.stringify(environmentOf("dev")).slice(0, -1);
    const values = { "steady-edge:environment": `${environment},"records":${deep}}` };
    await refuses({ values }, [`records ${map}; got a value that JSON cannot write`]);
  });

  it("is refused where any part of it is secret, and shows nothing of it", () =>
    refuses(configOf(environmentOf("dev"), { secretKeys: ["steady-edge:environment"] }), [
      "steady-edge:environment must hold no secret; got a secret. Give each secret a configuration value of its own, " +
        "and name that, as alerts.webhooks does",
    ]));

  it("is refused where two sites have one hostname, however it is written", () => {
    const environment = environmentOf("dev");
    const { web } = environment.sites as { web: { pools: object[] } };
    const pools = [
      { name: "primary", origins: { a: { address: "203.0.113.61" } } },
      { name: "backup", origins: { a: { address: "203.0.113.62" } } },
    ];
    environment.sites = { web, again: { ...web, hostname: "DEV.example.com.", pools } };
    return refuses(configOf(environment), [
      'sites.again.hostname must differ from sites.web.hostname; got "DEV.example.com."',
    ]);
  });

  it("is refused where a firewall cannot join the published ranges, before anything is registered", async () => {
    const withFirewall = (change: object): StackConfig => {
      const environment = environmentOf("staging");
      const { use1 } = environment.firewalls as { use1: object };
      environment.firewalls = { use1: { ...use1, joinLiveRanges: true, ...change } };
      return configOf(environment);
    };
    await refuses(withFirewall({ mode: "rules" }), [
      "firewalls.use1.mode must be prefixLists with liveRanges, which are known too late to make rules of; got " +
        '"rules". Give them as ranges',
    ]);
    await refuses(withFirewall({ ports: [80, 443, 2053, 2083, 8080, 8443] }), [
      "firewalls.use1.mode must fit into 5 security groups of 60 rules, each filled to half so that every change can add " +
        "before it removes; got prefix lists that need more than 5 security groups. Open fewer ports or sources, choose " +
        "the other mode, or have AWS raise the quota and say so in quota",
    ]);
  });

  it("is refused where no firewall opens a port of its sites, or lets in the family of an address", () => {
    const environment = environmentOf("staging");
    const { use1 } = environment.firewalls as { use1: object };
    const { web } = environment.sites as { web: { health: object } };
    environment.firewalls = { use1: { ...use1, ipv6: false } };
    const pools = [
      { name: "zone-a", origins: { a1: { address: "203.0.113.30", port: 8443 } } },
      { name: "zone-b", origins: { b1: { address: "2001:db8::40" } } },
    ];
    environment.sites = { web: { ...web, pools, health: { ...web.health, port: 8080 } } };
    const hint =
      "Add it to the ports of the firewall, or every connection ends in Error 521 or 522";
    const rule = "must be a port that a firewall opens to Cloudflare (443)";
    return refuses(configOf(environment), [
      `sites.web.pools[0].origins.a1.port ${rule}; got 8443. ${hint}`,
      "sites.web.pools[1].origins.b1.address must be an IPv4 address where no firewall lets Cloudflare in by IPv6 on " +
        'port 443; got "2001:db8::40". Leave ipv6 of its firewall at true',
      `sites.web.health.port ${rule}; got 8080. ${hint}`,
    ]);
  });

  it("is refused where an origin's name leads back to Cloudflare, or to another origin's address", () => {
    const environment = environmentOf("dev");
    const { web } = environment.sites as { web: object };
    const pools = (primary: string, backup: string): object[] => [
      { name: "primary", origins: { a: { address: primary } } },
      { name: "backup", origins: { a: { address: backup } } },
    ];
    environment.records = {
      front: { type: "A", name: "front", content: "203.0.113.60", proxied: true },
      alias: { type: "CNAME", name: "alias", content: "two.example.com" },
      o1: { type: "A", name: "o1", content: "203.0.113.61" },
    };
    environment.sites = {
      web: { ...web, pools: pools("front.example.com", "alias.example.com") },
      two: { ...web, hostname: "two.example.com", pools: pools("dev.example.com", "203.0.113.62") },
      three: {
        ...web,
        hostname: "three.example.com",
        pools: pools("203.0.113.61", "o1.example.com"),
      },
    };
    const rule = "must lead to an origin of your own, not to";
    const hint = "Give the origin's own address, or a name that is DNS-only";
    return refuses(configOf(environment), [
      `sites.web.pools[0].origins.a.address ${rule} records.front, which is proxied; got "front.example.com". ${hint}`,
      `sites.web.pools[1].origins.a.address ${rule} sites.two.hostname, which Cloudflare answers for; got ` +
        `"alias.example.com". ${hint}`,
      `sites.two.pools[0].origins.a.address ${rule} sites.web.hostname, which Cloudflare answers for; got ` +
        `"dev.example.com". ${hint}`,
      "sites.three.pools[1].origins.a.address must lead to an address of its own, not to 203.0.113.61, where " +
        'sites.three.pools[0].origins.a.address leads; got "o1.example.com". A backup that fails together with the ' +
        "primary is none",
    ]);
  });

  it("is refused where its records leave no room for the safety records of its sites", () => {
    const environment = environmentOf("dev");
    environment.records = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`r${index}`, { ...record, name: `r${index}` }]),
    );
    return refuses(configOf(environment), [
      "records must leave room for the safety records of load balancers, 1 among the 200 that the plan free has; got 200 records",
    ]);
  });

  it("takes hostnames deeper than Universal SSL goes where another certificate covers them", async () => {
    const environment = environmentOf("dev");
    const deep = { acceptDeepHostname: true };
    environment.records = {
      deep: { type: "A", name: "*.b", content: "203.0.113.77", proxied: true, ...deep },
      open: { type: "A", name: "a.open", content: "203.0.113.77" },
    };
    const { web } = environment.sites as { web: object };
    environment.sites = { web: { ...web, hostname: "www.dev.example.com", ...deep } };
    const { refusal, errors } = await runStack(false, "dev", configOf(environment));
    expect([refusal, errors]).to.deep.equal([undefined, []]);
  });

  it("takes mail, text and certificate records at a site's hostname, and any record where it keeps no safety record", async () => {
    const environment = environmentOf("dev");
    const records = {
      mail: { type: "MX", name: "dev", content: "mail.example.net", priority: 10 },
      text: { type: "TXT", name: "dev", content: "hello" },
    };
    environment.records = records;
    const beside = await runStack(false, "dev", configOf(environment));
    expect([beside.refusal, beside.errors]).to.deep.equal([undefined, []]);

    const own = { type: "A", name: "dev", content: "203.0.113.7" };
    environment.records = { ...records, own };
    (environment.sites as { web: { safetyRecord: boolean } }).web.safetyRecord = false;
    const alone = await runStack(false, "dev", configOf(environment));
    expect([alone.refusal, alone.errors]).to.deep.equal([undefined, []]);
  });

  it("is refused where all sites together exceed the account's quotas", () => {
    const environment = environmentOf("dev");
    const { web } = environment.sites as { web: object };
    const sites = Array.from({ length: 21 }, (_, index) => {
      const pools = ["primary", "backup"].map((name, pool) => ({
        name,
        origins: { a: { address: `203.0.113.${index * 2 + pool + 1}` } },
      }));
      return [`s${index}`, { ...web, hostname: `s${index}.example.com`, pools }];
    });
    environment.sites = Object.fromEntries(sites);
    return refuses(configOf(environment), [
      "sites must have at most 20 load balancers together on this plan; got 21",
      "sites must have at most 20 pools together on this plan; got 42",
      "sites must have at most 20 origins together on this plan; got 42",
    ]);
  });
});

describe("an error about an environment", () => {
  it("keeps to its line, whatever stands in the values", async () => {
    const environment = environmentOf("production");
    const { www } = environment.sites as { www: { pools: { name: string }[] } };
    const [pool] = www.pools;
    assert.isDefined(pool);
    pool.name = "u\n  - s must\u202e";
    const { refusal } = await runStack(true, "production", configOf(environment));
    for (const line of refusalLines(refusal)) {
      expect(line).to.match(
        /^sites\.www\.(pools\[0\]\.name|steering\.regionPools\.\w+\[\d\]) must [^\n\u202e]+; got /,
      );
    }
  });
});

describe("secrets of an environment", () => {
  const webhook = { urlConfigKey: "chatUrl", secretConfigKey: "chatSecret" };
  const withWebhook = (chat: unknown): unknown => {
    const environment = environmentOf("dev");
    environment.alerts = { webhooks: { chat } };
    return environment;
  };
  const url = "https://hooks.example.net/T0/topsecret";
  const values = { "steady-edge:chatUrl": url, "steady-edge:chatSecret": "s3cr3t" };
  const secretKeys = Object.keys(values);
  const hint = "Set it with pulumi config set --secret steady-edge:<name>";

  it("are taken from the configuration, and reach the resources as secrets", async () => {
    for (const preview of [true, false]) {
      const config = configOf(withWebhook(webhook), { values, secretKeys });
      const { refusal, errors, declared } = await runStack(preview, "dev", config);
      expect([refusal, errors]).to.deep.equal([undefined, []]);
      const type = "cloudflare:index/notificationPolicyWebhooks:NotificationPolicyWebhooks";
      expect(declared.filter((made) => made.type === type)).to.deep.equal([
        {
          type,
          name: "dev-alerts-webhook-chat",
          inputs: {
            accountId: "0123456789abcdef0123456789abcdef",
            name: "dev-alerts-webhook-chat",
            url: { secret: url },
            secret: { secret: "s3cr3t" },
          },
        },
      ]);
    }
  });

  it("of a load balancer's header reach its rule and the monitor, and are told of by their names", async () => {
    const environment = structuredClone(fullEnvironment);
    const { errors, refusal, declared } = await runStack(
      ...([false, "full", configOf(environment, fullSecrets)] as const),
    );
    expect([refusal, errors]).to.deep.equal([undefined, []]);
    const inputsOf = (name: string) => declared.find((made) => made.name === name)?.inputs;
    const admitting = inputsOf("full-www-alb-us-alb-admit")?.["conditions"];
    expect(admitting).to.deep.equal({
      secret: [
        {
          httpHeader: {
            httpHeaderName: "x-origin-key",
            values: ["0123456789abcdef", "fedcba9876543210"],
          },
        },
      ],
    });
    expect(inputsOf("full-www-balancer-monitor")?.["header"]).to.deep.equal({
      secret: {
        Host: ["www.example.com"],
        "X-Probe": ["edge"],
        "x-origin-key": ["0123456789abcdef"],
      },
    });

    const path = "sites.www.pools[0].origins.alb.alb.requiredHeader.valueConfigKeys";
    const { "steady-edge:originKeyNext": next, ...others } = fullSecrets.values;
    expect(next).to.equal("fedcba9876543210");
    const values = { ...others, "steady-edge:originKey": "short\u0007" };
    const secretKeys = Object.keys(values);
    const config = configOf(environment, { values, secretKeys });
    const told = await runStack(true, "full", config);
    expect([told.declared, told.errors]).to.deep.equal([[], []]);
    expect(refusalLines(told.refusal)).to.deep.equal([
      `${path}[0] must be printable ASCII; got a secret with another character`,
      "edgeRules.originSecretHeaders.www.valueConfigKey must be printable ASCII; got a secret with another character",
      `${path}[1] must name a secret of this stack's configuration; got nothing. ${hint}`,
    ]);
  });

  it("are refused in plain text", () =>
    refuses(configOf(withWebhook(webhook), { values }), [
      `alerts.webhooks.chat.urlConfigKey must name a secret of this stack's configuration; got plain text. ${hint}`,
      `alerts.webhooks.chat.secretConfigKey must name a secret of this stack's configuration; got plain text. ${hint}`,
    ]));

  it("are refused where they are not set, without a word of a secret that stands in the name's place", () =>
    refuses(configOf(withWebhook({ urlConfigKey: "chatUrl", secretConfigKey: "hunter2" })), [
      `alerts.webhooks.chat.urlConfigKey must name a secret of this stack's configuration; got nothing. ${hint}`,
      `alerts.webhooks.chat.secretConfigKey must name a secret of this stack's configuration; got nothing. ${hint}`,
    ]));

  it("are refused in the environment itself, without showing them", async () => {
    await refuses(configOf(withWebhook({ urlConfigKey: url })), [
      "alerts.webhooks.chat.urlConfigKey must be the name of a configuration value; got something else, perhaps the " +
        "value itself",
    ]);
    await refuses(configOf(withWebhook({})), [
      "alerts.webhooks.chat.urlConfigKey must be the name of a configuration value; got nothing",
    ]);
    await refuses(configOf(withWebhook({ url })), [
      `alerts.webhooks.chat.url ${unknownKey}. Did you mean urlConfigKey?`,
    ]);
    for (const [place, refused] of [
      [url, "alerts.webhooks.chat must be a map with urlConfigKey, secretConfigKey"],
      [[url], "alerts.webhooks.chat must be a map with urlConfigKey, secretConfigKey"],
    ] as const) {
      await refuses(configOf(withWebhook(place)), [
        `${refused}; got something else, perhaps a secret`,
      ]);
    }
    for (const name of [[url], { url }]) {
      await refuses(configOf(withWebhook({ urlConfigKey: name })), [
        "alerts.webhooks.chat.urlConfigKey must be the name of a configuration value; got something else, perhaps the " +
          "value itself",
      ]);
    }
    const environment = { ...environmentOf("dev"), alerts: { webhooks: url } };
    await refuses(configOf(environment), [
      `alerts.webhooks ${map}; got something else, perhaps a secret`,
    ]);
  });

  it("are checked before anything is registered, and named by their own names", () =>
    refuses(
      configOf(withWebhook(webhook), {
        values: {
          "steady-edge:chatUrl": "http://hooks.example.net/x",
          "steady-edge:chatSecret": " ",
        },
        secretKeys,
      }),
      [
        "steady-edge:chatUrl must be an https URL with a host name; got a URL that begins with http:",
        "steady-edge:chatSecret must not be empty; got an empty secret. Leave it out for none",
      ],
    ));
});
