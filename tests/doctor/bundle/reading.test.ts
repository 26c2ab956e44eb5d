import { expect } from "chai";
import { apacheWorkersOf } from "../../../doctor/bundle/collect/apacheWorkers";
import { keptOf } from "../../../doctor/bundle/collect/kept";
import { joinLooks, listenersOf, listenersOfSs } from "../../../doctor/bundle/collect/listeners";
import { datedLines } from "../../../doctor/bundle/collect/logFindings";
import { memoryOf, mountsOf, processorShares } from "../../../doctor/bundle/collect/machine";
import { socketPath } from "../../../doctor/bundle/collect/paths";
import {
  fitText,
  withoutVisitors,
  withoutVisitorsOfNft,
} from "../../../doctor/bundle/collect/redaction";
import { readNginx } from "../../../doctor/configuration/nginx";
import { readPhpFpm } from "../../../doctor/configuration/phpFpm";
import { readLogs } from "../../../doctor/logs";

const waiting = (count: number) => ({ waiting: { most: count, least: count } });

describe("what a collection reads of Linux", () => {
  it("takes sockets that listen, with who waits, from /proc/net/tcp and tcp6", () => {
    const text = [
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
      "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0",
      "   1: 0100007F:1F90 0100007F:C350 01 00000000:00000009 00:00000000 00000000     0        0 2 1 0 20 4 30 10 -1",
      "   2: 00000000000000000000000001000000:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 3 1 0 100 0 0 10 0",
      "garbage",
    ].join("\n");
    expect(listenersOf(text)).to.deep.equal([
      { address: "127.0.0.1", port: 8080, ...waiting(3) },
      { address: "::1", port: 443, ...waiting(0) },
    ]);
  });

  it("takes the length of queues from ss", () => {
    const text = `tcp   LISTEN 129    128          0.0.0.0:443       0.0.0.0:*
tcp   LISTEN 0      511                *:80              *:*
tcp   LISTEN 0      4096   127.0.0.53%lo:53        0.0.0.0:*
tcp   LISTEN 0      5              [::1]:9000         [::]:*
u_str LISTEN 4      3      /run/php/php8.2-fpm.sock 31871 * 0
u_dgr UNCONN 0      0      /run/log 1 * 0
`;
    expect(listenersOfSs(text)).to.deep.equal([
      { address: "0.0.0.0", port: 443, ...waiting(129), backlog: 128 },
      { address: "::", port: 80, ...waiting(0), backlog: 511 },
      { address: "127.0.0.53", port: 53, ...waiting(0), backlog: 4096 },
      { address: "::1", port: 9000, ...waiting(0), backlog: 5 },
      { path: "/run/php/php8.2-fpm.sock", ...waiting(4), backlog: 3 },
    ]);
  });

  it("joins two looks: a queue that empties in between is told from one that stays", () => {
    const at = { address: "0.0.0.0", port: 443 };
    expect(
      joinLooks(
        [{ ...at, ...waiting(8) }],
        [
          { ...at, ...waiting(2) },
          { path: "/run/a.sock", ...waiting(5) },
        ],
      ),
    ).to.deep.equal([
      { ...at, waiting: { most: 8, least: 2 } },
      { path: "/run/a.sock", waiting: { most: 5, least: 0 } },
    ]);
    expect(joinLooks(undefined, undefined)).to.equal(undefined);
  });

  it("reads amounts of memory, and none where one is missing", () => {
    const text = "MemTotal:  1000 kB\nMemAvailable:   10 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n";
    expect(memoryOf(text)).to.deep.equal({
      ...{ totalBytes: 1_024_000, availableBytes: 10_240, swapBytes: 0, swapFreeBytes: 0 },
    });
    expect(memoryOf("MemTotal: 1000 kB\n")).to.equal(undefined);
  });

  it("reads shares of the processor's time between two looks", () => {
    const [before, after] = [
      [100, 0, 100, 800, 0, 0, 0, 0, 0, 0],
      [140, 0, 140, 810, 0, 0, 0, 10, 0, 0],
    ];
    expect(processorShares(before, after, "4.00 3.00 2.00 1/2 3")).to.deep.equal({
      ...{ idle: 0.1, stolen: 0.1, load: [4, 3, 2] },
    });
    expect(processorShares(before, before, "4.00 3.00 2.00 1/2 3")).to.equal(undefined);
  });

  it("takes the mounts of own disks that can be written to, each disk once", () => {
    const text = `25 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
26 25 8:1 /data /srv/a rw,relatime - ext4 /dev/sda1 rw
27 25 7:0 / /snap/core ro,nodev - squashfs /dev/loop0 ro
28 25 8:2 / /mnt/a\\040b rw,relatime - xfs /dev/sda2 rw
29 25 8:3 / /mnt/old ro,relatime - ext4 /dev/sda3 rw
30 25 0:50 / /net rw - nfs4 server:/a rw
`;
    expect(mountsOf(text)).to.deep.equal([
      { path: "/", type: "ext4" },
      { path: "/mnt/a b", type: "xfs" },
    ]);
  });

  it("dates lines of the kernel's buffer, and leaves out what is older than a day", async () => {
    const killed = "Memory cgroup out of memory: Killed process 30153 (php-fpm8.2) total-vm:1kB";
    const start = Date.now() - 30 * 60 * 60 * 1000;
    const lines = datedLines(`[  10.5] ${killed}\n[ 104400.25] ${killed}\nhello\n`, start);
    expect(lines).to.have.lengthOf(1);
    const time = `${new Date(start + 104_400_250).toISOString().slice(0, 19)}Z`;
    const [found, ...more] = await readLogs([{ path: "dmesg", text: lines.join("\n") }]);
    expect(found?.occurrences).to.deep.equal({ count: 1, first: time, last: time });
    expect([found?.speaksFor, more]).to.deep.equal([["memory-exhausted"], []]);
  });

  it("reads Apache's workers", () => {
    const page = "Total Accesses: 4\nBusyWorkers: 150\nIdleWorkers: 0\nScoreboard: WW\n";
    expect(apacheWorkersOf(page)).to.deep.equal({ busy: 150, idle: 0 });
    expect(apacheWorkersOf("<html>")).to.equal(undefined);
  });

  for (const [arg, found] of [
    ["unix:/run/a.sock", "/run/a.sock"],
    ["unix:/run/a.sock:/path", "/run/a.sock"],
    ["http://unix:/run/a.sock:/uri", "/run/a.sock"],
    ["proxy:unix:/run/a.sock|fcgi://localhost/", "/run/a.sock"],
    ["/run/php/php8.2-fpm.sock", "/run/php/php8.2-fpm.sock"],
    ["127.0.0.1:9000", undefined],
    ["http://backend/unix", undefined],
  ] as const) {
    it(`finds in ${arg} the socket ${found ?? "of nobody"}`, () => {
      expect(socketPath(arg)).to.equal(found);
    });
  }
});

