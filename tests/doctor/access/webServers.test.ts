import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import {
  apacheAccessEvidence,
  auditEvidence,
  nginxAccessEvidence,
  nginxLimitsEvidence,
} from "../../../doctor/access";
import { readApache } from "../../../doctor/configuration/apache";
import { readNginx } from "../../../doctor/configuration/nginx";
import { nginxServers } from "../../../doctor/configuration/nginxServers";
import type { Evidence } from "../../../doctor/evidence";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";

const all = [...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6];
const some = all.filter((range) => range !== "104.16.0.0/13");
const lines = (ranges: readonly string[], before: string, after: string): string =>
  ranges.map((range) => `${before} ${range}${after}`).join("\n");

const seen = (evidence: readonly Evidence[]): string[] =>
  evidence.map((one) => [one.outcome, ...one.speaksFor, one.seen].join(" | "));

const nginx = (server: string, http = "") =>
  nginxServers(
    readNginx([
      {
        path: "/etc/nginx/nginx.conf",
        text: `http { ${http}
        server { listen 443 ssl; server_name www.example.com;
          ${server} } }`,
      },
    ]),
  );
const access = (server: string, http = "") =>
  seen(nginxAccessEvidence(nginx(server, http), "web-1"));
const limits = (server: string, http = "") =>
  seen(nginxLimitsEvidence(nginx(server, http), "web-1"));

const realAddresses = (ranges: readonly string[]): string =>
  `${lines(ranges, "set_real_ip_from", ";")} real_ip_header CF-Connecting-IP;`;
const pass = "pass | no rule for addresses refuses Cloudflare";

describe("the doctor's reading of whom nginx refuses", () => {
  it("names ranges that are left out of a list", () => {
    expect(access(`${lines(some, "allow", ";")} deny all;`)).to.deep.equal([
      "fail | cloudflare-denied | nginx refuses Cloudflare from 104.16.0.0/13: deny all",
    ]);
    expect(access(`location / { deny 172.64.0.0/14; root /a; }`)).to.deep.equal([
      "fail | cloudflare-denied | nginx refuses Cloudflare from part of 172.64.0.0/13: deny 172.64.0.0/14",
    ]);
    expect(access("location ~ \\.php$ { deny all; }")).to.have.lengthOf(1);
  });

  it("knows that visitors are refused where nginx knows their addresses and lets in Cloudflare's", () => {
    expect(access(`${realAddresses(all)} ${lines(all, "allow", ";")} deny all;`)).to.deep.equal([
      "fail | cloudflare-denied | nginx knows visitors' addresses behind every range of Cloudflare's, and lets in Cloudflare's alone: deny all",
    ]);
  });

  for (const [what, server, http, expected] of [
    ["no rule", "root /a;", "", []],
    ["all of Cloudflare, and nobody else", `${lines(all, "allow", ";")} deny all;`, "", [pass]],
    ["rules of http that the server's own replace", "allow all;", "deny all;", [pass]],
    [
      "an administrator's page for nobody",
      "location /wp-admin { deny all; } location ~ /\\.ht { deny all; }",
      "",
      [],
    ],
    [
      "a site for an office, by visitors' addresses",
      `${realAddresses(all)} allow 203.0.113.0/24; deny all;`,
      "",
      [pass],
    ],
    [
      "visitors who are refused by their own addresses",
      `${realAddresses(all)} deny 203.0.113.7;`,
      "",
      [pass],
    ],
    ["sockets of Unix", "deny unix:;", "", [pass]],
    [
      "a password in an address's place",
      "satisfy any; allow 10.0.0.0/8; deny all;",
      "",
      ["unknown | who is refused by address may be let in by a password"],
    ],
  ] as const) {
    it(`finds no fault in ${what}`, () => {
      expect(access(server, http)).to.deep.equal(expected);
    });
  }
});

const zone = "limit_req_zone $binary_remote_addr zone=one:10m rate=10r/s;";

