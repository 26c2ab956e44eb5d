import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../../cli/command";
import { modelTypes, type ModelTypeName } from "../../model/graph/resourceTypes";
import { nginxConfig, nodeConfig, phpFpmConfig } from "../../components/origin/serverConfig";
import { pinnedVersion } from "../../sandbox/engine/acquire/engine";
import { fakeTerminal } from "./fakeTerminal";

type Properties = Readonly<Record<string, unknown>>;

function urnOf(type: ModelTypeName, name: string): string {
  return `urn:pulumi:production::shop::${modelTypes[type]}::${name}`;
}

function state(type: ModelTypeName, name: string, properties: Properties): object {
  const [urn, id] = [urnOf(type, name), name];
  const outputs = { id, arn: `arn:aws:x:::${name}`, ...properties };
  return { urn, type: modelTypes[type], custom: true, id, inputs: properties, outputs };
}

function exported(...resources: readonly object[]): string {
  return JSON.stringify({ version: 3, deployment: { resources } });
}

const zone = { zoneId: "zone" };
const ssl = state("zoneSetting", "ssl", { ...zone, settingId: "ssl", value: "strict" });
const pulls = state("zoneSetting", "pulls", { ...zone, settingId: "tls_client_auth", value: "on" });

function site(hostname: string, origins: readonly Properties[], health: Properties): object[] {
  const [monitor, pool] = [`monitor-${hostname}`, `pool-${hostname}`];
  const balancer = { ...zone, name: hostname, defaultPools: [pool], fallbackPool: pool };
  return [
    state("monitor", monitor, { type: "https", path: "/healthz", ...health }),
    state("pool", pool, { name: pool, enabled: true, monitor, origins }),
    state("loadBalancer", `lb-${hostname}`, { ...balancer, proxied: true }),
  ];
}

/** Of two addresses, with a certificate of the Origin CA. */
const direct = [
  ...site("www.example.com", [{ name: "use1", address: "203.0.113.55", enabled: true }], {
    path: "/v1/health",
  }),
  ssl,
  state("originCertificate", "cert", { hostnames: ["*.example.com"], requestType: "origin-rsa" }),
];

function subnet(name: string, cidrBlock: string): object {
  return state("subnet", name, { vpcId: "vpc-1", cidrBlock });
}

function balancedByAws(name: string, subnets: readonly string[]): object[] {
  const dnsName = `${name}.us-east-1.elb.amazonaws.com`;
  const arn = `arn:aws:x:::${name}`;
  const alb = { loadBalancerType: "application", idleTimeout: 960, subnets, dnsName };
  const forward = [{ type: "forward", targetGroupArn: `arn:aws:x:::${name}-tg` }];
  const header = {
    httpHeader: { httpHeaderName: "x-origin-key", values: ["hush-hush-hush-hush"] },
  };
  const refusal = { type: "fixed-response", fixedResponse: { statusCode: "403" } };
  const rules = [
    { priority: 1, conditions: [header], actions: forward },
    { priority: 2, conditions: [{ pathPattern: { values: ["*"] } }], actions: [refusal] },
  ];
  const listener = { loadBalancerArn: arn, port: 443, protocol: "HTTPS", defaultActions: forward };
  const check = { path: "/ready", protocol: "HTTP" };
  return [
    state("awsLoadBalancer", name, alb),
    state("targetGroup", `${name}-tg`, { port: 8080, protocol: "HTTP", healthCheck: check }),
    state("listener", `${name}-listener`, listener),
    ...rules.map((rule) =>
      state("listenerRule", `${name}-${rule.priority}`, {
        ...{ listenerArn: `arn:aws:x:::${name}-listener`, ...rule },
      }),
    ),
  ];
}

