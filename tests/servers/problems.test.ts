import { expect } from "chai";
import fc from "fast-check";
import { nginxConfig } from "../../components/origin/serverConfig";
import { describeProblem } from "../../core/problem";
import { serverConfigs, serverNames, type ServerName } from "../../servers";
import { resolveTimeouts } from "../../servers/timeouts";
import { codePoint } from "../support/codePoints";

const tls = { certificateFile: "/etc/ssl/o.pem", keyFile: "/etc/ssl/o.key" };
const loadBalancer = { idleTimeoutSeconds: 930, addresses: ["10.0.0.0/16"] };
const fpm = { memoryMegabytes: 2048, workerMegabytes: 64 };
const node = { service: "shop", folder: "/opt/shop" };
const closes =
  "Else the server closes it in the very moment in which the next request is sent, and the visitor sees Error 502 or 520";
const pathRule = "must be an absolute path of letters, digits and . _ + @ - /; got";

/** Arguments, and every problem of theirs. */
const wrong: readonly (readonly [
  server: ServerName,
  args: unknown,
  problems: readonly string[],
])[] = [
  [
    "nginx",
    7,
    ["args must be a map with serverNames, documentRoot, application, php and so on; got 7"],
  ],
  [
    "nginx",
    { server_names: ["a.example.com"] },
    [
      "server_names must be an argument that there is; got an unknown name. Did you mean serverNames?",
    ],
  ],
  [
    "nginx",
    { serverNames: [] },
    [
      "serverNames must have at least one entry; got []. Leave it out for a fragment without a server",
    ],
  ],
  [
    "nginx",
    { serverNames: ["a.example.com; return 200"] },
    [
      'serverNames[0] must have only letters, digits and inner hyphens in its labels; got "a.example.com; return 200"',
    ],
  ],
  [
    "nginx",
    { serverNames: ["a.*.example.com", "*.example.com"] },
    ['serverNames[0] must have no wildcard; got "a.*.example.com"'],
  ],
  [
    "nginx",
    { documentRoot: "/srv" },
    [
      'documentRoot must be left out without serverNames; got "/srv". A fragment leaves the site\'s own root',
    ],
  ],
  [
    "nginx",
    { tls: { certificateFile: "o.pem", keyFile: "/etc/ssl/o.key;\nuser root" } },
    [
      `tls.certificateFile ${pathRule} "o.pem"`,
      `tls.keyFile ${pathRule} "/etc/ssl/o.key;\\nuser root"`,
    ],
  ],
  [
    "nginx",
    { tls: { ...tls, keyFile: tls.certificateFile } },
    ['tls.keyFile must be another file than tls.certificateFile; got "/etc/ssl/o.pem"'],
  ],
  [
    "nginx",
    { tls: { ...tls, clientCa: { file: "/a", mode: "enforced" } } },
    ['tls.clientCa.mode must be one of observe, enforce; got "enforced". Did you mean enforce?'],
  ],
  [
    "nginx",
    { tls: { ...tls, minimumTlsVersion: "1.4" } },
    ['tls.minimumTlsVersion must be one of 1.0, 1.1, 1.2, 1.3; got "1.4". Did you mean 1.0?'],
  ],
  [
    "nginx",
    { tls: { ...tls, clientCa: { file: "/a" } }, loadBalancer },
    [
      'tls.clientCa must be left out beside loadBalancer; got {"file":"/a"}. A load balancer ends Cloudflare\'s TLS and shows no client certificate; verify it at its listener',
    ],
  ],
  [
    "nginx",
    {
      loadBalancer: {
        idleTimeoutSeconds: 4001,
        addresses: ["0.0.0.0/0", "10.0.0.1/16", "10.0.0.1"],
      },
    },
    [
      "loadBalancer.idleTimeoutSeconds must be a whole number of 1 to 4000; got 4001",
      'loadBalancer.addresses[0] must leave addresses out: whom it holds is believed about the visitor; got "0.0.0.0/0". Give the ranges of the subnets',
      'loadBalancer.addresses[1] must be a CIDR with no bits beyond its prefix: 10.0.0.0/16; got "10.0.0.1/16"',
      'loadBalancer.addresses[2] must be a CIDR with no bits beyond its prefix: 10.0.0.0/16; got "10.0.0.1"',
    ],
  ],
  [
    "nginx",
    { loadBalancer: { idleTimeoutSeconds: 930, addresses: [] } },
    [
      "loadBalancer.addresses must have at least one entry; got []. Give the ranges of its subnets: else every visitor has its address",
    ],
  ],
  [
    "nginx",
    { loadBalancer, onlyCloudflare: true },
    [
      "onlyCloudflare must be left out beside loadBalancer; got true. Every connection comes from the load balancer; its security group keeps strangers out",
    ],
  ],
  [
    "apache",
    { application: { address: "127.0.0.1:3000" }, php: { listen: "/run/f.sock" } },
    [
      'php must be left out beside application; got {"listen":"/run/f.sock"}. Write a second configuration, and include each in its own server',
    ],
  ],
  [
    "apache",
    { application: { address: "127.0.0.1:70000" } },
    ['application.address must be a host and a port: 127.0.0.1:3000; got "127.0.0.1:70000"'],
  ],
  [
    "apache",
    { application: { address: "127.0.0.1:3000", idleSeconds: 5 } },
    [
      "application.idleSeconds must be 11 or more, so that the web server ends idle connections 10 seconds earlier; got 5. Have the application keep connections longer (Node's own 5 seconds are too few), as nodeConfig does",
    ],
  ],
  [
    "apache",
    { serverNames: ["*.example.com", "www.example.com"] },
    [
      'serverNames[0] must have no wildcard, which Apache takes in the names after it only; got "*.example.com"',
    ],
  ],
  [
    "nginx",
    { timeouts: { idleSeconds: 900 } },
    [
      `timeouts.idleSeconds must be more than the 900 seconds that Cloudflare keeps an idle connection; got 900. ${closes}`,
    ],
  ],
  [
    "nginx",
    { loadBalancer: { ...loadBalancer, idleTimeoutSeconds: 60 }, timeouts: { idleSeconds: 60 } },
    [
      "timeouts.answerSeconds must be less than loadBalancer.idleTimeoutSeconds, 60; got nothing, which is 95. Else the load balancer answers 504 first; raise its idle timeout over Cloudflare's 900 seconds",
      `timeouts.idleSeconds must be more than the 60 seconds that the load balancer keeps an idle connection; got 60. ${closes}`,
    ],
  ],
  [
    "php-fpm",
    { ...fpm, timeouts: { requestSeconds: 120 } },
    [
      "timeouts.answerSeconds must be less than the 120 seconds that Cloudflare waits; got nothing, which is 130. Else the visitor sees Error 524 before the server says what was slow; give less requestSeconds",
    ],
  ],
  [
    "php-fpm",
    { ...fpm, timeouts: { requestSeconds: 60, answerSeconds: 65 } },
    [
      "timeouts.answerSeconds must be more than the 65 seconds after which a request of at most 60 (requestSeconds) is ended; got 65. Else the web server answers 504 while the application still works on the answer",
    ],
  ],
  [
    "php-fpm",
    { memoryMegabytes: 512, workerMegabytes: 300 },
    [
      "workerMegabytes must fit into the 256 MiB that memoryMegabytes leaves beside reservedMegabytes, 256; got 300. Take a larger machine: with no room for one worker, the kernel ends them and every visitor sees Error 502",
    ],
  ],
  [
    "php-fpm",
    { memoryMegabytes: 512, workerMegabytes: 1, reservedMegabytes: 512 },
    [
      "workerMegabytes must fit into the 0 MiB that memoryMegabytes leaves beside reservedMegabytes, 512; got 1. Take a larger machine: with no room for one worker, the kernel ends them and every visitor sees Error 502",
    ],
  ],
  [
    "php-fpm",
    { memoryMegabytes: 0, version: 8.2, pool: "global" },
    [
      "memoryMegabytes must be a whole number of 1 or more; got 0",
      "workerMegabytes must be a whole number of 1 or more; got nothing",
      'version must be a version as text, such as "8.2"; got 8.2',
      'pool must be the name of a pool, of letters, digits, _ and -; got "global"',
    ],
  ],
  [
    "php-fpm",
    { ...fpm, health: { dependencies: ["db', exec('id'), '"] } },
    [`health.dependencies[0] must be a host and a port: 127.0.0.1:3000; got "db', exec('id'), '"`],
  ],
  [
    "node",
    { service: "shop.service", folder: "opt" },
    [
      'service must be the name of a systemd service without .service, of letters, digits and _ @ : -; got "shop.service"',
      `folder ${pathRule} "opt"`,
    ],
  ],
  [
    "node",
    { ...node, webServer: {}, loadBalancer },
    [
      'loadBalancer must be left out beside webServer; got {"idleTimeoutSeconds":930,"addresses":["10.0.0.0/16"]}. Give it to nginxConfig or apacheConfig: the program sees the web server only',
    ],
  ],
  [
    "node",
    { ...node, webServer: { addresses: [] }, timeouts: { idleSeconds: 60 } },
    [
      `timeouts.idleSeconds must be more than the 60 seconds that the web server keeps an idle connection; got 60. ${closes}`,
      "webServer.addresses must have at least one entry; got []. Leave it out for loopback",
    ],
  ],
  [
    "node",
    { ...node, health: { path: "/" } },
    ['health.path must be a path deeper than the root, without a query: /healthz; got "/"'],
  ],
];

