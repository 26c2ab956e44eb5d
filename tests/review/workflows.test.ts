import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

const root = path.join(__dirname, "..", "..");
const ours = path.join(root, ".github", "workflows");
const users = path.join(root, "docs", "workflows");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly steps: readonly Step[]; readonly permissions?: Readonly<Record<string, string>> }
    >
  >;
}

const files = [ours, users]
  .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
  .filter((file) => file.startsWith(ours) || path.basename(file).startsWith("github-"));

describe("the workflows", () => {
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    const workflow = parse(text) as Workflow;
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

    describe(path.relative(root, file), () => {
      it("pins every action by its commit", () => {
        for (const { uses } of steps.filter((step) => step.uses !== undefined)) {
          assert.match(uses ?? "", /^actions\/[a-z-]+@[0-9a-f]{40}$/);
        }
      });

      it("puts nothing of an event into a script", () => {
        for (const { run } of steps) {
          assert.doesNotMatch(run ?? "", /\$\{\{/);
        }
      });

      it("never runs a pull request's code with the rights of the default branch", () => {
        assert.equal("pull_request_target" in workflow.on, false);
        const rights = [
          workflow.permissions,
          ...Object.values(workflow.jobs).map((job) => job.permissions ?? {}),
        ];
        const writes = rights.some((each) => Object.values(each).includes("write"));
        const runsChanges = "pull_request" in workflow.on || "push" in workflow.on;
        assert.equal(writes && runsChanges, false);
        if (writes) {
          assert.deepEqual(Object.keys(workflow.on), ["workflow_run"]);
          const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout"));
          assert.ok(
            checkouts.every(
              (step) => step.with?.ref === undefined && step.with?.repository === undefined,
            ),
          );
          assert.doesNotMatch(text, /secrets\./);
        }
      });

      it("keeps no credential in a checkout", () => {
        const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout"));
        assert.ok(checkouts.every((step) => step.with?.["persist-credentials"] === false));
      });
    });
  }

  it("have the least rights that they need", () => {
    const rights = files.map((file) => {
      const { permissions, jobs } = parse(readFileSync(file, "utf8")) as Workflow;
      return [
        path.relative(root, file),
        { ...permissions, ...Object.values(jobs)[0]?.permissions },
      ];
    });
    const comment = { actions: "read", "pull-requests": "write", statuses: "write" };
    assert.deepEqual(Object.fromEntries(rights), {
      ".github/workflows/plan.yml": { contents: "read" },
      ".github/workflows/review.yml": { ...comment, contents: "read" },
      ".github/workflows/test.yml": { contents: "read" },
      "docs/workflows/github-plan.yml": { contents: "read" },
      "docs/workflows/github-review.yml": comment,
    });
  });

  it("of GitLab are in two parts, of which only the one without a preview has a token", () => {
    const [plan, review] = ["gitlab-plan.yml", "gitlab-review.yml"].map((name) =>
      readFileSync(path.join(users, name), "utf8"),
    );
    assert.doesNotMatch(plan ?? "", /TOKEN/);
    assert.doesNotMatch(review ?? "", /pulumi preview/);
    assert.doesNotThrow(() => [plan, review].map((text) => parse(text ?? "") as unknown));
  });
});