describe("the doctor's reading of what nginx limits", () => {
  it("finds limits that count Cloudflare as one visitor", () => {
    expect(limits("location /login { limit_req zone=one burst=5; }", zone)).to.deep.equal([
      "fail | cloudflare-rate-limited | limit_req zone=one burst=5 counts by $binary_remote_addr: each address in every range of Cloudflare's is one visitor",
    ]);
    expect(limits("limit_conn c 10;", "limit_conn_zone $remote_addr zone=c:1m;")).to.deep.equal([
      "fail | cloudflare-rate-limited | limit_conn c 10 counts by $remote_addr: each address in every range of Cloudflare's is one visitor",
    ]);
  });

  it("names the ranges for which visitors are not known, and a header that Cloudflare does not send", () => {
    expect(limits(`limit_req zone=one; ${realAddresses(some)}`, zone)).to.deep.equal([
      "fail | cloudflare-rate-limited | limit_req zone=one counts by $binary_remote_addr: each address in 104.16.0.0/13 is one visitor",
    ]);
    const header = `${lines(all, "set_real_ip_from", ";")} limit_req zone=one;`;
    expect(limits(header, zone)).to.have.lengthOf(1);
    expect(limits(header, zone)[0]).to.include("every range of Cloudflare's");
  });

  for (const [what, server, http, outcome] of [
    ["visitors' own addresses", `limit_req zone=one; ${realAddresses(all)}`, zone, "pass"],
    [
      "everybody trusted",
      "limit_req zone=one; set_real_ip_from 0.0.0.0/0; set_real_ip_from ::/0; real_ip_header X-Forwarded-For;",
      zone,
      "pass",
    ],
    [
      "Cloudflare's header",
      "limit_req zone=two;",
      "limit_req_zone $http_cf_connecting_ip zone=two:1m rate=1r/s;",
      "pass",
    ],
    ["a limit that is tried only", "limit_req zone=one; limit_req_dry_run on;", zone, "pass"],
    [
      "a variable that a map sets",
      "limit_req zone=two;",
      "limit_req_zone $key zone=two:1m rate=1r/s;",
      "unknown",
    ],
    ["a zone that is not there", "limit_req zone=two;", zone, "unknown"],
  ] as const) {
    it(`says ${outcome} of a limit by ${what}`, () => {
      expect(nginxLimitsEvidence(nginx(server, http), "a").map((one) => one.outcome)).to.deep.equal(
        [outcome],
      );
    });
  }
});

const apache = (text: string, hostname?: string) =>
  seen(
    apacheAccessEvidence(
      readApache([{ path: "/a.conf", text }], { root: "/", variables: new Map() }),
      hostname,
      "web-1",
    ),
  );
const folder = (rules: string): string =>
  `DocumentRoot /srv/a\n<Directory />\nRequire all denied\n</Directory>\n<Directory /srv/>\n${rules}\n</Directory>\n`;
const remoteIp = `RemoteIPHeader CF-Connecting-IP\n${lines(all, "RemoteIPTrustedProxy", "")}\n`;

describe("the doctor's reading of whom Apache refuses", () => {
  it("names ranges that are left out, in lists, in groups and by <Location />", () => {
    expect(apache(folder(`Require ip ${some.join(" ")}`))[0]).to.match(
      /^fail \| cloudflare-denied \| Apache refuses Cloudflare from 104\.16\.0\.0\/13: require ip /,
    );
    expect(
      apache(folder("<RequireAll>\nRequire all granted\nRequire not ip 172.64\n</RequireAll>")),
    ).to.deep.equal([
      "fail | cloudflare-denied | Apache refuses Cloudflare from part of 172.64.0.0/13: <requireall> require all granted; require not ip 172.64",
    ]);
    expect(
      apache(
        `${folder("Require all granted")}<Location "/">\nRequire ip 10.0.0.0/8\n</Location>\n`,
      )[0],
    ).to.match(/refuses Cloudflare from 103\.21\.244\.0\/22, .*: require ip 10\.0\.0\.0\/8$/);
  });

  it("knows that visitors are refused where mod_remoteip tells their addresses", () => {
    expect(apache(`${remoteIp}${folder(`Require ip ${all.join(" ")}`)}`)[0]).to.match(
      /^fail \| cloudflare-denied \| Apache knows visitors' addresses behind every range of Cloudflare's, and lets in/,
    );
  });

  for (const [what, text, expected] of [
    ["everybody let in", folder("Require all granted"), [pass]],
    ["all of Cloudflare let in", folder(lines(all, "Require ip", "")), [pass]],
    [
      "a page of its own for nobody",
      `${folder("Require all granted")}<Location "/server-status">\nRequire local\n</Location>\n`,
      [pass],
    ],
    [
      "a site for an office, by visitors' addresses",
      `${remoteIp}${folder("Require ip 203.0.113.0/24")}`,
      [pass],
    ],
    ["a password", folder("Require valid-user"), [pass]],
    ["no rule", "DocumentRoot /srv/a\n", []],
  ] as const) {
    it(`finds no fault in ${what}`, () => {
      expect(apache(text)).to.deep.equal(expected);
    });
  }

  for (const [what, rules, expected] of [
    [
      "a list of its own",
      "Order Deny,Allow\nDeny from all\nAllow from 10.1 192.0.2.0/24",
      /^fail \| cloudflare-denied \| Apache refuses Cloudflare from 103\.21\.244\.0\/22, .*: order Deny,Allow; deny from all; allow from 10\.1 192\.0\.2\.0\/24$/,
    ],
    [
      "a part of a range",
      "Order Allow,Deny\nAllow from all\nDeny from 172.64",
      /^fail \| cloudflare-denied \| Apache refuses Cloudflare from part of 172\.64\.0\.0\/13: /,
    ],
    ["nothing beside what is refused first", "Deny from 172.64\nAllow from all", /^pass /],
    ["all but a scanner", "Order Allow,Deny\nAllow from all\nDeny from 45.155.205.0/24", /^pass /],
    ["a name that it would look up", "Order Deny,Allow\nDeny from .example.net", /^pass /],
    ["whoever knows a password", "Deny from all\nSatisfy Any", /^pass /],
    [
      "Cloudflare, and not what Require lets in",
      `Require ip 192.0.2.1\nOrder Allow,Deny\nAllow from ${all.join(" ")}`,
      /^fail \| cloudflare-denied \| .*: require ip 192\.0\.2\.1$/,
    ],
  ] as const) {
    it(`reads the words of Apache 2.2: ${what}`, () => {
      const [found] = apache(
        folder(rules.includes("Require") ? rules : `Require all granted\n${rules}`),
      ).filter((line) => line !== pass);
      expect(found ?? pass).to.match(expected);
    });
  }

  it("looks at the host that bears the name", () => {
    const text = `<Directory /srv/>\nRequire all denied\n</Directory>
<VirtualHost *:443>\nServerName old.example.com\nDocumentRoot /srv/old\n</VirtualHost>
<VirtualHost *:443>\nServerName www.example.com\nDocumentRoot /var/www\n<Directory /var/www>\nRequire all granted\n</Directory>\n</VirtualHost>\n`;
    expect(apache(text, "www.example.com")).to.deep.equal([pass]);
    expect(apache(text, "old.example.com")).to.have.lengthOf(1);
    expect(apache(text, "old.example.com")[0]).to.include("fail | cloudflare-denied");
  });

  it("knows that mod_evasive counts connections' addresses", () => {
    const load = "LoadModule evasive20_module mod_evasive20.so\n";
    expect(
      apache(`${load}<IfModule mod_evasive20.c>\nDOSPageCount 2\n</IfModule>\n`),
    ).to.deep.equal([
      "fail | cloudflare-rate-limited | mod_evasive counts each address of Cloudflare's as one visitor",
    ]);
    expect(apache(`${load}${remoteIp}`)).to.deep.equal([
      "unknown | whether mod_evasive counts by what mod_remoteip says is not known",
    ]);
    expect(apache("<IfModule mod_evasive20.c>\nDOSPageCount 2\n</IfModule>\n")).to.deep.equal([]);
  });
});

