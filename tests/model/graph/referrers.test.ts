import { expect } from "chai";
import { networkTypes, pathTypes } from "../../../facts/resourceTypes";
import { Inventory } from "../../../model/graph/inventory";
import { referrers } from "../../../model/graph/referrers";
import { ModelReference } from "../../../model/graph/resources";
import { resource } from "../resource";

const group = resource("securityGroup", "sg-1", {
  ...{ ingress: [{ securityGroups: ["sg-1"] }], vpcId: "vpc-1" },
});
const tokens = ["sg-1", group.key];
const rule = (
  id: string,
  securityGroupId: string,
  referencedSecurityGroupId: string | ModelReference,
) => resource("ingressRule", id, { securityGroupId, referencedSecurityGroupId });
const own = rule("own", "sg-1", "sg-1");
const others = rule("b", "sg-2", "sg-1");
const early = rule("a", "sg-2", new ModelReference([group.key]));
const elsewhere = rule("c", "sg-2", "sg-3");
const belonging = rule("d", "sg-1", "sg-3");
const other = resource("securityGroup", "sg-2", { ingress: [{ securityGroups: ["sg-1"] }] });
const inventory = new Inventory([group, own, others, early, elsewhere, belonging, other]);

describe("who keeps an object from being deleted", () => {
  it("is who names it in such a property, sorted by key, and not what belongs to it", () => {
    const reference = {
      ...{ type: pathTypes.ingressRule, properties: ["referencedSecurityGroupId"] },
      owner: "securityGroupId",
    };
    expect(referrers(inventory, tokens, reference)).to.deep.equal([early, others]);
  });

  it("is also what belongs to nothing, by any of the properties", () => {
    const properties = ["prefixListId", "referencedSecurityGroupId"];
    expect(referrers(inventory, tokens, { type: pathTypes.ingressRule, properties })).to.deep.equal(
      [...[early, others, own]],
    );
    expect(
      referrers(inventory, tokens, { type: pathTypes.ingressRule, properties: ["prefixListId"] }),
    ).to.deep.equal([]);
  });

  it("is not the object itself, by its key or its id", () => {
    const reference = { type: pathTypes.securityGroup, properties: ["ingress.securityGroups"] };
    expect(referrers(inventory, tokens, reference)).to.deep.equal([other]);
    expect(referrers(inventory, ["sg-1"], reference)).to.deep.equal([other]);
    const { id, ...planned } = group;
    expect(id).to.equal("sg-1");
    expect(
      referrers(new Inventory([planned, other]), ["sg-1"], reference).map(({ key }) => key),
    ).to.deep.equal([planned.key, other.key]);
    expect(referrers(new Inventory([planned, other]), tokens, reference)).to.deep.equal([other]);
  });

  it("is nobody of a type that the model does not read", () => {
    const reference = { type: networkTypes.natGateway, properties: ["subnetId"] };
    expect(referrers(inventory, tokens, reference)).to.deep.equal([]);
    expect(
      referrers(inventory, ["vpc-1"], { type: networkTypes.subnet, properties: ["vpcId"] }),
    ).to.deep.equal([]);
  });
});
