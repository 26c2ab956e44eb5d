import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { originSecretHeader, type OriginSecretHeaderArgs } from "../../../components";
import { isSecret, value } from "../../support/value";

const [former, next] = ["former-secret-of-origins", "next-secret-of-origins-01"];
const hostnames = ["www.example.com", "Shop.Example.com"];

function refusal(args: Partial<OriginSecretHeaderArgs>): string {
  try {
    originSecretHeader({ hostnames, value: former, ...args });
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

describe("originSecretHeader", () => {
  it("says the same to the edge, the monitors and the load balancer, as a secret", async () => {
    const { edgeRule, monitorHeaders, requiredHeader } = originSecretHeader({
      hostnames,
      value: former,
    });
    expect(requiredHeader).to.deep.equal({ name: "x-origin-secret", values: [former] });
    const { actionParameters, ...rule } = edgeRule;
    expect(rule).to.deep.equal({
      description: "Shows origins the secret header x-origin-secret",
      expression: 'http.host in {"www.example.com" "shop.example.com"}',
      ...{ action: "rewrite", enabled: true },
    });
    const sent = pulumi.output(monitorHeaders["x-origin-secret"]);
    expect([await value(sent), await isSecret(sent)]).to.deep.equal([former, true]);
    const edge = pulumi.output(actionParameters);
    expect(await value(edge)).to.deep.equal({
      headers: { "x-origin-secret": { operation: "set", value: former } },
    });
    expect(await isSecret(edge)).to.equal(true);
  });

  it("is changed with both values accepted while one of them is sent", async () => {
    for (const [value_, otherValue] of [
      [former, next],
      [next, former],
    ] as const) {
      const { monitorHeaders, requiredHeader } = originSecretHeader({
        ...{ hostnames, value: value_, otherValue, name: "x-key" },
      });
      expect(requiredHeader).to.deep.equal({ name: "x-key", values: [value_, otherValue] });
      expect(await value(pulumi.output(monitorHeaders["x-key"]))).to.equal(value_);
    }
  });

  it("refuses what cannot be, and shows no value", () => {
    expect(
      refusal({ hostnames: [], name: "CF-Key", value: "short", otherValue: "short" }),
    ).to.equal(
      [
        "Invalid arguments of originSecretHeader:",
        '  - name must begin with neither cf- nor x-cf-, which Cloudflare keeps for itself; got "CF-Key"',
        "  - hostnames must name at least one hostname; got []",
        "  - otherValue must not repeat a value; got the same twice",
        "  - value must be a secret of 16 to 128 characters; got 5 characters",
        "  - otherValue must be a secret of 16 to 128 characters; got 5 characters",
      ].join("\n"),
    );
    expect(refusal({ hostnames: ["*.example.com"], name: "host" })).to.match(
      /hostnames\[0\] must have no wildcard.*\n.*name must be the name of a header of at most 40/,
    );
    expect(refusal({ value: `${former}*` })).to.not.include(former);
  });
});