const recorded = readFileSync(
  path.join(__dirname, "..", "..", "fixtures", "servers", "logs", "modsecurity-audit.log"),
  "utf8",
);

describe("the doctor's reading of audit logs", () => {
  it("tells a rule about addresses from one about what is asked, in a recorded log", () => {
    const own = recorded
      .replaceAll(" 127.0.0.66 ", " 172.68.1.1 ")
      .replaceAll(" 127.0.0.1 ", " 162.158.3.4 ");
    expect(
      auditEvidence(own, "a").map((one) => [
        one.weight,
        one.speaksFor,
        /^the rule \d+/.exec(one.seen)?.[0],
        one.occurrences,
      ]),
    ).to.deep.equal([
      [
        ...["setting", ["module-denies"], "the rule 942100"],
        {
          count: 1,
          first: "2026-11-27T20:34:12Z",
          last: "2026-11-27T20:34:12Z",
        },
      ],
      [
        ...["log", ["module-denies"], "the rule 1001"],
        {
          count: 1,
          first: "2026-11-27T20:34:13Z",
          last: "2026-11-27T20:34:13Z",
        },
      ],
    ]);
  });

  it("does not mind what is refused to others", () => {
    expect(seen(auditEvidence(recorded, "a"))).to.deep.equal([
      "pass | no rule refused a request from Cloudflare's addresses",
    ]);
  });

  it("reads the JSON of ModSecurity 3 and of Coraza", () => {
    const modSecurity = {
      transaction: {
        ...{ client_ip: "172.68.1.1", time_stamp: "Sun Nov 29 10:00:00 2026" },
        response: { http_code: 403 },
        messages: [
          { message: "IP in list", details: { match: "Matched REMOTE_ADDR", ruleId: "1001" } },
        ],
      },
    };
    const coraza = {
      transaction: {
        client_ip: "104.16.0.9",
        timestamp: "2026/11/29 10:00:00",
        is_interrupted: true,
      },
      messages: [
        { message: "Address refused", data: { id: 7, msg: "REMOTE_ADDR is on the list" } },
      ],
    };
    const passed = {
      transaction: { client_ip: "104.16.0.9", is_interrupted: false },
      messages: [],
    };
    const text = [modSecurity, coraza, passed].map((one) => JSON.stringify(one)).join("\n");
    expect(auditEvidence(text, "a").map((one) => [one.weight, one.seen])).to.deep.equal([
      [
        "log",
        "the rule 1001 refused requests from Cloudflare's addresses: IP in list; Matched REMOTE_ADDR",
      ],
      [
        "log",
        "the rule 7 refused requests from Cloudflare's addresses: Address refused; REMOTE_ADDR is on the list",
      ],
    ]);
  });

  it("says what is no audit log", () => {
    for (const text of [
      "",
      "hello",
      "{}",
      '{"transaction":7}',
      '{"transaction":null}',
      "{".repeat(10),
    ]) {
      expect(seen(auditEvidence(text, "a"))).to.deep.equal([
        "unknown | the text is no audit log of ModSecurity's or Coraza's",
      ]);
    }
  });
});
