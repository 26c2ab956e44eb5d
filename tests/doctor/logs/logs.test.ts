import { expect } from "chai";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";

import type { Evidence } from "../../../doctor/evidence";
import { readLogs } from "../../../doctor/logs";
import { recordings } from "./recordings";
import { codePoint } from "../../support/codePoints";

const recorded = path.join(__dirname, "..", "..", "fixtures", "servers", "logs");
const at = (name: string): { path: string; name: string } => ({
  path: path.join(recorded, name),
  name,
});
const told = (all: readonly Evidence[]): (readonly [string, number | undefined])[] =>
  all.filter(({ outcome }) => outcome === "fail").map((e) => [e.check, e.occurrences?.count]);

describe("the doctor's reading of logs", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "logs-"))));
  after(() => rmSync(folder, { recursive: true }));

  const read = async (content: string | Buffer): Promise<Evidence[]> => {
    const file = path.join(folder, "a.log");
    writeFileSync(file, content);
    return readLogs([{ path: file, name: "a.log" }]);
  };

  const nginx = (message: string, clock = "20:19:38", level = "error"): string =>
    `2026/11/27 ${clock} [${level}] 73#73: *3 ${message}\n`;
  const refused = (clock?: string): string =>
    nginx(
      'connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: a, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:9/", host: "a"',
      clock,
    );

  describe("of recordings", () => {
    it("has a row for every one", () => {
      expect(readdirSync(recorded).sort()).to.deep.equal(Object.keys(recordings).sort());
    });

    for (const [name, expected] of Object.entries(recordings)) {
      it(`tells the causes in ${name}`, async () => {
        const evidence = await readLogs([at(name)]);
        const rows = evidence
          .filter(({ outcome }) => outcome === "fail")
          .map(({ check, occurrences, speaksFor }) => [check, occurrences?.count, speaksFor]);
        expect(rows).to.deep.equal(expected);
      });
    }
  });

  describe("of lines that no recording has", () => {
    const peer =
      ', client: 127.0.0.1, server: a, request: "GET / HTTP/1.1", upstream: "http://172.18.0.5:5001/", host: "a"';
    const apacheLine = (module: string, message: string): string =>
      `[Sun Nov 29 15:22:48.123456 2026] [${module}:error] [pid 139:tid 140] [client 172.68.1.1:4242] ${message}\n`;

    for (const [what, line, check] of [
      [
        "a connection of nginx that fails at once",
        nginx(
          `connect() to 172.18.0.5:5001 failed (113: No route to host) while connecting to upstream${peer}`,
        ),
        "nginx-upstream-no-route",
      ],
      [
        "one that is refused at once",
        nginx(
          `connect() to 172.18.0.5:5001 failed (111: Connection refused) while connecting to upstream${peer}`,
        ),
        "nginx-upstream-refused",
      ],
      [
        "a refusal by the rules of Apache 2.2",
        apacheLine(
          "access_compat",
          "AH01797: client denied by server configuration: /var/www/site/",
        ),
        "apache-denied",
      ],
    ] as const) {
      it(`tells ${what}`, async () => {
        expect(told(await read(line))).to.deep.equal([[check, 1]]);
      });
    }
  });

  describe("of several sides", () => {
    const nginxSays = async (names: readonly string[]): Promise<Evidence | undefined> =>
      (await readLogs(names.map(at))).find(({ check }) => check === "nginx-fpm-reset");

    it("leaves every cause of a line that stands alone", async () => {
      const evidence = await nginxSays(["php-sigsegv.nginx.log"]);
      expect(evidence?.speaksFor).to.deep.equal([
        "php-fpm-worker-crash",
        "memory-exhausted",
        "php-fpm-terminates",
        "php-fpm-socket-rights",
      ]);
    });

    for (const [name, cause] of [
      ["php-sigsegv", "php-fpm-worker-crash"],
      ["php-sigkill-oom", "memory-exhausted"],
      ["php-fpm-terminate-502", "php-fpm-terminates"],
    ] as const) {
      it(`tells ${cause} by PHP-FPM's log of the same moment`, async () => {
        const evidence = await nginxSays([`${name}.nginx.log`, `${name}.fpm.log`]);
        expect(evidence?.speaksFor).to.deep.equal([cause]);
        expect(evidence?.seen).to.contain(`; told apart by ${name}.fpm.log; `);
      });
    }

    it("takes no other moment's word", async () => {
      const evidence = await nginxSays(["php-sigsegv.nginx.log", "php-cgroup-oom.fpm.log"]);
      expect(evidence?.speaksFor).to.have.lengthOf(4);
    });

    it("finds the kernel's word for a worker by its number", async () => {
      const all = await readLogs(["php-cgroup-oom.fpm.log", "kernel-oom-cgroup.log"].map(at));
      const [fpm] = all.filter(({ check }) => check === "php-fpm-child-killed");
      expect(fpm?.seen).to.contain("; the kernel says that it killed 1 of these processes; ");
    });
  });

  describe("of times", () => {
    it("says the first and the last, whatever their order, without a zone where none is written", async () => {
      const [evidence] = await read(
        refused("20:00:09") + refused("19:00:00") + refused("20:00:00"),
      );
      expect(evidence?.occurrences).to.deep.equal({
        count: 3,
        first: "2026-11-27T19:00:00",
        last: "2026-11-27T20:00:09",
      });
    });

    it("sees a burst after a reload", async () => {
      const reload = nginx("start worker processes", "10:00:00", "notice").replace("*3 ", "");
      const [evidence] = await read(
        reload + ["01", "02", "03"].map((s) => refused(`10:00:${s}`)).join(""),
      );
      expect(evidence?.seen).to.contain("; 3 of 3 within 10 s after a start or reload; ");
    });

    it("sees the ten seconds for which nginx sets a server aside", async () => {
      const clocks = ["10:00:00", "10:00:10", "10:00:20", "10:00:30", "10:00:41"];
      const [evidence] = await read(clocks.map((clock) => refused(clock)).join(""));
      expect(evidence?.seen).to.contain(
        "; every 10 s, as nginx sets a failed server aside for 10 s; ",
      );
    });

    it("sees waves, and none where there is no order", async () => {
      const [waves] = await read(
        ["10", "15", "20", "25"].map((m) => refused(`10:${m}:00`)).join(""),
      );
      expect(waves?.seen).to.contain("; in waves, every 300 s; ");
      const [none] = await read(
        ["10", "12", "30", "31"].map((m) => refused(`10:${m}:00`)).join(""),
      );
      expect(none?.seen).to.not.match(/every|within/);
    });
  });

  describe("of forms", () => {
    const line = "php-fpm8.2[12]: segfault at 0 ip 0 sp 0 error 4";
    for (const [form, text, check, first] of [
      [
        "syslog",
        `Nov 27 20:00:00 web kernel: [ 12.345678] ${line}\n`,
        "kernel-segfault-php",
        undefined,
      ],
      [
        "syslog of ISO times",
        `2026-11-27T20:00:00.123456+02:00 web kernel: ${line}\n`,
        "kernel-segfault-php",
        "2026-11-27T18:00:00Z",
      ],
      [
        "the journal as JSON",
        `${JSON.stringify({ __REALTIME_TIMESTAMP: "1795811671565000", SYSLOG_IDENTIFIER: "kernel", MESSAGE: [...Buffer.from(line)] })}\n`,
        "kernel-segfault-php",
        "2026-11-27T20:34:31Z",
      ],
      [
        "the journal's export, its last entry not ended",
        `__CURSOR=a\n__REALTIME_TIMESTAMP=1795811671565000\nMESSAGE=${line}\nSYSLOG_IDENTIFIER=kernel\n`,
        "kernel-segfault-php",
        "2026-11-27T20:34:31Z",
      ],
      [
        "systemd",
        "2026-11-27T20:00:00Z web systemd[1]: nginx.service: Failed with result 'exit-code'.\n",
        "systemd-web-failed",
        "2026-11-27T20:00:00Z",
      ],
      [
        "PHP's own file",
        "[27-Nov-2026 20:21:20 UTC] PHP Fatal error:  Uncaught Error: x in /a.php:1\n",
        "php-error",
        "2026-11-27T20:21:20Z",
      ],
      [
        "WordPress's debug.log",
        "[27-Nov-2026 20:21:20 UTC] WordPress database error Too many connections for query SELECT 1\n",
        "php-database-connections",
        "2026-11-27T20:21:20Z",
      ],
      [
        "Laravel",
        "[2026-11-27 20:21:20] production.ERROR: SQLSTATE[HY000] [2002] Connection refused (Connection: mysql)\n",
        "php-database-refused",
        "2026-11-27T20:21:20",
      ],
      [
        "PHP as a module of Apache",
        "[Fri Nov 27 20:34:00.5 2026] [php:error] [pid 7] [client 10.0.0.1:5] PHP Fatal error:  Allowed memory size of 1 bytes exhausted in /a.php on line 1\n",
        "php-memory-limit",
        "2026-11-27T20:34:00",
      ],
      [
        "PostgreSQL with user and database",
        "2026-11-27 20:32:57.437 UTC [7] app@shop FATAL:  sorry, too many clients already\n",
        "postgresql-connections",
        "2026-11-27T20:32:57Z",
      ],
      [
        "HAProxy through syslog",
        'Nov 27 20:00:00 web haproxy[7]: 10.0.0.1:5 [27/Nov/2026:20:40:07.514] f b/c 0/0/0/-1/1001 504 198 - - sH-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"\n',
        "haproxy-read-timeout",
        undefined,
      ],
      [
        "MySQL 8",
        "2026-11-27T20:21:20.123456Z 8 [Note] [MY-010926] [Server] Access denied for user 'a'@'10.0.0.1' (using password: YES)\n",
        "mysql-access",
        "2026-11-27T20:21:20Z",
      ],
      [
        "Docker",
        `${JSON.stringify({ log: "Error: Cannot find module 'a'\n", stream: "stderr", time: "2026-11-27T20:21:20.1Z" })}\n`,
        "node-module",
        "2026-11-27T20:21:20Z",
      ],
    ] as const) {
      it(`reads ${form}`, async () => {
        const evidence = await read(text);
        expect(told(evidence)).to.deep.equal([[check, 1]]);
        expect(evidence[0]?.occurrences?.first).to.equal(first);
      });
    }

    it("reads gzip of several members by what it holds, and says where its end is missing", async () => {
      const members = Buffer.concat([gzipSync(refused()), gzipSync(refused())]);
      expect(told(await read(members))).to.deep.equal([["nginx-upstream-refused", 2]]);
      const whole = gzipSync(Array.from({ length: 20_000 }, () => refused()).join(""));
      const cut = await read(whole.subarray(0, whole.length - 20));
      expect(cut.map(({ outcome, check }) => [outcome, check])).to.deep.equal([
        ["fail", "nginx-upstream-refused"],
        ["unknown", "readable"],
      ]);
      expect(cut[1]?.seen).to.equal("the log was not read to its end: its gzip is cut off");
    });

    for (const [what, content, seen] of [
      ["a binary file", Buffer.from([1, 2, 0, 3]), "the log was not read to its end: it is binary"],
      [
        "UTF-16",
        Buffer.from(`\ufeff${refused()}`, "utf16le"),
        "the log was not read to its end: it is in UTF-16, which is not read",
      ],
      ["text of no known form", "hello\nworld\n", "none of 2 lines has a form that is known"],
    ] as const) {
      it(`says that it does not know ${what}`, async () => {
        const evidence = await read(content);
        expect(evidence.map((one) => [one.outcome, one.seen])).to.deep.equal([["unknown", seen]]);
      });
    }

    it("says of a missing file why, and reads the others", async () => {
      const evidence = await readLogs([
        { path: path.join(folder, "none"), name: "none" },
        at("nginx-upstream-refused.log"),
      ]);
      expect(evidence.map(({ outcome }) => outcome)).to.deep.equal(["unknown", "fail"]);
      expect(evidence[0]?.seen).to.equal("the log was not read to its end: ENOENT");
    });

    it("says of a log that it may not open, and of a folder, why, and reads the others", async () => {
      const own = path.join(folder, "own.log");
      writeFileSync(own, refused(), { mode: 0o000 });
      // Root may open everything: for a moment this process is nobody.
      const isRoot = process.geteuid?.() === 0;
      if (isRoot) {
        process.seteuid?.(65_534);
      }
      try {
        const evidence = await readLogs([
          { path: own, name: "own.log" },
          { path: recorded, name: "a folder" },
          at("nginx-upstream-refused.log"),
        ]);
        expect(
          evidence.map(({ outcome, seen }) => `${outcome}: ${seen.slice(0, 47)}`),
        ).to.deep.equal([
          "unknown: the log was not read to its end: EACCES",
          "unknown: the log was not read to its end: EISDIR",
          "fail: the application refuses connections; for exampl",
        ]);
      } finally {
        if (isRoot) {
          process.seteuid?.(0);
        }
      }
    });
  });

  describe("of what is right and looks wrong", () => {
    for (const [what, text] of [
      ["an empty log", ""],
      [
        "a visitor who went away",
        nginx("client 127.0.0.1 closed keepalive connection", "10:00:00", "info"),
      ],
      [
        "a scanner that finds no folder",
        nginx(
          '"/srv/phpmyadmin/index.html" is not found (2: No such file or directory), client: 192.0.2.1, server: a, request: "GET /phpmyadmin/ HTTP/1.1"',
        ),
      ],
      [
        "a favicon that is missing",
        nginx(
          'open() "/srv/favicon.ico" failed (2: No such file or directory), client: 192.0.2.1, server: a, request: "GET /favicon.ico HTTP/1.1"',
        ),
      ],
      [
        "a limit that holds back a visitor by the visitor's own address",
        nginx('limiting requests, excess: 1.9 by zone "a", client: 93.184.216.34, server: a'),
      ],
      [
        "a stranger who is refused",
        nginx(
          'access forbidden by rule, client: 93.184.216.34, server: a, request: "GET / HTTP/1.1"',
        ),
      ],
      [
        "an access log that quotes an error",
        '127.0.0.1 - - [27/Nov/2026:20:00:00 +0000] "GET /?connect()%20failed HTTP/1.1" 200 1 "-" "2026/11/27 20:19:38 [error] 7#7: *3 connect() failed (111: Connection refused) while connecting to upstream"\n',
      ],
      [
        "a request that quotes an error",
        nginx(
          'client 1 closed connection, request: "GET /connect() failed (111: Connection refused) while connecting to upstream HTTP/1.1"',
        ),
      ],
      [
        "a worker that nginx ended itself",
        nginx("worker process 7 exited with code 0", "10:00:00", "notice").replace("*3 ", ""),
      ],
      [
        "a pool that is busy and not full",
        "[27-Nov-2026 20:21:16] WARNING: [pool www] seems busy (you may need to increase pm.start_servers), spawning 8 children\n",
      ],
      [
        "a deprecation",
        "[27-Nov-2026 20:21:20 UTC] PHP Deprecated:  Too many connections is a word in /a.php on line 1\n",
      ],
      [
        "an application's information",
        '{"level":30,"time":1795811671565,"msg":"connect ECONNREFUSED was mended"}\n',
      ],
      [
        "a visitor who left HAProxy",
        '127.0.0.1:36368 [27/Nov/2026:20:40:06.681] f b/c 0/0/0/-1/0 400 51 - - CH-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"\n',
      ],
      [
        "a normal shutdown of a database",
        "2026-11-27 20:32:45 0 [Note] /usr/sbin/mariadbd (initiated by: unknown): Normal shutdown\n",
      ],
    ] as const) {
      it(`finds no cause in ${what}`, async () => {
        const evidence = await read(text);
        expect(evidence.map(({ outcome }) => outcome)).to.deep.equal(["pass"]);
      });
    }

    it("finds one where the client is Cloudflare", async () => {
      const text = nginx(
        'limiting requests, excess: 1.9 by zone "a", client: 172.68.1.1, server: a',
      );
      expect(told(await read(text))).to.deep.equal([["nginx-limited", 1]]);
    });
  });

  describe("of hostile lines", () => {
    it("shows no escape, no client, no query and no secret", async () => {
      const [evidence] = await read(
        nginx(
          'connect() failed (111: Connection refused) while connecting to upstream, client: 93.184.216.34, server: \u001b[31ma, request: "GET /a?key=1234567890 HTTP/1.1", upstream: "http://u:hunter22@10.0.0.9/", host: "a"',
        ),
      );
      expect(evidence?.seen).to.contain("client: [client], server: \\u001b[31ma");
      expect(evidence?.seen).to.contain('"GET /a?[query] HTTP/1.1"');
      expect(evidence?.seen).to.contain("10.0.0.9");
      expect(evidence?.seen).to.not.match(/93\.184|hunter22|1234567890/);
    });

    it("cuts a line of megabytes, says so, and reads the next", async () => {
      const evidence = await read(`${nginx("x".repeat(3_000_000))}${refused()}`);
      expect(evidence.map(({ check }) => check)).to.deep.equal([
        "nginx-upstream-refused",
        "long-lines",
      ]);
      expect(evidence[1]?.seen).to.equal("the ends of 1 overlong lines were not looked at");
    });

    it("says the same of any bytes, whole or not, and shows only what can be seen", async () => {
      const pieces = fc.oneof(
        fc.string({ unit: codePoint, maxLength: 60 }),
        fc.constantFrom(
          refused(),
          '{"level":60,',
          "__CURSOR=a\n",
          "MESSAGE\n",
          "[27-Nov-2026 20:21:20] ",
          "\u001b[2J",
          "{}\n",
          "[",
          '"',
        ),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(pieces, { maxLength: 12 }), async (parts) => {
          const evidence = await read(` \n${parts.join("")}`);
          expect(evidence.length).to.be.greaterThan(0);
          for (const { seen } of evidence) {
            expect(seen).to.not.match(/[\p{Cc}\p{Zl}\p{Zp}]/u);
          }
        }),
        { numRuns: 200 },
      );
    });
  });
});
