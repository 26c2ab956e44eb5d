import { expect } from "chai";
import { readPlan } from "../../../model/plan/planFile";
import { reviewAsHtml, reviewAsJson, reviewAsMarkdown, type Review } from "../../../checks/report";
import { preview, reviewOf, reviewSteps, type Step } from "./plans";

const formats = { markdown: reviewAsMarkdown, html: reviewAsHtml, json: reviewAsJson };

function assertNowhere(review: Review, secrets: readonly string[]): void {
  for (const [format, write] of Object.entries(formats)) {
    const text = write([review]);
    for (const secret of secrets) {
      expect(text, `${secret} is in ${format}`).to.not.include(secret);
    }
  }
}

const record = { zoneId: "z", name: "a.example.com", type: "TXT" };

describe("secrets in a review", () => {
  const inClear: readonly (readonly [what: string, step: Step, secret: string])[] = [
    [
      "a private key",
      {
        op: "update",
        type: "record",
        name: "r",
        old: record,
        new: {
          ...record,
          content: "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\n-----END PRIVATE KEY-----",
        },
      },
      "MIIEvQIBADAN",
    ],
    [
      "an AWS key within a list",
      {
        op: "update",
        type: "record",
        name: "r",
        old: record,
        new: { ...record, tags: ["x", "key AKIAIOSFODNN7EXAMPLE"] },
      },
      "AKIAIOSFODNN7EXAMPLE",
    ],
    [
      "credentials in a URL",
      {
        op: "update",
        type: "webhook",
        name: "w",
        old: { url: "https://a.example" },
        new: { url: "https://user:hunter2@a.example/hook" },
      },
      "hunter2",
    ],
    [
      "a property that is a secret by its type",
      {
        op: "update",
        type: "webhook",
        name: "w",
        old: { url: "https://a.example", secret: "first-one" },
        new: { url: "https://a.example", secret: "second-one" },
      },
      "second-one",
    ],
    [
      "a header that is a credential",
      {
        op: "update",
        type: "monitor",
        name: "m",
        old: { type: "https" },
        new: { type: "https", header: { Authorization: ["Bearer opensesame"] } },
      },
      "opensesame",
    ],
    [
      "a credential in a new header of an old set",
      {
        op: "update",
        type: "monitor",
        name: "m",
        old: { header: { Host: ["a"] } },
        new: { header: { Host: ["a"], "X-Api-Key": ["opensesame"] } },
      },
      "opensesame",
    ],
    [
      "a token in a name",
      { op: "create", type: "record", name: `ghp_${"a".repeat(36)}`, new: record },
      `ghp_${"a".repeat(36)}`,
    ],
  ];
  const launch = "aws:ec2/launchTemplate:LaunchTemplate";
  const script = `#!/bin/sh\nexport GITHUB_TOKEN=ghp_${"a1B2".repeat(9)}\n`;
  const withheld: readonly (readonly [what: string, step: Step, secrets: readonly string[]])[] = [
    [
      "user data of a machine, in base64 too",
      {
        ...{ op: "update", type: launch, name: "l" },
        old: { userData: script },
        new: { userData: Buffer.from(script).toString("base64") },
      },
      ["#!/bin/sh", "ghp_", Buffer.from(script).toString("base64").slice(0, 20)],
    ],
    [
      "the path of a webhook's URL",
      {
        ...{ op: "update", type: "webhook", name: "w" },
        old: { url: "https://hooks.example.com/first-path?a=b" },
        new: { url: "https://me:third-part@hooks.example.com/second-path" },
      },
      ["first-path", "second-path", "third-part"],
    ],
    [
      "a property by its name, wherever it stands",
      {
        ...{ op: "update", type: "own:index:Thing", name: "t" },
        old: { adminPassword: "first-one", deep: [{ clientSecret: "second-one" }] },
        new: { adminPassword: "third-one", deep: [{ clientSecret: "fourth-one" }, "x"] },
      },
      ["first-one", "second-one", "third-one", "fourth-one"],
    ],
    [
      "an API token of no form, by its name",
      {
        ...{ op: "update", type: "own:index:Thing", name: "t" },
        old: { apiToken: "Zq3vT9xLw2Kd8RfYb5Nc7Hj4Mg6Ps1Ua0EoIiXyQ" },
        new: { apiKey: "0f1e2d3c4b5a69788796a5b4c3d2e1f0abcde" },
      },
      ["Zq3vT9", "0f1e2d"],
    ],
  ];
  for (const [what, step, secrets] of withheld) {
    it(`are not shown where they may stand: ${what}`, () => {
      assertNowhere(reviewSteps([step]), secrets);
    });
  }

  it("leave the host of a webhook's URL, and say that a text is not shown", () => {
    const [user, hook] = withheld.map(([, step]) => step) as [Step, Step];
    expect(reviewAsMarkdown([reviewSteps([user])])).to.match(
      /`userData`: a text that is not shown, for it may hold secrets → a text that is not shown/,
    );
    expect(reviewAsMarkdown([reviewSteps([hook])])).to.match(
      /`url`: `https:\/\/hooks\.example\.com\/…` → `https:\/\/hooks\.example\.com\/…`/,
    );
  });

  it("are not shown as the names of a project, a stack and a resource, in the hidden mark too", () => {
    const token = `ghp_${"a1B2".repeat(9)}`;
    const step = { op: "create", type: "record", name: "r", new: { ...record, name: token } };
    const json = JSON.stringify(preview([step])).replaceAll(
      "production::shop",
      `${token}::${token}`,
    );
    assertNowhere(reviewOf(readPlan(json)), [token]);
  });

  it("are a finding in user data, in clear and in base64, and by a property's name where they look random", () => {
    const found = (type: string, inputs: object): string[] =>
      reviewSteps([{ op: "create", type, name: "x", new: inputs }])
        .findings.filter(({ id }) => id === "secret-in-plain-text")
        .map(({ breach }) => breach.message.replace(/^.*; got /, ""));
    expect(found(launch, { userData: script })).to.deep.equal(["a GitHub token in clear"]);
    expect(found(launch, { userData: Buffer.from(script).toString("base64") })).to.deep.equal([
      "a GitHub token in base64 in clear",
    ]);
    expect(found("own:index:Thing", { apiToken: "Zq3vT9xLw2Kd8RfYb5Nc7Hj4Mg6Ps1" })).to.deep.equal([
      "its content in clear",
    ]);
    expect(found(launch, { userData: "#!/bin/sh\ndnf install -y nginx\n" })).to.deep.equal([]);
    expect(found(launch, { metadataOptions: { httpTokens: "required" } })).to.deep.equal([]);
    expect(found("webhook", { url: "https://hooks.example.com/a/b" })).to.deep.equal([]);
  });

  for (const [what, step, secret] of inClear) {
    it(`are not shown though nothing marks them: ${what}`, () => {
      assertNowhere(reviewSteps([step]), [secret]);
    });
  }

  it("are not shown where the engine marks them, encrypted, blinded or in clear", () => {
    const signature = "4dabf18193072939515e22adb298388d";
    const kind = "1b47061264138c4ac30d75fd1eb44270";
    const marked = (more: object): object => ({ [signature]: kind, ...more });
    const step = {
      op: "update",
      type: "record",
      name: "r",
      old: { ...record, content: marked({ ciphertext: "v1:AAAA:zzcipher" }) },
      new: { ...record, content: marked({ plaintext: '"zzplain"' }), comment: "[secret]" },
    };
    const review = reviewSteps([step]);
    assertNowhere(review, ["zzcipher", "zzplain"]);
    expect(reviewAsMarkdown([review])).to.match(/ {2}- `comment`: not set → a secret\n/);
  });

  it("are not shown out of the messages of debug events, nor of errors", () => {
    const step = { op: "create", type: "record", name: "r", new: record };
    const json = {
      ...preview([step]),
      diagnostics: [
        { severity: "debug", message: "token zztoken" },
        { severity: "error", message: "cannot use AKIAIOSFODNN7EXAMPLE" },
      ],
    };
    const review = reviewOf(readPlan(JSON.stringify(json)));
    assertNowhere(review, ["zztoken", "AKIAIOSFODNN7EXAMPLE"]);
    expect(reviewAsMarkdown([review])).to.match(
      /The engine said: `cannot use \[secret: an AWS access key\]`/,
    );
  });
});
