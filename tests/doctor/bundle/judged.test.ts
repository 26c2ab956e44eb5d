import { expect } from "chai";
import { bundleEvidence, certificateEvidence, type Bundle } from "../../../doctor/bundle";
import { failsOf, unknownsOf } from "../seen";
import { apache, bundleOf, listening, nginx, phpFpm, processOf } from "./samples";

const site = { port: 443, hostname: "www.example.com" };
const fails = (parts: Partial<Bundle>, target: { port: number; hostname?: string } = site) =>
  failsOf(bundleEvidence(bundleOf(parts), target));

const web = [listening("0.0.0.0:443"), listening(":::80")];
const fpmSocket = "/run/php/fpm.sock";
const folders = ["/", "/run", "/run/php"].map((path) => ({
  ...({ path, kind: "folder", mode: 0o755, userId: 0, groupId: 0 } as const),
}));
const socketOf = (mode: number, userId: number, groupId: number) => [
  ...folders,
  { ...({ path: fpmSocket, kind: "socket", mode, userId, groupId } as const) },
];
const workers = [
  processOf(10, "nginx", { userId: 0, title: "nginx: master process nginx" }),
  processOf(11, "nginx", { parent: 10, title: "nginx: worker process" }),
];
const serverOf = (rest: string, http = ""): ReturnType<typeof nginx> =>
  nginx(`events { worker_connections 1024; } http { keepalive_timeout 910s; ${http}
    server { listen 443 ssl; server_name www.example.com; ${rest} } }`);
const php = `location ~ \\.php$ { fastcgi_pass unix:${fpmSocket}; }`;
const pool = (settings = "") =>
  phpFpm(`[www]\nlisten = ${fpmSocket}\npm = dynamic\npm.max_children = 5\n${settings}`);
const status = { waiting: 0, backlog: 511, idle: 2, active: 1, total: 3, maxChildrenReached: 0 };
const www = { name: "www", listen: fpmSocket, asked: "answered" } as const;

const wholePhp: Partial<Bundle> = {
  configurations: [serverOf(php), pool()],
  listeners: [...web, listening(fpmSocket)],
  processes: workers,
  paths: socketOf(0o660, 33, 33),
  pools: [{ ...www, status }],
};

