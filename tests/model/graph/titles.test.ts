import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { modelType } from "../../../model/graph/resourceTypes";
import { everyProperty, type ModelObject, type ModelValue } from "../../../model/graph/resources";
import { regionOf, title } from "../../../model/graph/title";
import { resource } from "../resource";

const called = (properties: ModelObject) => resource("pool", "logical", properties);

describe("a resource", () => {
  it("is called by its name at the provider, or else by its logical name", () => {
    const names: readonly ModelValue[] = ["shop", unknownValue, null, ["shop"]];
    expect(names.map((name) => title(called({ name })))).to.deep.equal([
      ...["shop", "logical", "logical", "logical"],
    ]);
    expect(title(called({}))).to.equal("logical");
    expect(title(undefined)).to.equal("");
  });

  it("stands in the region that it says", () => {
    expect(regionOf(called({ region: "eu-west-1" }))).to.equal("eu-west-1");
    expect(regionOf(called({ region: unknownValue }))).to.equal(unknownValue);
    expect([regionOf(called({})), regionOf(undefined)]).to.deep.equal([undefined, undefined]);
  });

  it("gives all its properties", () => {
    expect(everyProperty(called({ name: "shop", enabled: true }))).to.deep.equal({
      ...{ name: "shop", enabled: true },
    });
  });

  it("is of a type of the model under each of its tokens, and of none under another", () => {
    const tokens = [
      ...["cloudflare:index/dnsRecord:DnsRecord", "cloudflare:index/record:Record"],
      ...["lb", "alb", "applicationloadbalancing", "elasticloadbalancingv2"].map(
        (module) => `aws:${module}/targetGroup:TargetGroup`,
      ),
      ...["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "aws:ec2/defaultVpc:DefaultVpc"],
    ];
    expect(tokens.map(modelType)).to.deep.equal([
      ...["dnsRecord", "dnsRecord", "targetGroup", "targetGroup", "targetGroup", "targetGroup"],
      ...["securityGroup", "vpc"],
    ]);
    expect(
      ["aws:elb/targetGroup:TargetGroup", "aws:glue/job:Job", "", "constructor"].map(modelType),
    ).to.deep.equal([undefined, undefined, undefined, undefined]);
  });
});
