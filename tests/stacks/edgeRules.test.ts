import { assert, expect } from "chai";
import { configOf, environmentOf, runStack, type StackConfig } from "./program";

type Fields = Readonly<Record<string, unknown>>;

const secret = "0123456789abcdef0123456789abcdef";
const secrets: Partial<StackConfig> = {
  values: { "steady-edge:originHeader": secret, "steady-edge:short": "hush" },
  secretKeys: ["steady-edge:originHeader", "steady-edge:short"],
};

const run = (edgeRules: object) =>
  runStack(false, "dev", configOf({ ...environmentOf("dev"), edgeRules }, secrets));

async function refusal(edgeRules: object): Promise<string[]> {
  const { refusal: refused, declared } = await run(edgeRules);
  assert.instanceOf(refused, Error);
  expect(declared).to.deep.equal([]);
  return refused.message.split("\n").slice(1);
}

describe("the rules of an environment's zone", () => {
  it("are declared once, with the headers that origins are shown", async () => {
    const {
      declared,
      refusal: refused,
      errors,
    } = await run({
      redirects: [
        { key: "www", when: 'http.host eq "www.example.com"', toHostname: "example.com" },
      ],
      originSecretHeaders: { web: { valueConfigKey: "originHeader" } },
    });
    expect([refused, errors]).to.deep.equal([undefined, []]);
    const rulesets = declared.filter(({ type }) => type.endsWith(":Ruleset"));
    expect(rulesets.map(({ name }) => name).sort()).to.deep.equal([
      "dev-rules-rules-http_request_dynamic_redirect",
      "dev-rules-rules-http_request_late_transform",
    ]);
    const [late] = rulesets.filter(({ name }) => name.endsWith("late_transform"));
    // Mocks are told of a secret at the top of its property; the engine keeps it where it is.
    const { secret: rules } = late?.inputs.rules as { secret: Fields[] };
    const [rule] = rules;
    expect(rule).to.deep.include({
      ref: "origin-secret-headers-web",
      expression: 'http.host in {"dev.example.com"}',
      action: "rewrite",
    });
    expect(rule?.actionParameters).to.deep.equal({
      headers: { "x-origin-secret": { operation: "set", value: secret } },
    });
  });

  it("are refused with what is wrong at its own place, and no secret is shown", async () => {
    const lines = await refusal({
      cacheRules: [{ key: "all", when: "http.host eq", edgeTtlSeconds: 60, bypassCookies: [] }],
      originSecretHeaders: {
        web: { valueConfigKey: "short" },
        shop: { valueConfigKey: "originHeader" },
      },
    });
    expect(lines.join("\n")).not.to.contain("hush");
    expect(lines.map((line) => line.replace(/; got .*/, ""))).to.deep.equal([
      "  - edgeRules.originSecretHeaders.web.valueConfigKey must be a secret of 16 to 128 characters",
      "  - edgeRules.originSecretHeaders.shop must be one of web",
      "  - edgeRules.cacheRules[0].edgeTtlSeconds must be 0, or 7200 to 31536000 seconds on the plan free",
      '  - edgeRules.cacheRules[0].when must have a string ("…" or r"…") at line 1, column 13',
    ]);
  });

  it("name secrets that are set as such, and hold none", async () => {
    expect(
      await refusal({
        monitorAllowance: {
          addresses: ["203.0.113.9"],
          secretHeaderName: "x-probe",
          secretHeaderValueConfigKey: "none",
        },
        originSecretHeaders: { web: { valueConfigKey: "unset" } },
      }),
    ).to.deep.equal([
      "  - edgeRules.originSecretHeaders.web.valueConfigKey must name a secret of this stack's configuration; got nothing. Set it with pulumi config set --secret steady-edge:<name>",
      "  - edgeRules.monitorAllowance.secretHeaderValueConfigKey must name a secret of this stack's configuration; got nothing. Set it with pulumi config set --secret steady-edge:<name>",
    ]);
    const [value] = await refusal({
      monitorAllowance: { addresses: ["203.0.113.9"], secretHeaderValue: secret },
    });
    expect(value).not.to.contain(secret);
  });
});
