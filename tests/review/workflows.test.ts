import assert from "node:assert/strict";
import { parse } from "yaml";
import { githubWorkflows, stepsOf, workflow, workflowText } from "./workflowFiles";

/** The commits that the tags name, as looked up in the actions' repositories; all run on Node 24. */
const pinned = [
  "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
  "actions/setup-go@b7ad1dad31e06c5925ef5d2fc7ad053ef454303e # v7.0.0",
  "actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0",
  "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0",
  "aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3",
];

/** What an installer may not do, in any workflow: name no version, or pipe what it gets into a shell. */
const looseInstalls = [/npm install/, /\|\s*(ba)?sh\b/, /@latest/, /npx (?!--no-install)/];

describe("the workflows", () => {
  for (const file of githubWorkflows) {
    const text = workflowText(file);
    const { on, permissions, jobs } = workflow(file);
    const steps = stepsOf(file);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));

    describe(file, () => {
      it("pins every action by its commit", () => {
        const used = text
          .split("\n")
          .flatMap((line) => /^ +(?:- )?uses: (.*)$/.exec(line)?.[1] ?? []);
        assert.equal(used.length, steps.filter(({ uses }) => uses !== undefined).length);
        assert.deepEqual(
          used.filter((each) => !pinned.includes(each)),
          [],
        );
      });

      it("puts nothing of an event into a script", () => {
        for (const { run } of steps) {
          assert.doesNotMatch(run ?? "", /\$\{\{/);
        }
      });

      it("installs nothing whose content is not pinned", () => {
        for (const { run = "" } of steps) {
          assert.deepEqual(
            looseInstalls.filter((loose) => loose.test(run)),
            [],
            run,
          );
        }
      });

      it("never runs a pull request's code with the rights of the default branch", () => {
        assert.equal("pull_request_target" in on, false);
        const rights = [permissions, ...Object.values(jobs).map((job) => job.permissions ?? {})];
        // An identity writes nothing in GitHub: what it opens, its other side decides.
        const writes = rights.some((each) =>
          Object.entries(each).some(([name, right]) => name !== "id-token" && right === "write"),
        );
        const runsChanges = "pull_request" in on || "push" in on;
        assert.equal(writes && runsChanges, false);
        if (writes) {
          assert.deepEqual(Object.keys(on), ["workflow_run"]);
          assert.ok(
            checkouts.every(
              (step) => step.with?.ref === undefined && step.with?.repository === undefined,
            ),
          );
          assert.doesNotMatch(text, /secrets\./);
          assert.ok(steps.every(({ run }) => !/npm ci(?! --ignore-scripts)/.test(run ?? "")));
          assert.equal(workflow(file).defaults?.run.shell, "bash");
        }
      });

      it("keeps no credential in a checkout, and no cache that a change may have filled", () => {
        assert.ok(checkouts.every((step) => step.with?.["persist-credentials"] === false));
        const nodes = steps.filter(({ uses }) => uses?.startsWith("actions/setup-node@"));
        assert.ok(nodes.every((step) => step.with?.["package-manager-cache"] === false));
      });
    });
  }

  it("have the least rights that they need", () => {
    const rights = githubWorkflows.map((file) => {
      const { permissions, jobs } = workflow(file);
      return [file, { ...permissions, ...Object.values(jobs)[0]?.permissions }];
    });
    const review = {
      actions: "read",
      contents: "read",
      "pull-requests": "write",
      statuses: "write",
    };
    assert.deepEqual(Object.fromEntries(rights), {
      ".github/workflows/plan.yml": { contents: "read" },
      ".github/workflows/review.yml": review,
      ".github/workflows/test.yml": { contents: "read" },
      "docs/workflows/github-plan.yml": { contents: "read", "id-token": "write" },
      "docs/workflows/github-review.yml": review,
    });
  });

  it("store no key of AWS and no token of Pulumi, and give credentials to no step before the preview", () => {
    const plan = workflowText("docs/workflows/github-plan.yml");
    const secrets = [...plan.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);
    assert.deepEqual(secrets, ["CLOUDFLARE_READ_TOKEN"]);
    const steps = stepsOf("docs/workflows/github-plan.yml");
    const names = steps.map(({ name, uses, run }) => name ?? uses?.split("@")[0] ?? run);
    assert.deepEqual(names, [
      "actions/checkout",
      "actions/setup-node",
      "npm ci",
      "Install Pulumi",
      "aws-actions/configure-aws-credentials",
      "Preview",
      "actions/upload-artifact",
    ]);
    const withSecrets = steps.filter(({ env }) => JSON.stringify(env ?? {}).includes("secrets."));
    assert.deepEqual(
      withSecrets.map(({ name }) => name),
      ["Preview"],
    );
  });

  it("say that the review is no security gate", () => {
    for (const file of ["github-review.yml", "gitlab-review.yml"]) {
      assert.match(
        workflowText(`docs/workflows/${file}`),
        /^# It informs and is no security gate/m,
      );
    }
    assert.match(workflowText("docs/review.md"), /no security gate/);
  });

  it("review in one way here and at users, but for where the review comes from", () => {
    const [own, users] = [".github/workflows/review.yml", "docs/workflows/github-review.yml"].map(
      (file) =>
        stepsOf(file).filter(({ name }) => name !== undefined && name !== "Install the review"),
    );
    const command = /^.* review .*plans\/\*\.json/m;
    const alike = (steps = own) =>
      steps?.map((step) => ({ ...step, run: step.run?.replace(command, "review") }));
    assert.equal(own?.length, 5);
    assert.deepEqual(alike(own), alike(users));
  });

  it("of GitLab are in two parts, of which only the one without a preview has a token", () => {
    const plan = workflowText("docs/workflows/gitlab-plan.yml");
    const review = workflowText("docs/workflows/gitlab-review.yml");
    assert.doesNotMatch(plan, /REVIEW_TOKEN|PRIVATE-TOKEN|CI_JOB_TOKEN/);
    assert.doesNotMatch(review, /pulumi preview/);
    assert.doesNotThrow(() => [plan, review].map((text) => parse(text) as unknown));
  });
});
