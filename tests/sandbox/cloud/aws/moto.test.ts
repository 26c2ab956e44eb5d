import { expect } from "chai";
import { ApiError } from "../../../../sandbox/cloud/calls/apiError";
import type { Outcome } from "../../../../sandbox/cloud/provider/subject";
import { text } from "../../../../sandbox/cloud/values";
import { awsCalls, type AwsAnswer } from "../../../support/python/awsCalls";
import { MotoServer } from "../../../support/python/moto";
import { orSkip } from "../../../support/python/orSkip";
import { DirectCloud } from "../direct";
import { alarmCalls, alarmSteps } from "./alarmComparison";
import { balancerCalls, balancerSteps } from "./balancerComparison";
import type { Step } from "./comparison";
import { motoDifferences } from "./motoDifferences";
import { networkCalls, networkSteps } from "./networkComparison";
import { serviceCalls, serviceSteps } from "./serviceComparison";

/** Writes what AWS makes up as what it is, so that only forms are compared. */
function form(text: string): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<uuid>")
    .replace(/(?<=[-/])[0-9a-f]{16,17}(?![0-9a-f])/g, (digits) => `<${digits.length} hex>`);
}

const calls = [...networkCalls, ...balancerCalls, ...serviceCalls, ...alarmCalls];
const steps = [...networkSteps, ...balancerSteps, ...serviceSteps, ...alarmSteps];

/** What is compared of what was made: a property of its outputs. Defaults to the id. */
const compared: Readonly<Record<string, (made: Outcome) => string>> = {
  balancer: ({ id, outputs }) => `${id} ${text(outputs.dnsName)}`,
  "internal balancer": ({ id, outputs }) => `${id} ${text(outputs.dnsName)}`,
  "network balancer": ({ id, outputs }) => `${id} ${text(outputs.dnsName)}`,
  machines: ({ outputs }) => text(outputs.arn),
  group: ({ outputs }) => text(outputs.arn),
};

/** Where boto3 finds the id of what a call made; what has none is taken, or refused. */
const idAt: Readonly<Record<string, readonly (string | number)[]>> = {
  vpc: ["Vpc", "VpcId"],
  "subnet a": ["Subnet", "SubnetId"],
  group: ["SecurityGroupArn"],
  "rule of a group": ["SecurityGroupRules", 0, "SecurityGroupRuleId"],
  gateway: ["InternetGateway", "InternetGatewayId"],
  table: ["RouteTable", "RouteTableId"],
  acl: ["NetworkAcl", "NetworkAclId"],
  address: ["AllocationId"],
  card: ["NetworkInterface", "NetworkInterfaceId"],
  association: ["AssociationId"],
  "target group": ["TargetGroups", 0, "TargetGroupArn"],
  listener: ["Listeners", 0, "ListenerArn"],
  "listener rule": ["Rules", 0, "RuleArn"],
  template: ["LaunchTemplate", "LaunchTemplateId"],
  certificate: ["CertificateArn"],
  topic: ["TopicArn"],
};
const balancers = new Set(["balancer", "internal balancer", "network balancer"]);

function motoSays(name: string, answers: Readonly<Record<string, AwsAnswer>>): string {
  const said = answers[name];
  if (said === undefined) {
    throw new Error(`moto was not asked for the ${name}`);
  }
  if ("code" in said) {
    return `${said.status} ${said.code}`;
  }
  const at = (keys: readonly (string | number)[], answer: unknown): string =>
    String(keys.reduce((value, key) => (value as Record<string | number, unknown>)[key], answer));
  if (balancers.has(name)) {
    const balancer = ["LoadBalancers", 0];
    const read = (key: string): string => at([...balancer, key], said.answer);
    return form(`${read("LoadBalancerArn")} ${read("DNSName")}`);
  }
  if (name === "machines") {
    const known = answers["machines as they are"];
    const keys = ["AutoScalingGroups", 0, "AutoScalingGroupARN"];
    return known !== undefined && "answer" in known ? form(at(keys, known.answer)) : "unknown";
  }
  const keys = idAt[name];
  return keys === undefined ? "taken" : form(at(keys, said.answer));
}

async function standInSays(
  direct: DirectCloud,
  step: Step,
  made: Map<string, Outcome>,
): Promise<string> {
  const madeBefore = (name: string): Outcome => {
    const found = made.get(name);
    if (found === undefined) {
      throw new Error(`nothing made the ${name}`);
    }
    return found;
  };
  try {
    if ("goes" in step) {
      await direct.delete(step.type, madeBefore(step.goes));
      return "taken";
    }
    const outcome = await direct.create(
      step.type,
      step.inputs((name) => madeBefore(name).id),
    );
    made.set(step.name, outcome);
    const isCompared = step.name in idAt || step.name in compared;
    return isCompared ? form((compared[step.name] ?? (({ id }) => id))(outcome)) : "taken";
  } catch (error) {
    if (error instanceof ApiError) {
      return `${error.status} ${error.code ?? "-"}`;
    }
    throw error;
  }
}

describe("the stand-in AWS beside moto", function () {
  this.timeout(300_000);
  let answers: Readonly<Record<string, AwsAnswer>>;
  const own = new Map<string, string>();

  before(async function () {
    const moto = await orSkip(this, MotoServer.start());
    try {
      answers = await awsCalls(moto.url, calls);
    } finally {
      await moto.stop();
    }
    // What stands in the user's account is known, so that what does not can be missing.
    const direct = await DirectCloud.start({ networks: [] });
    const made = new Map<string, Outcome>();
    try {
      for (const step of steps) {
        own.set(step.name, await standInSays(direct, step, made));
      }
    } finally {
      await direct.stop();
    }
  });

  it("is asked the same", () => {
    const asked = calls.map(({ name }) => name).filter((name) => name !== "machines as they are");
    expect(steps.map(({ name }) => name)).to.deep.equal(asked);
  });

  for (const { name } of steps) {
    const difference = motoDifferences[name];
    it(`${difference === undefined ? "says the same of" : "differs, for a reason, in"} the ${name}`, () => {
      const both = { moto: motoSays(name, answers), standIn: own.get(name) };
      expect(both).to.deep.equal(
        difference === undefined
          ? { moto: both.standIn, standIn: both.standIn }
          : { moto: difference.moto, standIn: difference.standIn },
      );
    });
  }

  it("differs in nothing else", () => {
    const names = steps.map(({ name }) => name);
    expect(Object.keys(motoDifferences).filter((name) => !names.includes(name))).to.deep.equal([]);
  });
});
