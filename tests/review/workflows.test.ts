import { expect } from "chai";
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
        expect(used).to.have.lengthOf(steps.filter(({ uses }) => uses !== undefined).length);
        expect(used.filter((each) => !pinned.includes(each))).to.deep.equal([]);
      });

      it("puts nothing of an event into a script", () => {
        for (const { run } of steps) {
          expect(run ?? "").to.not.match(/\$\{\{/);
        }
      });

      it("installs nothing whose content is not pinned", () => {
        for (const { run = "" } of steps) {
          expect(
            looseInstalls.filter((loose) => loose.test(run)),
            run,
          ).to.deep.equal([]);
        }
      });

      it("never runs a pull request's code with the rights of the default branch", () => {
        expect("pull_request_target" in on).to.equal(false);
        const rights = [permissions, ...Object.values(jobs).map((job) => job.permissions ?? {})];
        // An identity writes nothing in GitHub: what it opens, its other side decides.
        const writes = rights.some((each) =>
          Object.entries(each).some(([name, right]) => name !== "id-token" && right === "write"),
        );
        const runsChanges = "pull_request" in on || "push" in on;
        expect(writes && runsChanges).to.equal(false);
        if (writes) {
          expect(Object.keys(on)).to.deep.equal(["workflow_run"]);
          expect(
            checkouts.filter(
              (step) => !(step.with?.ref === undefined && step.with?.repository === undefined),
            ),
          ).to.deep.equal([]);
          expect(text).to.not.match(/secrets\./);
          expect(
            steps.filter(({ run }) => /npm ci(?! --ignore-scripts)/.test(run ?? "")),
          ).to.deep.equal([]);
          expect(workflow(file).defaults?.run.shell).to.equal("bash");
        }
      });

      it("keeps no credential in a checkout, and no cache that a change may have filled", () => {
        expect(
          checkouts.filter((step) => step.with?.["persist-credentials"] !== false),
        ).to.deep.equal([]);
        const nodes = steps.filter(({ uses }) => uses?.startsWith("actions/setup-node@"));
        expect(
          nodes.filter((step) => step.with?.["package-manager-cache"] !== false),
        ).to.deep.equal([]);
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
    expect(Object.fromEntries(rights)).to.deep.equal({
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
    expect(secrets).to.deep.equal(["CLOUDFLARE_READ_TOKEN"]);
    const steps = stepsOf("docs/workflows/github-plan.yml");
    const names = steps.map(({ name, uses, run }) => name ?? uses?.split("@")[0] ?? run);
    expect(names).to.deep.equal([
      "actions/checkout",
      "actions/setup-node",
      "npm ci",
      "Install Pulumi",
      "aws-actions/configure-aws-credentials",
      "Preview",
      "actions/upload-artifact",
    ]);
    const withSecrets = steps.filter(({ env }) => JSON.stringify(env ?? {}).includes("secrets."));
    expect(withSecrets.map(({ name }) => name)).to.deep.equal(["Preview"]);
  });

  it("say that the review is no security gate", () => {
    for (const file of ["github-review.yml", "gitlab-review.yml"]) {
      expect(workflowText(`docs/workflows/${file}`)).to.match(
        /^# It informs and is no security gate/m,
      );
    }
    expect(workflowText("docs/review.md")).to.match(/no security gate/);
  });

  it("review in one way here and at users, but for where the review comes from", () => {
    const [own, users] = [".github/workflows/review.yml", "docs/workflows/github-review.yml"].map(
      (file) =>
        stepsOf(file).filter(({ name }) => name !== undefined && name !== "Install the review"),
    );
    const command = /^.* review .*plans\/\*\.json/m;
    const alike = (steps = own) =>
      steps?.map((step) => ({ ...step, run: step.run?.replace(command, "review") }));
    expect(own?.length).to.equal(5);
    expect(alike(own)).to.deep.equal(alike(users));
  });

  it("of GitLab are in two parts, of which only the one without a preview has a token", () => {
    const plan = workflowText("docs/workflows/gitlab-plan.yml");
    const review = workflowText("docs/workflows/gitlab-review.yml");
    expect(plan).to.not.match(/REVIEW_TOKEN|PRIVATE-TOKEN|CI_JOB_TOKEN/);
    expect(review).to.not.match(/pulumi preview/);
    expect(() => [plan, review].map((text) => parse(text) as unknown)).to.not.throw();
  });
});
