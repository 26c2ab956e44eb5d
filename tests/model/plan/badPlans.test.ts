import { expect } from "chai";

import { UnreadablePlan } from "../../../model/plan/unreadablePlan";
import { readPlan } from "../../../model/plan/planFile";
import { fromPreviewJson } from "../../../model/plan/previewJson";
import { fromStackExport } from "../../../model/plan/stackExport";
import { planText } from "../fixtures";

const preview = planText("ssl-full");
const exported = planText("state-after-first-deployment");
const kinds = "a preview's JSON, an event log or an exported state of Pulumi";
const make = "Make one with: pulumi preview --json";
const cutOff = "Write the file again and see that the command that makes it ends well";

describe("input that is no plan", () => {
  const cases: [string, string, string][] = [
    ["an empty file", "", `plan must be ${kinds}; got an empty file. ${make}`],
    ["white space", " \n", `plan must be ${kinds}; got an empty file. ${make}`],
    [
      "the text that people read",
      "Previewing update (production):\n",
      `plan must be ${kinds}; got text that is not JSON. Keep standard error out of the file, and make it with: pulumi preview --json`,
    ],
    [
      "a preview cut off",
      preview.slice(0, 3000),
      `plan must be ${kinds}; got JSON that is cut off or damaged. ${cutOff}`,
    ],
    [
      "a list cut off",
      "[{",
      `plan must be ${kinds}; got JSON that is cut off or damaged. ${cutOff}`,
    ],
    [
      "a plan of Terraform",
      '{"format_version":"1.2","terraform_version":"1.9.0","resource_changes":[]}',
      `plan must be ${kinds}; got a plan or state of Terraform. Make one with: pulumi preview --json`,
    ],
    [
      "a template of CloudFormation",
      '{"AWSTemplateFormatVersion":"2010-09-09"}',
      `plan must be ${kinds}; got something of CloudFormation. Make one with: pulumi preview --json`,
    ],
    [
      "an object of something else",
      '{"name":"x","version":"1"}',
      `plan must be ${kinds}; got an object with name, version. Make one with: pulumi preview --json`,
    ],
    [
      "an empty object",
      "{}",
      `plan must be ${kinds}; got an empty object. Make one with: pulumi preview --json`,
    ],
    ["a number", "42", `plan must be ${kinds}; got 42. Make one with: pulumi preview --json`],
    ["null", "null", `plan must be ${kinds}; got null. Make one with: pulumi preview --json`],
    [
      "a list of something else",
      "[1,2]",
      "plan must be engine events, as the Automation API gives them or an event log holds them; got a JSON list of something else. Make one with: pulumi preview --json",
    ],
    ["an empty list", "[]", `plan must be ${kinds}; got an empty list. ${make}`],
    [
      "the lines of another tool",
      '{"@module":"terraform.ui","terraform":"1.9.0"}\n{"type":"planned_change"}\n',
      `plan must be ${kinds}; got a plan or state of Terraform. ${make}`,
    ],
    [
      "a saved plan of an update",
      '{"manifest":{},"resourcePlans":{}}',
      `plan must be ${kinds}; got what pulumi preview --save-plan writes. ${make}`,
    ],
    [
      "an event log that is cut off",
      '\n{"sequence":0,"preludeEvent":{}}\n{"sequence":1,"summ',
      `line 3 must be an engine event; got JSON that is cut off or damaged. ${cutOff}`,
    ],
    [
      "steps that are no list",
      '{"steps":{}}',
      'steps must be a list of objects; got "object". A newer engine may write it otherwise: update this package',
    ],
    [
      "a step without a URN",
      '{"steps":[{"op":"same"}]}',
      "steps[0] must have an op and a urn, both texts; got an object with op. A newer engine may write it otherwise: update this package",
    ],
    [
      "a state of a newer version",
      '{"version":99,"deployment":{"resources":[]}}',
      "version must be one of 3 and 4; got 99. A newer engine wrote this state: update this package",
    ],
    [
      "a state of an older version",
      '{"version":2,"deployment":{"resources":[]}}',
      "version must be one of 3 and 4; got 2. Export the state again with a current Pulumi",
    ],
    [
      "resources that are no objects",
      '{"version":3,"deployment":{"resources":["x"]}}',
      'deployment.resources must be a list of objects; got "x". A newer engine may write it otherwise: update this package',
    ],
  ];
  for (const [title, text, message] of cases) {
    it(`refuses ${title}`, () => {
      expect(() => readPlan(text))
        .to.throw()
        .that.satisfies((error: unknown) => {
          expect(error).to.be.instanceOf(UnreadablePlan);
          expect((error as Error).message).to.equal(message);
          return true;
        });
    });
  }

  it("refuses the state of another stack as the state before", () => {
    const other = exported.replaceAll("urn:pulumi:production::shop::", "urn:pulumi:dev::shop::");
    expect(() => fromPreviewJson(preview, other))
      .to.throw()
      .that.includes({
        message:
          "base must be the state of shop/production, which the plan is about; got the state of shop/dev. Make it with: pulumi stack export --stack production",
      });
  });

  const bases: [string, string, string][] = [
    [
      "a preview",
      preview,
      "base must be the output of `pulumi stack export`; got an object with config, steps, diagnostics, duration. Make one with: pulumi stack export",
    ],
    [
      "a state cut off",
      exported.slice(0, 3000),
      `base must be the output of \`pulumi stack export\`; got JSON that is cut off or damaged. ${cutOff}`,
    ],
    [
      "a state of a newer version",
      '{"version":99,"deployment":{}}',
      "base.version must be one of 3 and 4; got 99. A newer engine wrote this state: update this package",
    ],
    [
      "resources that are no list",
      '{"version":3,"deployment":{"resources":{}}}',
      'base.deployment.resources must be a list of objects; got "object". A newer engine may write it otherwise: update this package',
    ],
    [
      "operations that are no list",
      '{"version":3,"deployment":{"pending_operations":{}}}',
      'base.deployment.pending_operations must be a list of objects; got "object". A newer engine may write it otherwise: update this package',
    ],
  ];
  for (const [title, base, message] of bases) {
    it(`refuses ${title} as the state before`, () => {
      expect(() => fromPreviewJson(preview, base))
        .to.throw()
        .that.includes({ name: "UnreadablePlan", message });
    });
  }

  it("never fails otherwise, whatever is cut off where", () => {
    for (let length = 0; length < preview.length; length += 97) {
      expect(() => readPlan(preview.slice(0, length)), `${length}`).to.throw(UnreadablePlan);
    }
  });
});

