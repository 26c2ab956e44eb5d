import { expect } from "chai";
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { zipOf, type ZipEntry } from "../support/zip";
import { stepsOf, type Step } from "./workflowFiles";
import { JobFolder, mark, needsPrograms, type Ended } from "./workflowShell";

/** Stands in for GitHub's command: notes every call, and answers from files by the path that is asked for. */
const gh = `#!/usr/bin/env node
const fs = require("node:fs");
const args = process.argv.slice(2);
const asked = args.find((arg) => arg.startsWith("repos/"));
const method = args.includes("--method") ? args[args.indexOf("--method") + 1] : "GET";
const input = args.includes("--input") ? fs.readFileSync(0, "utf8") : undefined;
const fields = args.filter((arg, index) => args[index - 1] === "-f");
fs.appendFileSync("calls.jsonl", JSON.stringify({ method, asked, input, fields }) + "\\n");
const file = "answers/" + asked.split("?")[0].replaceAll("/", "+");
if (method === "GET") process.stdout.write(fs.readFileSync(file));
`;

interface Call {
  readonly method: string;
  readonly asked: string;
  readonly input?: string;
  readonly fields: readonly string[];
}

interface Scenario {
  /** Artifacts of the run, by name; each is an archive of these entries. Defaults to one plan of one stack. */
  readonly artifacts?: Readonly<Record<string, readonly ZipEntry[]>>;
  /** What the review writes. Defaults to a mark and a sentence. */
  readonly review?: string;
  /** How the review ends. Defaults to 0. */
  readonly exitCode?: number;
  /** How the workflow that planned ended. Defaults to success. */
  readonly planned?: string;
  /** Comments on the pull request. Defaults to none. */
  readonly comments?: readonly unknown[];
  /** Size of an artifact by what GitHub says. Defaults to 1000. */
  readonly size?: number;
  /** How many artifacts the run has, by what GitHub says. Defaults to those that are listed. */
  readonly total?: number;
}

const repository = "repos/shop/infrastructure";
/** What a step wrote to its file of outputs. */
const outputsOf = (text: string): Record<string, string> => {
  const pairs = [...text.matchAll(/^(\w+)=(.*)$/gm)];
  return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, value]));
};

