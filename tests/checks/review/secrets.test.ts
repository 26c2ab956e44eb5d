import assert from "node:assert/strict";
import { readPlan } from "../../../checks/model/plan/planFile";
import { reviewAsHtml, reviewAsJson, reviewAsMarkdown, type Review } from "../../../checks/review";
import { preview, reviewOf, reviewSteps, type Step } from "./plans";

const formats = { markdown: reviewAsMarkdown, html: reviewAsHtml, json: reviewAsJson };

function assertNowhere(review: Review, secrets: readonly string[]): void {
  for (const [format, write] of Object.entries(formats)) {
    const text = write([review]);
    for (const secret of secrets) {
      assert.equal(text.includes(secret), false, `${secret} is in ${format}`);
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
    assert.match(reviewAsMarkdown([review]), / {2}- `comment`: not set → a secret\n/);
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
    assert.match(
      reviewAsMarkdown([review]),
      /The engine said: `cannot use \[secret: an AWS access key\]`/,
    );
  });
});