describe("input that is a plan in spite of all", () => {
  it("may begin with a byte order mark", () => {
    expect(readPlan(`\uFEFF${preview}`).changes).to.have.lengthOf(1);
  });

  it("may be a preview that failed", () => {
    const failed = {
      config: {},
      diagnostics: [{ severity: "error", message: "no such stack" }],
      duration: 1,
    };
    const plan = fromPreviewJson(failed);
    expect([plan.failures, plan.project]).to.deep.equal([
      [{ message: "no such stack" }],
      undefined,
    ]);
  });

  it("may be an empty state", () => {
    const plan = fromStackExport({ version: 3, deployment: {} });
    expect([plan.before, plan.project]).to.deep.equal([[], undefined]);
  });

  it("may be a state in the middle of something", () => {
    const urn = "urn:pulumi:a::b::aws:ec2/vpc:Vpc::v";
    const resource = { urn, type: "aws:ec2/vpc:Vpc", custom: true, inputs: {} };
    const plan = fromStackExport({
      version: 3,
      deployment: {
        resources: [{ ...resource, delete: true }, resource],
        pending_operations: [{ type: "creating", resource }],
      },
    });
    expect(plan.unread).to.deep.equal([
      `an earlier run was interrupted while creating ${urn}: nobody knows if it is done`,
      `an earlier run left ${urn} to be deleted`,
    ]);
    expect(plan.before).to.have.lengthOf(1);
  });

  it("may be a state with resources that nobody can name, which is then not all that there is", () => {
    const urn = "urn:pulumi:production::shop::aws:ec2/vpc:Vpc::v";
    const vpc = { urn, type: "aws:ec2/vpc:Vpc", custom: true, inputs: {} };
    const state = (resources: readonly object[]): object => ({
      version: 3,
      deployment: { resources },
    });
    const told = (resources: readonly object[]): [string[], boolean, number] => {
      const { unread, whole, before } = fromStackExport(state(resources));
      return [[...unread], whole, before.length];
    };
    expect(told([vpc])).to.deep.equal([[], true, 1]);
    expect(told([vpc, { ...vpc, urn: "v" }])).to.deep.equal([
      ["1 resource of the state has no URN that can be read"],
      false,
      1,
    ]);
    expect(
      told([
        { type: vpc.type, then: urn },
        { ...vpc, urn: 5 },
      ]),
    ).to.deep.equal([["2 resources of the state have no URN that can be read"], false, 0]);
    const plan = fromPreviewJson(preview, JSON.stringify(state([vpc, {}])));
    expect([plan.unread, plan.whole]).to.deep.equal([
      ["1 resource of the state has no URN that can be read"],
      false,
    ]);
  });

  it("is told by its content", () => {
    expect(
      [preview, exported, '{"sequence":0,"preludeEvent":{}}\n{"sequence":1,"summaryEvent":{}}'].map(
        (text) => readPlan(text).source,
      ),
    ).to.deep.equal(["preview", "state", "events"]);
  });
});
