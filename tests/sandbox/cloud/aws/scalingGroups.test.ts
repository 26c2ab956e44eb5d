import { expect } from "chai";
import { pathTypes } from "../../../../facts/resourceTypes";
import { DirectCloud, refusal } from "../direct";

const type = pathTypes.scalingGroup;

describe("the Auto Scaling groups of the stand-in AWS", () => {
  let direct: DirectCloud;
  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());

  it("are known by their name, of which a region has one", async () => {
    const group = { name: "web", minSize: 1, maxSize: 3 };
    const made = await direct.create(type, group);
    expect(made.id).to.equal("web");
    expect(made.outputs.arn).to.match(
      /^arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName\/web$/,
    );
    const { status, code } = await refusal(direct.create(type, group));
    expect([status, code]).to.deep.equal([400, "AlreadyExists"]);
    await direct.create(type, { ...group, region: "eu-west-1" });
    const prefixed = await direct.create(type, { namePrefix: "web-", minSize: 1, maxSize: 3 });
    expect(prefixed.id).to.match(/^web-\d{18}[0-9a-f]{8}$/);
  });

  it("desire their minimum where nobody says, and follow their bounds", async () => {
    const inputs = { name: "web", minSize: 2, maxSize: 6 };
    const made = await direct.create(type, inputs);
    expect(made.outputs.desiredCapacity).to.equal(2);
    const raised = await direct.update(type, made, inputs, { ...inputs, minSize: 4 });
    expect(raised.outputs.desiredCapacity).to.equal(4);
    expect(raised.outputs.arn).to.equal(made.outputs.arn);
    const lowered = { ...inputs, minSize: 0, maxSize: 1 };
    expect((await direct.update(type, raised, inputs, lowered)).outputs.desiredCapacity).to.equal(
      1,
    );
  });

  it("take bounds that move what is desired, and refuse what is newly desired outside", async () => {
    const inputs = { name: "web", minSize: 1, maxSize: 6, desiredCapacity: 5 };
    const made = await direct.create(type, inputs);
    const narrow = { ...inputs, maxSize: 3 };
    await direct.update(type, made, inputs, narrow);
    const account = direct.cloud.account.get(type, "us-east-1/web");
    expect(account?.properties.desiredCapacity).to.equal(3);
    const refused = await refusal(
      direct.update(type, made, inputs, { ...narrow, desiredCapacity: 4 }),
    );
    expect(refused).to.deep.equal({
      status: 400,
      code: "ValidationError",
      words: "Desired capacity:4 must be between the specified min size:1 and max size:3",
    });
  });
});