describe("what a collection leaves out", () => {
  for (const [given, kept] of [
    ["-A f2b-sshd -s 81.2.69.142/32 -j REJECT", "-A f2b-sshd -s 192.0.2.1/32 -j REJECT"],
    ["Banned IP list: 81.2.69.142 2a02:8109::17", "Banned IP list: 192.0.2.1 2001:db8::1"],
    // Networks, the ends of ranges, Cloudflare's addresses and those of nobody are no visitor's.
    ["-A INPUT -s 81.2.0.0/16 -j DROP", "-A INPUT -s 81.2.0.0/16 -j DROP"],
    ["iprange 81.2.69.1-81.2.69.9", "iprange 81.2.69.1-81.2.69.9"],
    ["deny 172.68.1.1", "deny 172.68.1.1"],
    ["deny 2606:4700::6810:84e5", "deny 2606:4700::6810:84e5"],
    ["via 10.0.0.1 dev eth0 src 192.168.1.4", "via 10.0.0.1 dev eth0 src 192.168.1.4"],
    ["nginx/1.22.1 at 12:30:45", "nginx/1.22.1 at 12:30:45"],
  ] as const) {
    it(`writes ${kept}`, () => {
      expect(withoutVisitors(given)).to.equal(kept);
    });
  }

  it("leaves networks and ranges of nftables as they are", () => {
    const set = {
      elem: [
        "81.2.69.142",
        { prefix: { addr: "81.0.0.0", len: 8 } },
        { range: ["81.2.69.1", "81.2.69.9"] },
        { elem: { val: "2a02:8109::17", timeout: 600 } },
      ],
    };
    expect(withoutVisitorsOfNft(JSON.stringify({ nftables: [{ set }] }))).to.equal(
      JSON.stringify({
        nftables: [
          {
            set: {
              elem: [
                "192.0.2.1",
                { prefix: { addr: "81.0.0.0", len: 8 } },
                { range: ["81.2.69.1", "81.2.69.9"] },
                { elem: { val: "2001:db8::1", timeout: 600 } },
              ],
            },
          },
        ],
      }),
    );
    expect(withoutVisitorsOfNft("no JSON from 81.2.69.142")).to.equal("no JSON from 192.0.2.1");
  });

  it("cuts long text at the end of a line, and says so", () => {
    const line = `-A INPUT -s 81.2.0.0/16 -j DROP\n`;
    const { text, isCut } = fitText(line.repeat(40_000));
    expect([text.length, isCut]).to.deep.equal([
      Math.floor(1_000_000 / line.length) * line.length,
      true,
    ]);
  });

  it("keeps of a configuration only directives that somebody judges", () => {
    const secret = "hunter2";
    const text = `env DB_PASSWORD=${secret};
http {
  # ${secret}
  map $http_x_token $allowed { "${secret}" 1; }
  upstream app { server 10.0.0.2:3000 backup; }
  server { listen 443 ssl; server_name a.example;
    proxy_set_header Authorization "Basic ${secret}";
    ssl_certificate_key /etc/ssl/${secret}.key;
    if ($arg_key = "${secret}") { return 200 "${secret}"; }
    location / { fastcgi_param DB_PASSWORD "${secret}"; proxy_pass http://u:${secret}@127.0.0.1:3000; allow 81.2.69.142; }
    content_by_lua_block { local password = "${secret}" -- } in a comment
    } } }`;
    const kept = JSON.stringify(keptOf("nginx", readNginx([{ path: "/n", text }])));
    expect(kept).to.include('"args":["10.0.0.2:3000","backup"]').and.include("192.0.2.1");
    expect(kept).to.not.include(secret);
  });

  it("keeps of PHP-FPM no variable and no value of PHP's", () => {
    const text = `[www]
listen = /run/a.sock
env[DB_PASSWORD] = hunter2
php_admin_value[mysqli.default_pw] = hunter2
pm.max_children = 5 ; hunter2
`;
    expect(keptOf("php-fpm", readPhpFpm([{ path: "/f", text }]))).to.deep.equal([
      {
        ...{ name: "www", args: [], at: "/f:2" },
        block: [
          { name: "listen", args: ["/run/a.sock"], at: "/f:2" },
          { name: "pm.max_children", args: ["5"], at: "/f:5" },
        ],
      },
    ]);
  });
});
