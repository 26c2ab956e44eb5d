import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runInNewContext } from "node:vm";
import ts from "typescript";
import { runCommand } from "../../cli/command";
import { listedPageRules } from "../migration/pageRules";
import { fakeTerminal } from "./fakeTerminal";

describe("page-rules", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-cli-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const runText = async (text: string, ...flags: string[]) => {
    const file = path.join(folder, "rules.json");
    writeFileSync(file, text);
    const terminal = fakeTerminal();
    const exitCode = await runCommand(["page-rules", file, ...flags], terminal);
    const named = (output: string) => output.replaceAll(JSON.stringify(file), "FILE");
    return { exitCode, stdout: named(terminal.stdout()), stderr: named(terminal.stderr()) };
  };
  const run = (document: unknown, ...flags: string[]) =>
    runText(JSON.stringify(document), ...flags);

  const www = {
    url: "www.example.com/*",
    settings: { forwarding_url: { url: "https://example.com/$1", status_code: 301 } },
  };
  const old = { url: "example.com/old/*", settings: { ssl: "full", disable_security: true } };

  it("writes a piece of a program, and the report twice", async () => {
    const result = listedPageRules(www, old);
    const remarks = [
      "  - example.com/old/*: disable_security (no equal): No rule at the edge does the same. It is deprecated, and Cloudflare migrates none: switch off what must be off one by one, with configuration rules and WAF exceptions\n",
      "  - example.com/old/*: ssl (differs): full does not check the origin's certificate, so that the rule has acceptWeakerTls: true. Give the origin a certificate, then leave ssl out\n",
    ];
    const found = await run({ success: true, errors: [], result }, "--zone", "Example.com");
    expect(found).to.deep.equal({
      exitCode: 0,
      stdout: [
        'import type { EdgeRulesArgs } from "steady-edge";\n\n',
        "// The page rules of the zone. Give them to the one EdgeRules of the zone, beside zoneId, zoneName and plan:\n",
        '// new EdgeRules("example", { zoneId, zoneName, ...pageRules }). They win over page rules, which can go once they are in force.\n',
        "// What they do not do, or do otherwise:\n",
        ...remarks.map((remark) => `// ${remark}`),
        "export const pageRules = {\n",
        '  zoneName: "example.com",\n',
        "  redirects: [\n    {\n",
        '      key: "1-www.example.com",\n',
        "      when: 'http.host wildcard \"www.example.com\"',\n",
        '      toExpression: \'wildcard_replace(http.request.full_uri, "http*://www.example.com/*", "https://example.com/${2}")\',\n',
        "      statusCode: 301,\n      preserveQueryString: false,\n    },\n  ],\n",
        "  configRules: [\n    {\n",
        '      key: "2-example.com-old",\n',
        '      when: \'http.host wildcard "example.com" and http.request.uri wildcard "/old/*"\',\n',
        '      ssl: "full",\n      acceptWeakerTls: true,\n    },\n  ],\n',
        "} satisfies Partial<EdgeRulesArgs>;\n",
      ].join(""),
      stderr: `2 rules, 2 remarks\n${remarks.join("")}`,
    });
    expect(await run(result, "--zone", "example.com")).to.deep.equal(found);
  });

  it("writes the arguments and the report as JSON", async () => {
    const { exitCode, stdout, stderr } = await run(listedPageRules(old), "--json");
    expect([exitCode, stderr.split("\n", 1)]).to.deep.equal([0, ["1 rules, 2 remarks"]]);
    const { args, report } = JSON.parse(stdout) as { args: object; report: { setting: string }[] };
    expect(args).to.deep.equal({
      configRules: [
        {
          key: "1-example.com-old",
          when: 'http.host wildcard "example.com" and http.request.uri wildcard "/old/*"',
          ssl: "full",
          acceptWeakerTls: true,
        },
      ],
    });
    expect(report.map(({ setting }) => setting)).to.deep.equal(["disable_security", "ssl"]);
  });

  it("writes no arguments for a zone without page rules", async () => {
    const { exitCode, stdout, stderr } = await run({ success: true, result: [] });
    expect([exitCode, stderr]).to.deep.equal([0, "0 rules, 0 remarks\n"]);
    expect(stdout).to.match(/^export const pageRules = \{\} satisfies Partial<EdgeRulesArgs>;$/m);
  });

  const hostile = [
    'example.com/"; process.exit(1) //*',
    "example.com/'+process.exit(1)+'/*",
    "example.com/*/ /* ${process.exit(1)} `",
    "example.com/\\*",
    "example.com/a\nexport const evil = 1;\n",
    "example.com/\u2028alert\u202e\u0000/*",
    "example.com/é*",
    "example.com/\ud800",
  ];
  for (const url of hostile) {
    it(`writes what compiles to the same as its JSON: ${JSON.stringify(url)}`, async () => {
      const settings = {
        forwarding_url: { url: "https://new.example.com/?'\"`${1}\\*/$0$", status_code: 302 },
        ssl: "full",
        cache_level: "basic",
        [`*/ ${url}`]: url,
      };
      const rules = listedPageRules({ url, settings }, { url: "example.com/b*", settings });
      const refused = await run(rules);
      expect([refused.exitCode, refused.stdout]).to.deep.equal([2, ""]);
      const target = { url: "https://new.example.com/?'\"`\\$1\\*/$", status_code: 302 };
      const right = listedPageRules(
        { url, settings: { ...settings, forwarding_url: target } },
        { url: "example.com/b*", settings: { ssl: "strict", [`*/ ${url}`]: url } },
      );
      const [json, program] = [await run(right, "--json"), await run(right)];
      expect([json.exitCode, program.exitCode], program.stderr).to.deep.equal([0, 0]);
      const compiled = ts.transpileModule(program.stdout, {
        reportDiagnostics: true,
        compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
      });
      expect(compiled.diagnostics).to.deep.equal([]);
      const exported: { pageRules?: object } = {};
      runInNewContext(compiled.outputText, { exports: exported });
      expect(Object.keys(exported)).to.deep.equal(["pageRules"]);
      const { args } = JSON.parse(json.stdout) as { args: object };
      expect(JSON.stringify(exported.pageRules)).to.equal(JSON.stringify(args));
    });
  }

  const value = "[0].targets[0].constraint.value";
  const one = (url: string, settings: Readonly<Record<string, unknown>> = { ssl: "full" }) =>
    listedPageRules({ url, settings });
  const wrong: readonly (readonly [name: string, document: unknown, stderr: string])[] = [
    [
      "a number",
      7,
      "The document must be what Cloudflare answers to GET /zones/<id>/pagerules, or the list in it; got 7. Ask the API, also where Terraform or Pulumi has the rules: GET /zones/<id>/pagerules",
    ],
    [
      "another document",
      { resources: [] },
      'The document must be what Cloudflare answers to GET /zones/<id>/pagerules, or the list in it; got {"resources":[]}. Ask the API, also where Terraform or Pulumi has the rules: GET /zones/<id>/pagerules',
    ],
    [
      "rules as Terraform writes them",
      [
        {
          target: "example.com/old/*",
          priority: 1,
          actions: { forwarding_url: { url: "https://example.com/$1", status_code: 301 } },
        },
      ],
      "FILE:\n" +
        "  - [0].targets must have the one target of the rule; got nothing. Ask the API, also where Terraform or Pulumi has the rules: GET /zones/<id>/pagerules\n" +
        '  - [0].actions must be a list of at least one setting; got {"forwarding_url":{"url":"https://example.com/$1","status_code":301}}',
    ],
    [
      "several rules, each with something of its own",
      [
        ...one("example.com/*/*/*/*/*"),
        ...one("example.com/a", { forwarding_url: { url: "/b", status_code: 302 } }),
        ...one("example.com/c", { resolve_override: "203.0.113.7" }),
      ],
      "FILE:\n" +
        '  - [0].targets[0].constraint.value must have at most 4 asterisks; got "example.com/*/*/*/*/*"\n' +
        '  - [1].actions[0].value.url must be an http or https URL; got "/b"\n' +
        '  - [2].actions[0].value must be a full host name; got "203.0.113.7"',
    ],
    [
      "an answer that is an error",
      { success: false, errors: [{ code: 10000, message: "Authentication error" }], result: null },
      'success must be true; got "10000: Authentication error"',
    ],
    [
      "an answer with one rule",
      { success: true, result: {} },
      "result must be a list of page rules; got {}. List them all: what one of them does depends on those above it",
    ],
    [
      "more rules than are read",
      { success: true, result: Array.from({ length: 1001 }, () => null) },
      "result must have at most 1000 page rules; got 1001",
    ],
    [
      "a rule that is none",
      { success: true, result: [null] },
      "result[0] must be a page rule with targets and actions; got null",
    ],
    [
      "five asterisks",
      one("*.example.com/*/*/*/*"),
      `${value} must have at most 4 asterisks; got "*.example.com/*/*/*/*"`,
    ],
    [
      "no host",
      one("/images/*"),
      `${value} must name a host of the zone, such as www.example.com/* or *.example.com/*; got "/images/*". Cloudflare writes a slash after the zone's name`,
    ],
    [
      "another scheme",
      one("ftp://example.com/"),
      `${value} must begin with http://, https:// or a host name; got "ftp://example.com/"`,
    ],
    [
      "a port that is none",
      one("example.com:99999/"),
      `${value} must name a port of 1 to 65535; got "example.com:99999/"`,
    ],
    [
      "a foreign zone",
      listedPageRules(
        { url: "example.com/*", settings: { ssl: "full" } },
        { url: "example.net/*", settings: { ssl: "full" } },
      ),
      '[1].targets[0].constraint.value must name a host of one zone, as all rules of an answer do; got "example.net/*"',
    ],
    [
      "a value of another kind",
      one("example.com/", { edge_cache_ttl: "7200" }),
      '[0].actions[0].value must be a whole number of seconds, as edge_cache_ttl has it; got "7200"',
    ],
    [
      "a value that there is none of",
      one("example.com/", { ssl: "ful" }),
      '[0].actions[0].value must be one of off, flexible, full, strict, origin_pull, as ssl has it; got "ful"',
    ],
    [
      "a reference to no asterisk",
      one("example.com/*", { forwarding_url: { url: "https://example.com/$2", status_code: 301 } }),
      '[0].actions[0].value.url must name asterisks of "example.com/*" only, which has 1; got "https://example.com/$2"',
    ],
    [
      "a target and a status that are none",
      one("example.com/*", { forwarding_url: { url: "example.net", status_code: 307 } }),
      "FILE:\n" +
        '  - [0].actions[0].value.url must be an http or https URL; got "example.net"\n' +
        "  - [0].actions[0].value.status_code must be 301 or 302; got 307",
    ],
    [
      "a host that is none",
      one("example.com/*", { resolve_override: "203.0.113.7" }),
      '[0].actions[0].value must be a full host name; got "203.0.113.7"',
    ],
    [
      "a time for no status",
      one("example.com/*", { cache_ttl_by_status: { "2xx": 60 } }),
      '[0].actions[0].value["2xx"] must be named by a status or a range of them, such as 200-299; got "2xx"',
    ],
  ];
  for (const [name, document, problem] of wrong) {
    it(`ends with 2 for ${name}`, async () => {
      const stderr = `${problem.startsWith("FILE") ? "The page rules in " : ""}${problem}\n`;
      expect(await run(document)).to.deep.equal({ exitCode: 2, stdout: "", stderr });
    });
  }

  it("ends with 2 where the zone is another one, or the file no JSON", async () => {
    const foreign = await run(listedPageRules(www), "--zone", "example.net");
    expect(foreign).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr: `${value} must name a host of example.net; got "www.example.com/*"\n`,
    });
    const zone = await run(listedPageRules(www), "--zone", "com");
    expect(zone.stderr).to.equal(
      '--zone must be a full host name such as www.example.com; got "com"\n',
    );
    const broken = await runText("[{");
    expect([broken.exitCode, broken.stdout]).to.deep.equal([2, ""]);
    expect(broken.stderr).to.match(/^FILE must be JSON; got /);
  });
});