describe("arguments of a server's configuration", () => {
  for (const [server, args, problems] of wrong) {
    it(`are refused for ${server}: ${JSON.stringify(args).slice(0, 80)}`, () => {
      const judged = serverConfigs[server](args);
      expect(judged.problems.map(describeProblem)).to.deep.equal(problems);
      expect(judged.config).to.equal(undefined);
    });
  }

  const right: readonly (readonly [ServerName, unknown])[] = [
    ["nginx", {}],
    ["nginx", { timeouts: { requestSeconds: 600, cloudflareReadSeconds: 6000 } }],
    ["nginx", { loadBalancer: { idleTimeoutSeconds: 4000, addresses: ["fd00::/8"] } }],
    ["apache", { application: { address: "app.internal:8080", idleSeconds: 11 } }],
    ["php-fpm", { memoryMegabytes: 257, workerMegabytes: 1 }],
    ["node", { ...node, timeouts: { requestSeconds: 109 } }],
  ];
  for (const [server, args] of right) {
    it(`are taken for ${server}: ${JSON.stringify(args)}`, () => {
      expect(serverConfigs[server](args).problems).to.deep.equal([]);
    });
  }

  it("are refused by the library in one error", () => {
    expect(() => nginxConfig({ statusPort: 80, documentRoot: "srv" })).to.throw(
      `Invalid arguments of nginxConfig:\n  - documentRoot ${pathRule} "srv"\n  - statusPort must be a whole number of 1024 to 65535; got 80`,
    );
  });

  it("come to problems or to a configuration, whatever they are", () => {
    const texts = fc.string({ unit: codePoint });
    const anything = fc.record(
      {
        serverNames: fc.array(texts),
        documentRoot: texts,
        application: fc.record({ address: texts }),
        tls: fc.record({ certificateFile: texts, keyFile: texts }),
        health: fc.record({ path: texts }),
        service: texts,
        folder: texts,
        pool: texts,
        timeouts: fc.record({ requestSeconds: fc.integer(), idleSeconds: fc.double() }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...serverNames),
        fc.oneof(anything, fc.anything()),
        (server, args) => {
          const { problems, config } = serverConfigs[server](args);
          expect(problems.length === 0).to.equal(config !== undefined);
        },
      ),
    );
  });

  it("keep every hop in order, whichever are given", () => {
    const seconds = fc.integer({ min: 1, max: 5000 });
    const timeouts = fc.record(
      {
        requestSeconds: seconds,
        answerSeconds: seconds,
        cloudflareReadSeconds: seconds,
        idleSeconds: seconds,
      },
      { requiredKeys: [] },
    );
    const balancer = fc.option(
      fc.record({
        idleTimeoutSeconds: fc.integer({ min: 1, max: 4000 }),
        addresses: fc.constant<string[]>(["10.0.0.0/16"]),
      }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(timeouts, balancer, (given, front) => {
        const args = { timeouts: given, ...(front && { loadBalancer: front }) };
        const all = resolveTimeouts(args);
        const isOrdered =
          all.requestSeconds < all.terminateSeconds &&
          all.terminateSeconds < all.answerSeconds &&
          all.answerSeconds < all.cloudflareReadSeconds &&
          all.answerSeconds < (front?.idleTimeoutSeconds ?? Number.POSITIVE_INFINITY) &&
          all.frontIdleSeconds < all.idleSeconds;
        expect(serverConfigs.nginx(args).problems.length === 0).to.equal(isOrdered);
      }),
    );
  });
});