describe("what a bundle is evidence of", () => {
  for (const [what, parts, expected] of [
    [
      "nothing that listens, nor runs",
      { listeners: [], processes: [] },
      ["listening: origin-down (experiment)"],
    ],
    [
      "a web server that listens elsewhere, perhaps behind a load balancer",
      { listeners: [listening("0.0.0.0:8080")], processes: workers },
      ["listening: origin-down (setting)"],
    ],
    [
      "a port for the host itself",
      { listeners: [listening("127.0.0.1:443")], processes: workers },
      ["listening: origin-down (setting)"],
    ],
    [
      "a full accept queue",
      { listeners: [listening("0.0.0.0:443", 129, 128)] },
      ["accept-queue: web-server-slots (experiment)"],
    ],
    [
      "an accept queue that was full once",
      {
        listeners: [{ ...listening("0.0.0.0:443", 0, 128), waiting: { most: 128, least: 3 } }],
      },
      ["accept-queue: web-server-slots (setting)"],
    ],
    [
      "PHP-FPM that is stopped",
      {
        ...wholePhp,
        listeners: web,
        paths: [...folders, { path: fpmSocket, kind: "missing" }],
        pools: [],
      },
      ["application-socket: php-fpm-down (experiment)"],
    ],
    [
      "a socket that a killed PHP-FPM left behind",
      { ...wholePhp, listeners: [...web, listening("/run/other.sock")], pools: [] },
      ["application-socket: php-fpm-down (experiment)"],
    ],
    [
      "a socket of a user and a group that nginx is not",
      { ...wholePhp, paths: socketOf(0o660, 0, 0) },
      ["socket-rights: php-fpm-socket-rights (experiment)"],
    ],
    [
      "a folder that nginx may not enter",
      {
        ...wholePhp,
        paths: socketOf(0o666, 33, 33).map((one) =>
          one.path === "/run/php" ? { ...one, mode: 0o700 } : one,
        ),
      },
      ["socket-rights: php-fpm-socket-rights (experiment)"],
    ],
    [
      "a pool at loopback that lets in another address alone",
      {
        ...wholePhp,
        configurations: [
          ...(wholePhp.configurations ?? []).filter(({ server }) => server !== "php-fpm"),
          phpFpm(
            "[www]\nlisten = 127.0.0.1:9000\nlisten.allowed_clients = 10.0.0.5, 10.0.0.6\npm.max_children = 5\n",
          ),
        ],
        pools: [{ ...www, listen: "127.0.0.1:9000" }],
      },
      ["php-fpm-clients: php-fpm-socket-rights (setting)"],
    ],
    [
      "a pool whose workers are all busy",
      {
        ...wholePhp,
        pools: [{ ...www, status: { ...status, idle: 0, active: 5, total: 5, waiting: 3 } }],
      },
      ["php-fpm-workers: php-fpm-pool-exhausted (experiment)"],
    ],
    [
      "a pool that was full some day",
      { ...wholePhp, pools: [{ ...www, status: { ...status, maxChildrenReached: 1 } }] },
      ["php-fpm-workers: php-fpm-pool-exhausted (setting)"],
    ],
    [
      "a full pool whose status page does not answer",
      {
        ...wholePhp,
        pools: [{ ...www, asked: "silent" }],
        processes: [
          ...workers,
          ...[20, 21, 22, 23, 24].map((id) =>
            processOf(id, "php-fpm8.2", { title: "php-fpm: pool www" }),
          ),
        ],
      },
      ["php-fpm-workers: php-fpm-pool-exhausted (experiment)"],
    ],
    [
      "a full queue of PHP-FPM's whose own configuration was not read",
      {
        ...wholePhp,
        ...{ configurations: [serverOf(php)], pools: [] },
        listeners: [...web, listening(fpmSocket, 3, 2)],
      },
      ["accept-queue: php-fpm-pool-exhausted (experiment)"],
    ],
    [
      "a full queue of a pool at a port, that nothing else names",
      {
        listeners: [...web, listening("127.0.0.1:9000", 3, 2), listening("127.0.0.1:19000", 3, 2)],
        pools: [{ name: "www", listen: "127.0.0.1:9000", asked: "no status page" }],
      },
      ["accept-queue: php-fpm-pool-exhausted (experiment)"],
    ],
    [
      "a pool that ends scripts before nginx gives up",
      { ...wholePhp, configurations: [serverOf(php), pool("request_terminate_timeout = 30s\n")] },
      ["php-fpm-timeout: php-fpm-terminates (setting)"],
    ],
    [
      "an application that does not listen",
      {
        listeners: web,
        configurations: [serverOf("location / { proxy_pass http://127.0.0.1:3000; }")],
      },
      ["application-socket: upstream-down (experiment)"],
    ],
    [
      "a group of applications of which none listens",
      {
        listeners: web,
        configurations: [
          serverOf(
            "location / { proxy_pass http://app; }",
            "upstream app { server 127.0.0.1:3000; server localhost:3001 backup; }",
          ),
        ],
      },
      ["application-socket: upstream-down (experiment)"],
    ],
    [
      "an application of Apache's that does not listen",
      {
        listeners: web,
        configurations: [apache("KeepAliveTimeout 910\nProxyPass / http://localhost:8080/\n")],
        apacheWorkers: { busy: 1, idle: 9 },
      },
      ["application-socket: upstream-down (experiment)"],
    ],
    [
      "an application's full queue",
      {
        listeners: [...web, listening("127.0.0.1:3000", 12, 10)],
        configurations: [serverOf("location / { proxy_pass http://127.0.0.1:3000; }")],
      },
      ["accept-queue: upstream-slow (experiment)"],
    ],
    [
      "a worker of nginx without a free connection",
      {
        listeners: web,
        configurations: [serverOf("")],
        processes: [
          processOf(11, "nginx", {
            ...{ title: "nginx: worker process", files: { open: 1030, sockets: 1020 } },
            mostFiles: 4096,
          }),
        ],
      },
      ["worker-connections: web-server-slots (experiment)"],
    ],
    [
      "more connections than files",
      {
        listeners: web,
        configurations: [nginx("events { worker_connections 4096; } http { }")],
        processes: workers,
      },
      ["worker-connections-limit: open-files-exhausted (setting)"],
    ],
    [
      "an Apache without a free worker",
      {
        listeners: web,
        configurations: [apache("KeepAliveTimeout 910\nMaxRequestWorkers 150\n")],
        apacheWorkers: { busy: 150, idle: 0 },
      },
      ["request-workers: web-server-slots (experiment)"],
    ],
    [
      "an nginx that dropped connections",
      {
        listeners: web,
        configurations: [serverOf("root /srv/a;")],
        paths: [{ path: "/srv/a", kind: "folder" }],
        nginxConnections: { active: 40, dropped: 7 },
      },
      ["dropped-connections: web-server-slots (setting)"],
    ],
    [
      "a prefork Apache whose workers are all there while connections wait",
      {
        listeners: [listening("0.0.0.0:443", 3, 511)],
        configurations: [
          apache("LoadModule mpm_prefork_module a.so\nKeepAliveTimeout 910\nMaxRequestWorkers 2\n"),
        ],
        processes: [processOf(1, "apache2"), ...[2, 3].map((id) => processOf(id, "apache2"))],
      },
      ["request-workers: web-server-slots (experiment)"],
    ],
    [
      "idle connections that are closed early, after few requests",
      {
        listeners: web,
        configurations: [nginx("http { server { listen 443; keepalive_requests 10; } }")],
      },
      [
        "keep-alive: keep-alive-too-short (setting)",
        "keep-alive-requests: keep-alive-limit (setting)",
      ],
    ],
    [
      "Apache's own idle timeout",
      {
        listeners: web,
        configurations: [apache("Listen 443\n")],
        apacheWorkers: { busy: 1, idle: 9 },
      },
      ["keep-alive: keep-alive-too-short (setting)"],
    ],
    [
      "buffers for headers smaller than usual",
      { listeners: web, configurations: [serverOf("proxy_buffer_size 1k;")] },
      ["header-buffers: upstream-headers-too-large (setting)"],
    ],
    [
      "a root that is not there",
      {
        listeners: web,
        configurations: [serverOf("root /srv/gone;")],
        paths: [{ path: "/srv/gone", kind: "missing" }],
      },
      ["root: wrong-root (experiment)"],
    ],
    [
      "a DocumentRoot that is a file",
      {
        listeners: web,
        configurations: [apache("KeepAliveTimeout 910\nDocumentRoot /srv/a\n")],
        apacheWorkers: { busy: 1, idle: 9 },
        paths: [{ path: "/srv/a", kind: "file" }],
      },
      ["root: wrong-root (experiment)"],
    ],
    [
      "a certificate that was renewed and is not shown",
      {
        listeners: web,
        configurations: [serverOf("ssl_certificate /c.pem;")],
        certificates: [certificate("AA:BB", "2027-01-01T00:00:00Z")],
        served: [
          { at: "127.0.0.1:443", port: 443, serverName: "www.example.com", fingerprint256: "CC" },
        ],
      },
      ["certificate-reload: certificate-not-reloaded (experiment)"],
    ],
    [
      "a certificate on the disk that has expired",
      {
        listeners: web,
        configurations: [serverOf("ssl_certificate /c.pem;")],
        certificates: [certificate("AA:BB", "2026-11-01T00:00:00Z")],
      },
      ["certificate-file: certificate-expired (setting)"],
    ],
    [
      "a full disk of logs",
      { listeners: web, disks: [disk("/", 1e9, 1e5), disk("/var/log", 1000, 1e5)] },
      ["disk: disk-full (experiment)"],
    ],
    [
      "a disk without an inode",
      { listeners: web, disks: [disk("/", 1e9, 0)] },
      ["disk: disk-full (experiment)"],
    ],
    [
      "a full disk that a configuration names",
      {
        listeners: web,
        disks: [disk("/", 1e9, 1e5), disk("/cache", 0, 1e5)],
        configurations: [serverOf("proxy_temp_path /cache/nginx;")],
      },
      ["disk: disk-full (experiment)"],
    ],
    [
      "a full disk that nothing here writes to",
      { listeners: web, disks: [disk("/", 1e9, 1e5), disk("/backup", 0, 1e5)] },
      ["disk: disk-full (setting)"],
    ],
    [
      "memory that runs out",
      {
        listeners: web,
        memory: { totalBytes: 1e9, availableBytes: 1e7, swapBytes: 0, swapFreeBytes: 0 },
      },
      ["memory: memory-exhausted (setting)"],
    ],
    [
      "a processor that is overloaded",
      { listeners: web, cpu: { idle: 0, stolen: 0, load: [40, 30, 10] } },
      ["processor: cpu-exhausted (setting)"],
    ],
    [
      "a process at its limit on open files",
      {
        listeners: web,
        processes: [processOf(1, "node", { files: { open: 1024, sockets: 1000 } })],
      },
      ["open-files: open-files-exhausted (experiment)"],
    ],
    [
      "a host at its limit on open files",
      { listeners: web, openFiles: { open: 999, most: 1000 } },
      ["open-files: open-files-exhausted (experiment)"],
    ],
    [
      "a clock that is off",
      { listeners: web, clock: { offsetSeconds: -4000 } },
      ["clock: clock-wrong (experiment)"],
    ],
    [
      "a clock that nothing keeps",
      { listeners: web, clock: { isSynchronized: false } },
      ["clock: clock-wrong (setting)"],
    ],
    [
      "a bundle from the future",
      { listeners: web, collectedAt: "2226-11-29T10:00:00.000Z" },
      ["clock: clock-wrong (experiment)"],
    ],
    [
      "a configuration that nginx would not take",
      { listeners: web, configurations: [{ ...serverOf(""), refused: 'unknown directive "a"' }] },
      ["configuration: web-server-configuration (setting)"],
    ],
    [
      "a firewall that drops Cloudflare",
      {
        listeners: web,
        texts: [
          { from: "iptables-save", text: "*filter\n:INPUT DROP [0:0]\nCOMMIT\n", isCut: false },
        ],
      },
      ["iptables: cloudflare-blocked (log)"],
    ],
  ] as readonly (readonly [string, Partial<Bundle>, readonly string[]])[]) {
    it(`finds ${what}`, () => {
      expect(fails(parts)).to.deep.equal(expected);
    });
  }

  it("passes the findings of logs on, without what is hostile in them", () => {
    const found = {
      ...({ step: "logs", check: "disk-full", outcome: "fail", weight: "log" } as const),
      ...{ seen: "\u001b[2Jpassword=hunter2hunter2", at: "/var/log/\u202ea" },
      ...{ speaksFor: ["disk-full" as const], rulesOut: [] },
    };
    const [told] = bundleEvidence(bundleOf({ listeners: web, logs: [found] }), site).filter(
      ({ step }) => step === "logs",
    );
    expect(told).to.deep.include({
      seen: "\\u001b[2Jpassword=[secret: a password]",
      at: "web-1: /var/log/\\u202ea",
    });
  });

  it("says what was not looked at, and calls none of it right", () => {
    const unread = [{ what: "iptables-save", why: "no permission" }];
    const evidence = bundleEvidence(bundleOf({ unread }), site);
    expect(evidence.filter(({ outcome }) => outcome !== "unknown")).to.deep.equal([]);
    expect(unknownsOf(evidence)).to.deep.equal([
      ...["listening", "disk", "memory", "processor", "open-files", "clock", "collected"],
    ]);
  });

  it("compares what the doctor was shown with what is on the disk", () => {
    const bundle = bundleOf({
      configurations: [serverOf("ssl_certificate /c.pem;")],
      certificates: [certificate("AA:BB", "2027-01-01T00:00:00Z")],
    });
    const compared = (print: string) => failsOf(certificateEvidence(bundle, site, print, "a:443"));
    expect(compared("AA:BB")).to.deep.equal([]);
    expect(compared("CC:DD")).to.deep.equal([
      "certificate-reload: certificate-not-reloaded (experiment)",
    ]);
    expect(certificateEvidence(bundleOf({}), site, "CC:DD", "a:443")).to.deep.equal([]);
  });

  for (const [what, parts, target] of [
    ["WordPress on nginx and PHP-FPM", wholePhp, site],
    [
      "a pool of another PHP-FPM's that bears the same name and is full",
      {
        ...wholePhp,
        pools: [{ ...www, asked: "silent" }],
        processes: [
          ...workers,
          ...[20, 30].map((id) =>
            processOf(id, "php-fpm8.2", {
              title: `php-fpm: master process (/etc/php/${id === 20 ? "" : "other"}fpm.conf)`,
            }),
          ),
          processOf(21, "php-fpm8.2", { parent: 20, title: "php-fpm: pool www" }),
          ...[31, 32, 33, 34, 35].map((id) =>
            processOf(id, "php-fpm8.2", { parent: 30, title: "php-fpm: pool www" }),
          ),
        ],
      },
      site,
    ],
    [
      "an application behind nginx, with a root that nothing is answered from",
      {
        listeners: [...web, listening("127.0.0.1:3000")],
        configurations: [
          serverOf("root /var/www/none; location / { proxy_pass http://127.0.0.1:3000; }"),
        ],
        paths: [{ path: "/var/www/none", kind: "missing" }],
        processes: workers,
      },
      site,
    ],
    [
      "a group of which one server is away",
      {
        listeners: [...web, listening("127.0.0.1:3000")],
        configurations: [
          serverOf(
            "location / { proxy_pass http://app; }",
            "upstream app { server 127.0.0.1:3000; server 127.0.0.1:3001; }",
          ),
        ],
      },
      site,
    ],
    [
      "an application on another host, and one whose address is a variable",
      {
        listeners: web,
        configurations: [
          serverOf(
            "location / { proxy_pass http://10.0.0.7:3000; } location /a { proxy_pass $b; }",
          ),
        ],
      },
      site,
    ],
    [
      "another site beside it that is broken",
      {
        listeners: web,
        configurations: [
          serverOf(
            "",
            "server { listen 443 ssl; server_name old.example.com; location / { proxy_pass http://127.0.0.1:9; } root /gone; }",
          ),
        ],
        paths: [{ path: "/gone", kind: "missing" }],
      },
      site,
    ],
    [
      "a container whose port is forwarded",
      {
        listeners: [],
        processes: [],
        texts: [
          {
            from: "iptables-save",
            text: "*nat\n-A DOCKER ! -i docker0 -p tcp -m tcp --dport 443 -j DNAT --to-destination 172.17.0.2:443\nCOMMIT\n*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n",
            isCut: false,
          },
        ],
      },
      site,
    ],
    [
      "a tunnel",
      { listeners: [listening("127.0.0.1:8080")], processes: [processOf(1, "cloudflared")] },
      site,
    ],
    [
      "Apache with long keep-alive and free workers",
      {
        listeners: web,
        configurations: [apache("Timeout 300\nKeepAliveTimeout 910\nDocumentRoot /srv/a\n")],
        apacheWorkers: { busy: 3, idle: 47 },
        paths: [{ path: "/srv/a", kind: "folder" }],
      },
      site,
    ],
    [
      "a busy machine with most of its memory in caches",
      {
        listeners: web,
        cpu: { idle: 0.01, stolen: 0, load: [6, 5, 4] },
        memory: { totalBytes: 1e9, availableBytes: 4e8, swapBytes: 1e9, swapFreeBytes: 0 },
        memoryKills: 2,
        disks: [disk("/", 3e7, 12)],
      },
      site,
    ],
    [
      "a pool that waits for long scripts, and static workers all there",
      {
        ...wholePhp,
        configurations: [
          serverOf(`fastcgi_read_timeout 300s; ${php}`),
          pool("request_terminate_timeout = 310s\n"),
        ],
        pools: [{ name: "www", listen: fpmSocket, asked: "no status page" }],
        processes: [
          ...workers,
          ...[20, 21, 22, 23, 24].map((id) =>
            processOf(id, "php-fpm8.2", { title: "php-fpm: pool www" }),
          ),
        ],
      },
      site,
    ],
    ["a clock that chrony keeps", { listeners: web, clock: { offsetSeconds: 0.002 } }, site],
  ] as readonly (readonly [string, Partial<Bundle>, typeof site])[]) {
    it(`finds nothing in ${what}`, () => {
      expect(fails(parts, target)).to.deep.equal([]);
    });
  }
});

function certificate(fingerprint256: string, until: string): Bundle["certificates"][number] {
  const names = ["www.example.com"];
  return { path: "/c.pem", fingerprint256, names, from: "2026-01-01T00:00:00Z", until };
}

function disk(path: string, freeBytes: number, freeInodes: number) {
  return { path, type: "ext4", bytes: 1e10, freeBytes, inodes: 1e6, freeInodes };
}
