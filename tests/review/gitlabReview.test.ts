import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { parse } from "yaml";
import { zipOf } from "../support/zip";
import { workflowText } from "./workflowFiles";
import { JobFolder, mark, needsPrograms } from "./workflowShell";

const token = "glpat-secret-of-the-review";

interface Asked {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server on loopback that notes what it is asked. */
class Host {
  readonly asked: Asked[] = [];
  private readonly server: Server;
  address = "";

  constructor(answer: (line: string, response: ServerResponse) => void) {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const line = `${request.method} ${request.url}`;
        const body = Buffer.concat(parts).toString();
        this.asked.push({ line, headers: request.headers, body });
        answer(line, response);
      });
    });
  }

  async listen(name: string): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.address = `http://${name}:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const { review } = parse(workflowText("docs/workflows/gitlab-review.yml")) as {
  review: { script: string[] };
};
const [script = ""] = review.script;
const project = "/api/v4/projects/12";
const jobsOf = (page: number): string =>
  `GET ${project}/pipelines/34/jobs?per_page=100&page=${page}`;
const notesOf = (page: number): string =>
  `GET ${project}/merge_requests/5/notes?per_page=100&page=${page}`;

describe("the script of docs/workflows/gitlab-review.yml", function () {
  this.timeout(60_000);
  let folder: JobFolder;
  let gitlab: Host;
  let store: Host;
  let answers: Record<string, unknown>;

  needsPrograms("bash", "curl", "jq", "unzip");

  beforeEach(async () => {
    folder = new JobFolder();
    folder.review("node_modules/.bin/steady-edge", `${mark}\nNothing breaks.\n`, 0);
    const archive = zipOf([{ name: "plans/dev.json", content: "{}" }]);
    store = new Host((_, response) => response.end(archive));
    await store.listen("localhost");
    answers = {
      [`GET ${project}/merge_requests/5`]: { sha: "c0ffee" },
      [`GET ${project}/merge_requests/5/pipelines?per_page=100`]: [{ id: 34, sha: "c0ffee" }],
      [jobsOf(1)]: [
        { id: 56, name: "plan: [dev]" },
        { id: 57, name: "lint" },
      ],
      [`GET ${project}/jobs/56/artifacts`]: new URL(`${store.address}/bucket/56?signature=abc`),
      "GET /api/v4/user": { id: 9 },
      [jobsOf(2)]: [],
      [notesOf(1)]: [],
      [`POST ${project}/merge_requests/5/notes`]: {},
    };
    gitlab = new Host((line, response) => {
      const answer = answers[line];
      if (answer instanceof URL) {
        response.writeHead(line.startsWith("GET") ? 302 : 307, { location: answer.href }).end();
      } else if (answer === undefined) {
        response.writeHead(404).end();
      } else {
        response.end(Buffer.isBuffer(answer) ? answer : JSON.stringify(answer));
      }
    });
    await gitlab.listen("127.0.0.1");
  });

  afterEach(async () => {
    await gitlab.close();
    await store.close();
    folder.remove();
  });

  const run = (additions: Readonly<Record<string, string>> = {}) =>
    folder.run(script, {
      CI_API_V4_URL: `${gitlab.address}/api/v4`,
      PLANNED_PROJECT: "12",
      PLANNED_PIPELINE: "34",
      PLANNED_MERGE_REQUEST: "5",
      REVIEW_TOKEN: token,
      ...additions,
    });
  const written = (): string[] =>
    gitlab.asked.map(({ line }) => line).filter((line) => !line.startsWith("GET"));
  const tokensAt = (host: Host): (string | string[] | undefined)[] =>
    host.asked.map(({ headers }) => headers["private-token"]).filter((each) => each !== undefined);

  it("writes the note, and fetches the plan from another host without the token", async () => {
    const { exitCode, output } = await run();
    expect(exitCode, output).to.equal(0);
    expect(written()).to.deep.equal([`POST ${project}/merge_requests/5/notes`]);
    const { body = "" } = gitlab.asked.at(-1) ?? {};
    expect(JSON.parse(body)).to.deep.equal({ body: `${mark}\nNothing breaks.\n` });
    expect(store.asked.map(({ line }) => line)).to.deep.equal(["GET /bucket/56?signature=abc"]);
    expect(tokensAt(store)).to.deep.equal([]);
    expect(JSON.stringify(store.asked)).to.not.include(token);
    expect(tokensAt(gitlab)).to.have.lengthOf(gitlab.asked.length);
    expect(readFileSync(path.join(folder.path, "review-args.txt"), "utf8")).to.equal(
      "review --fail-on high plans/dev.json\n",
    );
  });

  it("takes a plan that GitLab itself holds", async () => {
    answers[`GET ${project}/jobs/56/artifacts`] = zipOf([
      { name: "plans/dev.json", content: "{}" },
    ]);
    expect((await run()).exitCode).to.equal(0);
    expect(store.asked).to.deep.equal([]);
  });

  for (const line of [
    `GET ${project}/merge_requests/5`,
    jobsOf(1),
    "GET /api/v4/user",
    notesOf(1),
    `POST ${project}/merge_requests/5/notes`,
  ]) {
    it(`follows no redirect of ${line}`, async () => {
      answers[line] = new URL(`${store.address}/elsewhere`);
      const { exitCode, output } = await run();
      expect(exitCode, output).to.equal(47);
      expect(store.asked.some(({ line: asked }) => asked.includes("elsewhere"))).to.equal(false);
      expect(tokensAt(store)).to.deep.equal([]);
    });
  }

  it("has the token on no command line, in no output, in no file that is left, and not where the review runs", async () => {
    const real = (await folder.run("command -v curl", {})).output.trim();
    folder.program("bin/curl", `#!/bin/sh\necho "$@" >> curl-args.txt\nexec ${real} "$@"\n`);
    const { output } = await run({ TMPDIR: folder.path });
    const read = (file: string): string => readFileSync(path.join(folder.path, file), "utf8");
    expect(read("curl-args.txt").split("\n").length).to.be.above(gitlab.asked.length);
    for (const text of [read("curl-args.txt"), read("review-env.txt"), output]) {
      expect(text).to.not.include(token);
    }
    const { output: found } = await folder.run(`grep -rl ${token} . || true`, {});
    expect(found).to.equal("");
  });

  it("updates the note of its own user that begins with the mark", async () => {
    const body = `${mark}\nSomething breaks.\n`;
    answers[notesOf(1)] = [{ id: 1, author: { id: 8 }, body }];
    answers[notesOf(2)] = [
      { id: 2, author: { id: 9 }, body: "Other words" },
      { id: 3, author: { id: 9 }, body },
    ];
    answers[`PUT ${project}/merge_requests/5/notes/3`] = {};
    folder.review("node_modules/.bin/steady-edge", body, 1);
    expect((await run()).exitCode).to.equal(1);
    expect(written()).to.deep.equal([`PUT ${project}/merge_requests/5/notes/3`]);
  });

  for (const [what, text, exitCode] of [
    ["is empty", "", 0],
    ["has no mark", "\nNothing breaks.\n", 0],
    ["could not be made", "", 2],
    ["crashed", `${mark}\n`, 134],
  ] as const) {
    it(`writes no note of a review that ${what}`, async () => {
      answers[notesOf(1)] = [{ id: 1, author: { id: 9 }, body: "Any note begins with nothing" }];
      folder.review("node_modules/.bin/steady-edge", text, exitCode);
      expect((await run()).exitCode).to.equal(exitCode === 0 ? 2 : exitCode);
      expect(written()).to.deep.equal([]);
    });
  }

  it("is not green where a job left no plan", async () => {
    answers[jobsOf(1)] = [
      { id: 56, name: "plan: [dev]" },
      { id: 58, name: "plan: [production]" },
    ];
    const { exitCode, output } = await run();
    expect(exitCode).to.equal(2);
    expect(output).to.match(/^1 jobs left no plan: /m);
    expect(written()).to.have.lengthOf(1);
  });

  it("finds the plans among more jobs than one page has", async () => {
    answers[jobsOf(3)] = [];
    answers[jobsOf(2)] = answers[jobsOf(1)];
    answers[jobsOf(1)] = Array.from({ length: 100 }, (_, n) => ({ id: 100 + n, name: "test" }));
    expect((await run()).exitCode).to.equal(0);
    expect(store.asked).to.have.lengthOf(1);
  });

  it("ends where GitLab's answer is no list of jobs", async () => {
    answers[jobsOf(1)] = Buffer.from("<html>Maintenance</html>");
    expect((await run()).exitCode).to.not.equal(0);
    expect(written()).to.deep.equal([]);
  });

  it("reviews no pipeline but one of the merge request's newest commit", async () => {
    answers[`GET ${project}/merge_requests/5`] = { sha: "another" };
    const { exitCode, output } = await run();
    expect(exitCode).to.equal(2);
    expect(output).to.match(/pipeline 34 is not of the newest commit of merge request 5/);
    expect(written()).to.deep.equal([]);
    expect(existsSync(path.join(folder.path, "review.md"))).to.equal(false);
  });

  it("takes files with plain names only out of an archive", async () => {
    answers[`GET ${project}/jobs/56/artifacts`] = zipOf([
      { name: "plans/dev.json", content: "{}" },
      { name: "plans/../../outside.json", content: "{}" },
      { name: "plans/-x.json", content: "{}" },
      { name: "plans/more/deep.json", content: "{}" },
      { name: "review.md", content: "forged" },
      { name: "plans/link.json", content: "/etc/hostname", isLink: true },
    ]);
    expect((await run()).exitCode).to.equal(0);
    const { output } = await folder.run("find plans ! -type d | sort; cat plans/link.json", {});
    expect(output).to.equal("plans/dev.json\nplans/link.json\n/etc/hostname");
  });
});
