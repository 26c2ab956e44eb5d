import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import {
  awsModulesWithoutPart,
  awsNewWithoutPart,
  awsTypesWithoutPart,
} from "../../../model/judged/awsNoPart";
import { cloudflareTypesWithoutPart } from "../../../model/judged/cloudflareNoPart";
import { goingCloudflareTypes } from "../../../model/judged/cloudflareReadTypes";
import { standingOf } from "../../../model/judged/standing";
import { equalsGolden } from "../../support/golden";
import { declaredTypes, Declared } from "./declared";

const aws = declaredTypes("aws");
const cloudflare = declaredTypes("cloudflare");
const tls = declaredTypes("tls");
const declared = new Declared();

/** The types that the tables list by name or that the model holds, and that have rules for properties. */
const readTypes = [...aws, ...cloudflare, ...tls].filter(
  (token) => standingOf(token).part === "read",
);

describe("what the judge says of every type of the installed SDKs", () => {
  it("finds the types of both", () => {
    expect(aws.length, `${aws.length}`).to.be.above(1_500);
    expect(cloudflare.length, `${cloudflare.length}`).to.be.above(250);
    expect(aws).to.include("aws:ec2/networkAcl:NetworkAcl");
    expect(cloudflare).to.include("cloudflare:index/workersScript:WorkersScript");
  });

  it("reads every type of the model, and no type that the SDKs do not have", () => {
    const parts = Object.values(modelTypes).map((token) => standingOf(token).part);
    expect(new Set(parts)).to.deep.equal(new Set(["read"]));
    const named = [...Object.values(modelTypes), ...Object.keys(goingCloudflareTypes)];
    const types = new Set([...aws, ...cloudflare, ...tls]);
    expect(named.filter((token) => !types.has(token))).to.deep.equal([]);
  });

  it("calls nothing without a part that the SDKs do not have or that is read", () => {
    const modules = new Set(aws.map((token) => token.split(/[:/]/)[1] ?? ""));
    const gone = [
      ...Object.keys(awsModulesWithoutPart).filter((module) => !modules.has(module)),
      ...[...Object.keys(awsTypesWithoutPart), ...Object.keys(awsNewWithoutPart)].filter(
        (token) => !aws.includes(token),
      ),
      ...Object.keys(cloudflareTypesWithoutPart).filter(
        (name) => !cloudflare.some((token) => token.startsWith(`cloudflare:index/${name}:`)),
      ),
    ];
    expect(gone).to.deep.equal([]);
    const own = readTypes.filter((token) => {
      const [, module = ""] = token.split(":");
      const [folder = "", name = ""] = module.split("/");
      return (
        Object.hasOwn(awsModulesWithoutPart, folder) ||
        Object.hasOwn(awsTypesWithoutPart, token) ||
        Object.hasOwn(cloudflareTypesWithoutPart, name)
      );
    });
    expect(own).to.deep.equal([]);
  });

  it("never calls a type without a part that can take a site down", () => {
    const dangerous =
      /cloudflare:index\/(worker|snippet|ruleset|pageRule|spectrum|zeroTrustTunnel|tunnel|zeroTrustAccessAppl|accessApplication|zeroTrustAccessPolic|accessPolic|accessRule|waitingRoom|customHostname|list|filter|firewallRule|rateLimit|zone|dns|pages|r2|bot|managed|tokenV|apiShield|cloudConnector|regional|argo|emailRoutingDns|emailRoutingSettings|registrar|byoIp|addressMap|turnstile|mtls|certificate|custom)|aws:(ec2|vpc|ec2transitgateway|directconnect|elb|lb|alb|waf|wafv2|wafregional|globalaccelerator|cloudfront|route53|autoscaling|appautoscaling|ecs|eks|lambda|apigateway|apigatewayv2|networkfirewall|shield|acm|acmpca|kms|secretsmanager|ssm|rds|dynamodb|elasticache|servicediscovery|vpclattice|fms|ram|organizations|apprunner|lightsail|elasticbeanstalk|cognito|efs|ebs|sqs|sns|ecr|codedeploy|fis|cloudformation)\//;
    const harmless = new Set(Object.keys(awsTypesWithoutPart));
    const found = [...aws, ...cloudflare].filter(
      (token) => dangerous.test(token) && !harmless.has(token) && standingOf(token).part === "none",
    );
    expect(found).to.deep.equal([]);
  });

  it("does not judge a type, a module or a provider that no table lists, whatever it is called", () => {
    const unknown = [
      ...["aws:ec2/teapot:Teapot", "aws:teapot/teapot:Teapot", "cloudflare:index/teapot:Teapot"],
      ...[
        "kubernetes:apps/v1:Deployment",
        "gcp:compute/instance:Instance",
        "docker:index:Container",
      ],
      ...["command:local:Command", "vault:index/mount:Mount", "pulumi-nodejs:dynamic:Resource"],
      ...[
        "",
        "constructor",
        "aws:constructor/x:X",
        "cloudflare:index/constructor:C",
        "toString:a:b",
      ],
    ];
    expect(unknown.filter((token) => standingOf(token).part !== "not judged")).to.deep.equal([]);
    expect(
      [
        "random:index/randomId:RandomId",
        "null:index/resource:Resource",
        "time:index/sleep:Sleep",
      ].map((token) => standingOf(token).part),
    ).to.deep.equal(["none", "none", "none"]);
  });

  it("names only properties that the SDK declares, each once", async () => {
    const wrong: string[] = [];
    for (const token of readTypes) {
      const standing = standingOf(token);
      const { read, noPart = {}, only } = standing.part === "read" ? standing.type : { read: [] };
      const named = [...read, ...Object.keys(noPart), ...(only ? [only.property] : [])];
      for (const place of named) {
        if (!(await declared.has(token, place))) {
          wrong.push(`${token} ${place}`);
        }
      }
      wrong.push(...read.filter((place) => Object.hasOwn(noPart, place)));
    }
    expect(wrong).to.deep.equal([]);
  });

  it("says of every property of the types that it reads what it is, as written down", async () => {
    const lines: string[] = [];
    for (const token of readTypes) {
      const standing = standingOf(token);
      if (standing.part === "read") {
        const { read, noPart = {} } = standing.type;
        const listed = new Set(
          [...read, ...Object.keys(noPart)].map((place) => place.split(".")[0]),
        );
        const left = (await declared.inputs(token)).filter((name) => !listed.has(name));
        lines.push(
          token,
          `  read: ${[...read].sort().join(" ")}`,
          ...Object.entries(noPart).map(([name, reason]) => `  no part: ${name} (${reason})`),
          `  not judged: ${left.join(" ")}`,
        );
      }
    }
    equalsGolden("judged.txt", `${lines.map((line) => line.trimEnd()).join("\n")}\n`);
  });
});