const behindAlb = [
  ...balancedByAws("alb", ["subnet-1", "subnet-2"]),
  ...site(
    "www.example.com",
    [{ name: "use1", address: "alb.us-east-1.elb.amazonaws.com", enabled: true }],
    {},
  ),
  ...[ssl, pulls],
];
const subnets = [subnet("subnet-2", "10.0.1.0/24"), subnet("subnet-1", "10.0.0.0/24")];

describe("server-config of a stack", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-stack-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs the command with an engine that exports a state, or fails, and writes down what it was asked. */
  const run = async (
    { writes = "", says = "", code = 0 }: { writes?: string; says?: string; code?: number },
    ...args: string[]
  ) => {
    const engine = path.join(folder, "pulumi");
    const file = path.join(folder, "state.json");
    writeFileSync(file, writes);
    const script = [
      "#!/bin/sh",
      `if [ "$1" = version ]; then echo v${pinnedVersion()}; exit 0; fi`,
      `[ "$1 $2 $3" = "stack export --stack=prod" ] || exit 9`,
      `cat '${file}'; echo '${says}' >&2; exit ${code}`,
    ];
    writeFileSync(engine, script.join("\n"), { mode: 0o755 });
    const terminal = fakeTerminal({ PATH: process.env.PATH, STEADY_EDGE_ENGINE: engine });
    const command = ["server-config", ...args, "--stack", "prod", "--format", "json"];
    const exitCode = await runCommand(command, terminal);
    return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };
  const json = (config: object) => `${JSON.stringify(config, undefined, 2)}\n`;

  it("reads the certificate and the health check of a server behind Cloudflare", async () => {
    expect(await run({ writes: exported(...direct) }, "nginx")).to.deep.equal({
      exitCode: 0,
      stdout: json(
        nginxConfig({
          tls: {
            certificateFile: "/etc/ssl/steady-edge/origin.pem",
            keyFile: "/etc/ssl/steady-edge/origin.key",
          },
          health: { path: "/v1/health" },
        }),
      ),
      stderr:
        "Read from the stack prod, for www.example.com/use1:\n" +
        "  tls.certificateFile=/etc/ssl/steady-edge/origin.pem\n" +
        "  tls.keyFile=/etc/ssl/steady-edge/origin.key\n" +
        "  health.path=/v1/health\n" +
        "Put the origin certificate, which the stack keeps, at /etc/ssl/steady-edge/origin.pem, and its key at /etc/ssl/steady-edge/origin.key, before the server reads this.\n",
    });
  });

  it("observes the client certificate that Cloudflare shows, and says when to enforce it", async () => {
    const clientCa = { file: "/etc/ssl/steady-edge/origin-pulls-ca.pem", mode: "observe" as const };
    const files = { certificateFile: "/own/a.pem", keyFile: "/own/a.key" };
    const set = Object.entries(files).flatMap(([name, file]) => ["--set", `tls.${name}=${file}`]);
    const { exitCode, stdout, stderr } = await run(
      { writes: exported(...direct.slice(0, -1), pulls) },
      ...["nginx", "--set", "health.path=/mine", ...set],
    );
    expect([exitCode, stdout]).to.deep.equal([
      0,
      json(nginxConfig({ health: { path: "/mine" }, tls: { clientCa, ...files } })),
    ]);
    expect(stderr.split("\n").slice(4)).to.deep.equal([
      "Cloudflare shows a client certificate of the authority Cloudflare publishes: put its certificate at /etc/ssl/steady-edge/origin-pulls-ca.pem, and set tls.clientCa.mode=enforce once every line of the log says client_certificate:SUCCESS.",
      "",
    ]);
  });

  it("does not tell a server without a certificate of the client's", async () => {
    const stack = exported(...direct.slice(0, -1), pulls);
    const { exitCode, stdout, stderr } = await run({ writes: stack }, "nginx");
    expect([exitCode, stdout]).to.deep.equal([
      0,
      json(nginxConfig({ health: { path: "/v1/health" } })),
    ]);
    expect(stderr.split("\n").slice(2)).to.deep.equal([
      "Cloudflare shows a client certificate of the authority Cloudflare publishes, of which the server is not told: that takes tls.certificateFile and tls.keyFile.",
      "",
    ]);
  });

  it("reads the idle time, the subnets and the health check of a load balancer, and no secret", async () => {
    const loadBalancer = { idleTimeoutSeconds: 960, addresses: ["10.0.0.0/24", "10.0.1.0/24"] };
    const stack = exported(...behindAlb, ...subnets);
    expect(await run({ writes: stack }, "nginx")).to.deep.equal({
      exitCode: 0,
      stdout: json(nginxConfig({ loadBalancer, health: { path: "/ready" } })),
      stderr:
        "Read from the stack prod, for www.example.com/use1:\n" +
        "  loadBalancer.idleTimeoutSeconds=960\n" +
        "  loadBalancer.addresses=[10.0.0.0/24, 10.0.1.0/24]\n" +
        "  health.path=/ready\n" +
        "The load balancer demands the header x-origin-key: the server need not.\n",
    });
  });

  it("asks for the subnets that the stack does not hold, and takes them", async () => {
    expect(await run({ writes: exported(...behindAlb, ...subnets.slice(1)) }, "apache"))
      .to.deep //
      .equal({
        exitCode: 2,
        stdout: "",
        stderr:
          "loadBalancer.addresses must be the ranges of the load balancer's subnets; got nothing: the stack prod does not hold each of them. For example --set loadBalancer.addresses=[10.0.0.0/24, 10.0.1.0/24]\n",
      });
    const { exitCode, stdout } = await run(
      { writes: exported(...behindAlb) },
      ...["nginx", "--set", "loadBalancer.addresses=[10.9.0.0/16]"],
    );
    const loadBalancer = { idleTimeoutSeconds: 960, addresses: ["10.9.0.0/16"] };
    expect([exitCode, stdout]).to.deep.equal([
      0,
      json(nginxConfig({ loadBalancer, health: { path: "/ready" } })),
    ]);
  });

  it("leaves the load balancer to the web server before a program", async () => {
    const own = ["--set", "service=shop", "--set", "folder=/opt/shop"];
    const { exitCode, stdout } = await run(
      { writes: exported(...behindAlb) },
      ...["node", ...own, "--set", "webServer.idleTimeoutSeconds=30"],
    );
    const args = { service: "shop", folder: "/opt/shop", webServer: { idleTimeoutSeconds: 30 } };
    expect([exitCode, stdout]).to.deep.equal([
      0,
      json(nodeConfig({ ...args, health: { path: "/ready" } })),
    ]);
  });

  it("reads how long Cloudflare waits, also for PHP-FPM, of which a stack says nothing else", async () => {
    const waits = state("zoneSetting", "wait", {
      ...{ ...zone, settingId: "proxy_read_timeout", value: 300 },
    });
    const memory = { memoryMegabytes: 2048, workerMegabytes: 64 };
    const set = Object.entries(memory).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
    expect(await run({ writes: exported(...direct, waits) }, "php-fpm", ...set)).to.deep.equal({
      exitCode: 0,
      stdout: json(phpFpmConfig({ ...memory, timeouts: { cloudflareReadSeconds: 300 } })),
      stderr:
        "Read from the stack prod, for www.example.com/use1:\n" +
        "  timeouts.cloudflareReadSeconds=300\n",
    });
  });

  it("leaves a health check at the root to the site, and says so", async () => {
    const [, , ...rest] = direct;
    const shallow = site("www.example.com", [{ name: "a", address: "203.0.113.5" }], { path: "/" });
    const stack = exported(...shallow, ...rest.slice(1, 2));
    const { exitCode, stdout, stderr } = await run({ writes: stack }, "nginx");
    expect([exitCode, stdout]).to.deep.equal([0, json(nginxConfig())]);
    expect(stderr).to.equal(
      "Read from the stack prod, for www.example.com/a:\n" +
        'The health check asks for "/", which is left to the site: what is written here answers one deeper than the root and without a query.\n',
    );
  });

  const several = exported(
    ...behindAlb,
    ...subnets,
    ...site("api.example.com", [{ name: "euc1", address: "198.51.100.7" }], {}),
  );

  it("writes for the origin that is named, by any of its names", async () => {
    for (const origin of ["euc1", "api.example.com", "api.example.com/euc1"]) {
      const { exitCode, stdout } = await run({ writes: several }, "nginx", "--origin", origin);
      expect([exitCode, stdout]).to.deep.equal([
        0,
        json(nginxConfig({ health: { path: "/healthz" } })),
      ]);
    }
  });

  it("needs no name where all origins need the same", async () => {
    const origins = ["a", "b"].map((name, index) => ({ name, address: `203.0.113.${index + 1}` }));
    const stack = exported(...site("www.example.com", origins, {}), ssl);
    const { exitCode, stderr } = await run({ writes: stack }, "apache");
    expect([exitCode, stderr]).to.deep.equal([
      0,
      "Read from the stack prod, for www.example.com/a, www.example.com/b:\n  health.path=/healthz\n",
    ]);
  });

  const stacks: readonly (readonly [
    string,
    Parameters<typeof run>[0],
    readonly string[],
    string,
  ])[] = [
    [
      "several servers that need different configurations",
      { writes: several },
      [],
      "--origin must say which server is meant, for they need different configurations; got nothing. There are api.example.com/euc1, www.example.com/use1\n",
    ],
    [
      "an origin that there is not",
      { writes: several },
      ["--origin", "use2"],
      '--origin must be an origin of the stack, its hostname, or both; got "use2". Did you mean use1?\n',
    ],
    [
      "a stack without a hostname",
      { writes: exported(ssl) },
      [],
      '--stack must be a stack with an origin that Cloudflare or a load balancer connects to; got "prod", with no hostname that reaches a server past a tunnel\n',
    ],
    [
      "a stack whose visitors do not go through Cloudflare",
      {
        writes: exported(
          state("dnsRecord", "www", {
            ...{ ...zone, name: "www.example.com", type: "A", content: "203.0.113.9", ttl: 300 },
            proxied: false,
          }),
        ),
      },
      [],
      '--stack must be a stack with an origin that Cloudflare or a load balancer connects to; got "prod", with www.example.com: its visitors do not go through Cloudflare\n',
    ],
    [
      "a stack that there is not",
      { says: "warning: old\nerror: no stack named prod found", code: 255 },
      [],
      '--stack must be a stack that `pulumi stack export` writes the state of; got "prod": no stack named prod found. Run it in the folder of the stack\'s Pulumi.yaml, logged in where its state is kept\n',
    ],
    [
      "an engine that says nothing",
      { code: 3 },
      [],
      '--stack must be a stack that `pulumi stack export` writes the state of; got "prod": exit code 3. Run it in the folder of the stack\'s Pulumi.yaml, logged in where its state is kept\n',
    ],
    [
      "what is no state",
      { writes: "{}" },
      [],
      '--stack must be a stack that `pulumi stack export` writes the state of; got "prod": an empty object. Run it in the folder of the stack\'s Pulumi.yaml, logged in where its state is kept\n',
    ],
  ];
  for (const [title, engine, args, stderr] of stacks) {
    it(`ends with 2: ${title}`, async () => {
      const result = await run(engine, "nginx", ...args);
      expect(result).to.deep.equal({ exitCode: 2, stdout: "", stderr });
    });
  }

  it("ends with 2 where an origin is named and no stack", async () => {
    const terminal = fakeTerminal();
    expect(await runCommand(["server-config", "nginx", "--origin", "a"], terminal)).to.equal(2);
    expect(terminal.stderr()).to.equal("--origin must be given with --stack; got no --stack\n");
  });
});
