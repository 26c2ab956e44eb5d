import { expect } from "chai";
import { otherTypes, pathTypes } from "../../../../facts/resourceTypes";
import { bucketObjectTypes } from "../../../../facts/typesAlike";
import { text, type Properties } from "../../../../sandbox/cloud/values";
import { DirectCloud, refusal } from "../direct";

const { bucket } = otherTypes;
const { trustStore } = pathTypes;

describe("the trust stores of the stand-in AWS", () => {
  let direct: DirectCloud;
  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());

  const store = (more: Properties = {}): Properties => ({
    ...{ name: "pulls", caCertificatesBundleS3Bucket: "elsewhere", caCertificatesBundleS3Key: "a" },
    ...more,
  });

  it("have a name of their own in a region, 26 characters after a prefix", async () => {
    const made = await direct.create(trustStore, store());
    expect(text(made.outputs.arnSuffix)).to.match(/^truststore\/pulls\/[0-9a-f]{16}$/);
    const { status, code } = await refusal(direct.create(trustStore, store()));
    expect([status, code]).to.deep.equal([400, "DuplicateTrustStoreName"]);
    await direct.create(trustStore, store({ region: "eu-west-1" }));
    const { name: _name, ...unnamed } = store();
    const prefixed = await direct.create(trustStore, { ...unnamed, namePrefix: "pulls-" });
    expect(text(prefixed.outputs.name)).to.match(/^pulls-\d{18}[0-9a-f]{8}$/);
  });

  it("are read from an object that must be there, in a bucket that is known", async () => {
    await direct.create(bucket, { bucket: "known" });
    const wanted = store({ caCertificatesBundleS3Bucket: "known" });
    const { status, code } = await refusal(direct.create(trustStore, wanted));
    expect([status, code]).to.deep.equal([400, "CaCertificatesBundleNotFound"]);
    await direct.create(bucketObjectTypes[0], { bucket: "known", key: "a", content: "pem" });
    const made = await direct.create(trustStore, wanted);
    const next = { ...wanted, caCertificatesBundleS3Key: "b" };
    const refused = await refusal(direct.update(trustStore, made, wanted, next));
    expect(refused.code).to.equal("CaCertificatesBundleNotFound");
  });
});
