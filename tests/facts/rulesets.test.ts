import { expect } from "chai";
import { readFileSync } from "node:fs";
import { actionParameters } from "../../facts/cloudflare/rulesetActions";
import { networkPhases, rulesetPhases } from "../../facts/cloudflare/rulesetPhases";

const installed = require.resolve("@pulumi/cloudflare/types/input.d.ts");

/** The arguments of a type of the installed provider. */
function argumentsOf(type: string): readonly string[] {
  const text = readFileSync(installed, "utf8");
  const [, body = ""] = new RegExp(`interface ${type} \\{\\n([\\s\\S]*?)\\n\\}`).exec(text) ?? [];
  return [...body.matchAll(/^ {4}(\w+)\??: pulumi\.Input</gm)].map(([, name]) => name ?? "");
}

describe("the table of actions", () => {
  it("has every parameter that the provider has, and only one more", () => {
    const known = [...new Set([...actionParameters.values()].flat())].sort();
    expect(argumentsOf("RulesetRuleActionParameters").length).to.be.greaterThan(60);
    // `phase` of `skip` is in the documentation alone.
    expect(known.filter((name) => name !== "phase")).to.deep.equal(
      [...argumentsOf("RulesetRuleActionParameters")].sort(),
    );
  });

  it("has the actions of every phase that takes parameters of its own", () => {
    const withParameters = [...actionParameters.keys()];
    const named = Object.values(rulesetPhases).flatMap((phase): readonly string[] =>
      "actions" in phase ? phase.actions : [],
    );
    expect(withParameters.filter((action) => !named.includes(action))).to.deep.equal([]);
  });
});

describe("the table of phases", () => {
  it("has each phase once, and none of packets", () => {
    const phases = Object.keys(rulesetPhases);
    expect(
      phases.filter((phase) => (networkPhases as readonly string[]).includes(phase)),
    ).to.deep.equal([]);
    expect(phases.length).to.equal(19);
  });
});
