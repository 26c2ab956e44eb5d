import { expect } from "chai";
import { Neighbours } from "../../../model/graph/neighbours";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";

const vpcType = "aws:ec2/vpc:Vpc";

const resource = (
  key: string,
  properties: ModelObject = {},
  given: Partial<ModelResource> = {},
): ModelResource => ({ key, type: "aws:x/y:Y", name: key, properties, ...given });

/** The keys that belong to one part, for every part. */
function partsOf(...resources: readonly ModelResource[]): string[] {
  const neighbours = new Neighbours([resources]);
  const parts = new Map<string, string[]>();
  for (const { key } of resources) {
    const part = neighbours.partOf(key);
    parts.set(part, [...(parts.get(part) ?? []), key]);
  }
  return [...parts.values()].map((keys) => keys.join(" "));
}

describe("the neighbours of a resource in a plan", () => {
  it("are what it names by id, ARN or in a text of JSON, what it depends on, and theirs", () => {
    const arn = "arn:aws:iam::123456789012:thing/one";
    expect(
      partsOf(
        resource("a", { bId: "b-1" }),
        resource("b", {}, { id: "b-1" }),
        resource("c", { arn }),
        resource("d", { policy: JSON.stringify({ Resource: [arn] }), at: "b-1" }),
        resource("e", {}, { dependencies: ["f"] }),
        resource("f", { size: "large" }),
      ),
    ).to.deep.equal(["a b c d", "e f"]);
  });

  it("end at what many share, which is told of apart", () => {
    const neighbours = new Neighbours([
      [
        resource("vpc", {}, { id: "vpc-1", type: vpcType }),
        resource("one", { vpcId: "vpc-1" }),
        resource("two", { vpcId: "vpc-1" }),
        resource("three", { other: "one-1" }),
      ],
      [resource("one", { vpcId: "vpc-1" }, { id: "one-1" })],
    ]);
    const [one, two] = [neighbours.partOf("one"), neighbours.partOf("two")];
    expect(one).to.not.equal(two);
    expect(neighbours.partOf("three")).to.equal(one);
    expect(["one", "three", "vpc"].map((key) => neighbours.sharedBy(key))).to.deep.equal([
      ["vpc"],
      [],
      ["vpc"],
    ]);
    expect([...neighbours.partsSharing("vpc")].sort()).to.deep.equal([one, two].sort());
    expect([...neighbours.partsSharing("none")]).to.deep.equal([]);
  });
});