/** Runs the named steps of a review workflow as GitHub would, one after the other. */
async function runReview(folder: JobFolder, file: string, scenario: Scenario) {
  const { artifacts = { "plan-dev": [{ name: "dev.json", content: "{}" }] } } = scenario;
  const answer = (asked: string, body: unknown): void =>
    folder.file(
      `answers/${`${repository}/${asked}`.replaceAll("/", "+")}`,
      Buffer.isBuffer(body) ? body : JSON.stringify(body),
    );
  answer("pulls", [{ number: 7, head: { sha: "c0ffee" } }]);
  answer("issues/7/comments", scenario.comments ?? []);
  const size_in_bytes = scenario.size ?? 1000;
  const listed = Object.keys(artifacts).map((name, index) => ({
    id: index + 1,
    name,
    size_in_bytes,
  }));
  const total_count = scenario.total ?? listed.length;
  answer("actions/runs/42/artifacts", { total_count, artifacts: listed });
  Object.values(artifacts).forEach((entries, index) =>
    answer(`actions/artifacts/${index + 1}/zip`, zipOf(entries)),
  );
  folder.program("bin/gh", gh);
  const command = file.startsWith("docs")
    ? ".github/plan-review/node_modules/.bin/steady-edge"
    : "bin/npx";
  folder.review(command, scenario.review ?? `${mark}\nNothing breaks.\n`, scenario.exitCode ?? 0);
  folder.file("calls.jsonl", "");

  const outputs: Record<string, Record<string, string>> = {};
  const ended: Record<string, Ended> = {};
  let failed = false;
  for (const step of stepsOf(file).filter(
    ({ name = "Install the review" }) => name !== "Install the review",
  )) {
    const { name = "", run = "" } = step;
    const skipped =
      name === "Set the status of the commit"
        ? false
        : failed || (name === "Comment" && (outputs.pull?.number ?? "") === "");
    if (!skipped) {
      writeFileSync(path.join(folder.path, "output.txt"), "");
      ended[name] = await folder.run(run, {
        ...variablesOf(step, outputs, scenario.planned ?? "success"),
        GITHUB_REPOSITORY: "shop/infrastructure",
        GITHUB_OUTPUT: "output.txt",
        GITHUB_STEP_SUMMARY: "summary.md",
        GITHUB_SERVER_URL: "https://github.example.com",
        GITHUB_RUN_ID: "43",
      });
      const id = name === "Review" ? "review" : "pull";
      if (["Review", "Find the pull request"].includes(name)) {
        outputs[id] = outputsOf(readFileSync(path.join(folder.path, "output.txt"), "utf8"));
      }
      failed ||= ended[name].exitCode !== 0;
    }
  }
  const calls = readFileSync(path.join(folder.path, "calls.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Call);
  return { ended, writes: calls.filter(({ method }) => method !== "GET") };
}

/** What GitHub puts in place of the expressions of a step's variables. */
function variablesOf(
  { env = {} }: Step,
  outputs: Readonly<Record<string, Readonly<Record<string, string>>>>,
  planned: string,
): Record<string, string> {
  const values: Record<string, string | undefined> = {
    "github.token": "ghs_token",
    "github.event.workflow_run.head_repository.owner.login": "shop",
    "github.event.workflow_run.head_branch": "new-pool",
    "github.event.workflow_run.head_sha": "c0ffee",
    "github.event.workflow_run.id": "42",
    "github.event.workflow_run.conclusion": planned,
    "steps.pull.outputs.number": outputs.pull?.number,
    "steps.review.outputs.state || 'error'": outputs.review?.state ?? "error",
  };
  return Object.fromEntries(
    Object.entries(env).map(([name, text]) => {
      const expression = /^\$\{\{ (.*) \}\}$/.exec(text)?.[1];
      return [name, values[expression ?? ""] ?? expect.fail(`${name} is ${text}`)];
    }),
  );
}

const stateOf = (writes: readonly Call[]): string | undefined =>
  writes.find(({ asked }) => asked === `${repository}/statuses/c0ffee`)?.fields[0];
const commentsIn = (writes: readonly Call[]): Call[] =>
  writes.filter(({ asked }) => asked.includes("comments"));

for (const file of [".github/workflows/review.yml", "docs/workflows/github-review.yml"]) {
  describe(`the scripts of ${file}`, function () {
    this.timeout(60_000);
    let folder: JobFolder;

    needsPrograms("bash", "jq", "unzip");
    beforeEach(() => (folder = new JobFolder()));
    afterEach(() => folder.remove());

    it("comment what the review says, and set the status", async () => {
      const { writes } = await runReview(folder, file, {
        artifacts: {
          "plan-dev": [{ name: "dev.json", content: "{}" }],
          "plan-production": [{ name: "production.json", content: "[]" }],
          "test-results": [{ name: "results.json", content: "{}" }],
        },
      });
      expect(writes.map(({ method, asked }) => `${method} ${asked}`)).to.deep.equal([
        `POST ${repository}/issues/7/comments`,
        `POST ${repository}/statuses/c0ffee`,
      ]);
      expect(JSON.parse(writes[0]?.input ?? "")).to.deep.equal({
        body: `${mark}\nNothing breaks.\n`,
      });
      expect(stateOf(writes)).to.equal("state=success");
      const args = readFileSync(path.join(folder.path, "review-args.txt"), "utf8");
      expect(args.endsWith("plans/dev.json plans/production.json\n"), args).to.equal(true);
    });

    it("update the comment that begins with the mark, and no other person's", async () => {
      const body = `${mark}\nSomething breaks.\n`;
      const { writes } = await runReview(folder, file, {
        comments: [
          { id: 1, user: { login: "mallory" }, body },
          { id: 2, user: { login: "github-actions[bot]" }, body: "Coverage is up" },
          { id: 3, user: { login: "github-actions[bot]" }, body },
        ],
        exitCode: 1,
      });
      expect(commentsIn(writes).map(({ method, asked }) => `${method} ${asked}`)).to.deep.equal([
        `PATCH ${repository}/issues/comments/3`,
      ]);
      expect(stateOf(writes)).to.equal("state=failure");
    });

    const unusable: Readonly<Record<string, Scenario>> = {
      "a review that is empty": { review: "" },
      "a review without its mark": { review: "\nNothing breaks.\n" },
      "a review that could not be made": { exitCode: 2 },
      "a review that crashed": { exitCode: 134 },
      "an artifact without a plan": { artifacts: { plan: [{ name: "readme.txt", content: "" }] } },
      "an artifact of 51 plans": {
        artifacts: {
          plan: Array.from({ length: 51 }, (_, n) => ({ name: `${n}.json`, content: "{}" })),
        },
      },
      "51 artifacts": {
        artifacts: Object.fromEntries(
          Array.from({ length: 51 }, (_, n) => [
            `plan-${n}`,
            [{ name: `${n}.json`, content: "{}" }],
          ]),
        ),
      },
      "artifacts that are not all listed": { total: 101 },
      "an artifact over 100 MiB": { size: 104857601 },
    };
    for (const [what, scenario] of Object.entries(unusable)) {
      it(`make no comment and no green status of ${what}`, async () => {
        const body = "Any comment begins with nothing";
        const comments = [{ id: 3, user: { login: "github-actions[bot]" }, body }];
        const { writes } = await runReview(folder, file, { comments, ...scenario });
        expect(commentsIn(writes)).to.deep.equal([]);
        expect(writes).to.have.lengthOf(1);
        expect(stateOf(writes)).to.equal("state=error");
      });
    }

    it("set no green status where a stack was not planned", async () => {
      const { writes } = await runReview(folder, file, { planned: "failure" });
      expect(commentsIn(writes)).to.have.lengthOf(1);
      expect(stateOf(writes)).to.equal("state=error");
    });

    it("take files with plain names only out of an archive, and follow nothing in it", async () => {
      const { ended } = await runReview(folder, file, {
        artifacts: {
          "plan-dev": [
            { name: "dev.json", content: "{}" },
            { name: "../outside.json", content: "{}" },
            { name: "/tmp/absolute.json", content: "{}" },
            { name: "-x.json", content: "{}" },
            { name: "*.json", content: "{}" },
            { name: "a b.json", content: "{}" },
            { name: "link.json", content: "/etc/hostname", isLink: true },
          ],
        },
      });
      expect(ended["Fetch the plans"]?.exitCode).to.equal(0);
      const plans = path.join(folder.path, "plans");
      expect(readdirSync(plans).sort()).to.deep.equal(["dev.json", "link.json"]);
      expect(lstatSync(path.join(plans, "link.json")).isSymbolicLink()).to.equal(false);
      expect(readFileSync(path.join(plans, "link.json"), "utf8")).to.equal("/etc/hostname");
      expect(existsSync(path.join(folder.path, "outside.json"))).to.equal(false);
      expect(existsSync("/tmp/absolute.json")).to.equal(false);
    });
  });
}
