import { expect } from "chai";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { fixturePath, preview, type Step } from "../checks/report/plans";
import { folderPerTest } from "../sandbox/engine/folders";
import { assertRefused, runReview, type ReviewRun } from "./runReview";

const calm = fixturePath("no-change.json");

describe("steady-edge review, given a policy or arguments that it cannot use", () => {
  const folder = folderPerTest();
  const written = (name: string, content: string): string => {
    const file = path.join(folder(), name);
    writeFileSync(file, content);
    return file;
  };

  describe("as a policy", () => {
    const invalid = (...problems: readonly string[]): string =>
      ["Invalid policy configuration:", ...problems.map((each) => `  - policy${each}`)].join("\n");
    const exception = (fields: string): string =>
      `rules: {origin-open: {exceptions: [{${fields}}]}}`;
    const excused = '.rules["origin-open"].exceptions[0]';
    const policies: Readonly<Record<string, readonly [content: string, says: string]>> = {
      "an unknown rule": [
        "rules: {tls-not-strct: {disabled: true}}",
        invalid(
          '.rules["tls-not-strct"] must be one of the 57 rules; got "tls-not-strct". Did you mean tls-not-strict?',
        ),
      ],
      "an exception of an unknown rule": [
        "rules: {nothing: {exceptions: [{subject: a, reason: b, expires: 2999-12-31}]}}",
        invalid(
          '.rules.nothing must be one of the 57 rules; got "nothing". steady-edge policy list names them all',
        ),
      ],
      "an exception without a day": [
        exception("subject: a, reason: b"),
        invalid(`${excused}.expires must be a day, written YYYY-MM-DD; got nothing`),
      ],
      "an exception until a day that does not exist": [
        exception("subject: a, reason: b, expires: 2026-02-30"),
        invalid(`${excused}.expires must be a day, written YYYY-MM-DD; got "2026-02-30"`),
      ],
      "an exception without a reason": [
        exception("subject: a, reason: '', expires: 2999-12-31"),
        invalid(`${excused}.reason must not be empty; got ""`),
      ],
      "every problem at once": [
        "rules: {detection-slow: {limits: {maximumSeconds: 0}, severity: urgent}}\nacknowleged: []",
        invalid(
          ".acknowleged must be a key that there is; got an unknown name. Did you mean acknowledged?",
          '.rules["detection-slow"].severity must be one of high, medium, low; got "urgent"',
          '.rules["detection-slow"].limits.maximumSeconds must be a whole number of at least 1; got 0',
        ),
      ],
      "a list": [
        "- tls-not-strict",
        invalid(' must be a map with rules, acknowledged; got ["tls-not-strict"]'),
      ],
      "what is no YAML": [
        "rules: {a",
        "FILE must be YAML or JSON; got Flow map in block collection must be sufficiently indented and end with a } at line 1, column 10",
      ],
      "bytes that are no text": ["\0", "FILE must be text in UTF-8; got bytes that are no text"],
    };
    for (const [what, [content, says]] of Object.entries(policies)) {
      it(`refuses ${what}`, async () => {
        const policy = written("policy.yaml", content);
        const run = await runReview(calm, "--policy", policy);
        assertRefused(run, says.replaceAll("FILE", JSON.stringify(policy)));
      });
    }

    it("refuses a file that is not there", async () => {
      const policy = path.join(folder(), "none.yaml");
      assertRefused(
        await runReview(calm, "--policy", policy),
        `${JSON.stringify(policy)} must be a file that can be read; got no such file`,
      );
    });

    it("counts an exception whose day is over for nothing, and says so", async () => {
      const inputs = {
        zoneId: "z",
        name: "api.example.com",
        type: "A",
        content: "10.0.0.1",
        proxied: true,
      };
      const steps: Step[] = [{ op: "same", type: "record", name: "api", id: "r", old: inputs }];
      const plan = written("plan.json", JSON.stringify(preview(steps)));
      const told = async (expires: string): Promise<ReviewRun> => {
        const excuse = `{subject: api, reason: moves soon, expires: ${expires}}`;
        const text = `rules: {address-unroutable: {exceptions: [${excuse}]}}`;
        return runReview(plan, "--fail-on-existing", "--policy", written("policy.yaml", text));
      };
      const over = '(its exception "moves soon" expired on 2020-01-01)';
      const late = await told("2020-01-01");
      expect([late.exitCode, late.stderr, late.stdout.includes(over)]).to.deep.equal([1, "", true]);
      const early = await told("2999-12-31");
      expect([early.exitCode, early.stderr, early.stdout.includes(over)]).to.deep.equal([
        0,
        "",
        false,
      ]);
    });
  });

  describe("as an argument", () => {
    const help = "\n(steady-edge --help lists what there is)";
    const seconds = (value: string): string =>
      `error: option '--max-detection <seconds>' argument '${value}' is invalid. It must be a whole number of seconds, at least 1.${help}`;
    const choices = (option: string, value: string, allowed: string): string =>
      `error: option '${option}' argument '${value}' is invalid. Allowed choices are ${allowed}.${help}`;
    const severity = "--fail-on <severity>";
    const usages: readonly (readonly [argv: readonly string[], says: string])[] = [
      [["--format", "pdf"], choices("--format <form>", "pdf", "markdown, html, json")],
      [["--format"], `error: option '--format <form>' argument missing${help}`],
      [["--fail-on", "never"], choices(severity, "never", "low, medium, high")],
      [["--fail-on", "HIGH"], choices(severity, "HIGH", "low, medium, high")],
      ...["0", "-1", "1.5", "1e3", "0x10", "60s", "", "99999999999999999999"].map(
        (value) => [["--max-detection", value], seconds(value)] as const,
      ),
      [["--base"], `error: option '--base <state>' argument missing${help}`],
      [["--bass", "x"], `error: unknown option '--bass'\n(Did you mean --base?)${help}`],
    ];
    for (const [argv, says] of usages) {
      it(`refuses ${argv.join(" ")}`, async () => {
        assertRefused(await runReview(calm, ...argv), says);
      });
    }

    it("refuses to go without a plan", async () => {
      assertRefused(await runReview(), `error: missing required argument 'plan'${help}`);
    });
  });
});
