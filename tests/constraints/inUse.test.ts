import { expect } from "chai";
import { inUseConstraints, usersOf, type InUseConstraint } from "../../constraints/inUse";
import { brokenRules } from "../../constraints/constraint";
import { networkTypes, pathTypes } from "../../facts/resourceTypes";
import { Inventory } from "../../model/graph/inventory";
import { referrers } from "../../model/graph/referrers";
import { modelType } from "../../model/graph/resourceTypes";
import { ModelReference, type ModelResource } from "../../model/graph/resources";
import type { Properties } from "../../sandbox/cloud/values";
import { DirectCloud, refusal } from "../sandbox/cloud/direct";

/** An object that holds a value at a path, in lists where the name is a plural. */
function nested<Value>(path: string, value: Value): { [name: string]: Nested<Value> } {
  const [name = "", ...rest] = path.split(".");
  const inside: Nested<Value> = rest.length === 0 ? value : nested(rest.join("."), value);
  const isList = name.endsWith("s") && rest[0] !== "*";
  return { [name === "*" ? "WEU" : name]: isList ? [inside] : inside };
}

type Nested<Value> = Value | Nested<Value>[] | { [name: string]: Nested<Value> };

const refusals: Readonly<Record<string, readonly [status: number, code: string | undefined]>> = {
  [pathTypes.pool]: [412, "1005"],
  [pathTypes.monitor]: [412, "1005"],
  [pathTypes.monitorGroup]: [412, "1005"],
  [pathTypes.securityGroup]: [400, "DependencyViolation"],
  [pathTypes.prefixList]: [400, undefined],
  [pathTypes.targetGroup]: [400, "ResourceInUse"],
  [pathTypes.acmCertificate]: [400, "ResourceInUseException"],
  [pathTypes.trustStore]: [400, "TrustStoreInUse"],
  [networkTypes.subnet]: [400, "DependencyViolation"],
  [networkTypes.internetGateway]: [400, "DependencyViolation"],
  [networkTypes.vpc]: [400, "DependencyViolation"],
};

const users = inUseConstraints.flatMap((constraint) =>
  constraint.references.flatMap(({ type, properties, owner }) =>
    properties.map((path) => ({ constraint, type, path, owner })),
  ),
);
const short = (type: string): string => type.split(":")[2] ?? type;

describe("what may not be deleted while others refer to it", () => {
  let direct: DirectCloud;

  before(async () => {
    direct = await DirectCloud.start();
  });

  after(() => direct.stop());

  /** Puts the object there and one that refers to it, and deletes the object. */
  async function deletion({ type }: InUseConstraint, user: string, properties: Properties) {
    const { account } = direct.cloud;
    const id = "it";
    const outputs = { accountId: direct.ids.accountId, region: "eu-west-1" };
    account.put({ type, key: id, id, properties: outputs, secrets: [] });
    account.put({ type: user, key: "user", id: "user", properties, secrets: [] });
    try {
      return await refusal(direct.delete(type, { id, outputs }));
    } finally {
      account.remove(user, "user");
      await direct.delete(type, { id, outputs });
      expect(account.size).to.equal(0);
    }
  }

  it("is one constraint a type, with the API's own refusal", () => {
    expect(
      inUseConstraints.map(({ type, error }) => [
        type,
        [error.status, "code" in error ? error.code : undefined],
      ]),
    ).to.deep.equal(Object.entries(refusals));
  });

  for (const { constraint, type, path, owner } of users) {
    const title = `${short(constraint.type)} by ${path} of ${short(type)}`;

    it(`${title}: the stand-in refuses`, async () => {
      const said = await deletion(constraint, type, nested(path, "it"));
      expect([said.status, said.code]).to.deep.equal(refusals[constraint.type]);
    });

    const user = modelType(type);
    if (user !== undefined) {
      it(`${title}: the model finds who does, and nobody else`, () => {
        const resource = (
          key: string,
          value: string | ModelReference,
          more = {},
        ): ModelResource => {
          const properties = { ...nested(path, value), ...more };
          return { key, id: key, type, name: key, properties };
        };
        const all = [
          resource("a", "it"),
          resource("b", new ModelReference(["urn:it"])),
          resource("c", "other"),
          ...(owner === undefined ? [] : [resource("own", "it", { [owner]: "it" })]),
          resource("it", "it"),
        ];
        const inventory = new Inventory(all);
        const found = usersOf(constraint, {
          referrers: (reference) => referrers(inventory, ["it", "urn:it"], reference),
        });
        expect(found.map(({ key }) => key)).to.deep.equal(["a", "b"]);
      });
    }
  }

  it("goes with its own rules, also those that name it", async () => {
    const { account } = direct.cloud;
    const group = await direct.create(pathTypes.securityGroup, {
      name: "a",
      vpcId: "vpc-0a1b2c3d",
    });
    await direct.create(pathTypes.ingressRule, {
      ...{ securityGroupId: group.id, referencedSecurityGroupId: group.id },
      ...{ ipProtocol: "tcp", fromPort: 80, toPort: 80 },
    });
    await direct.delete(pathTypes.securityGroup, group);
    expect(account.size).to.equal(0);
  });

  it("is said by the API with who refers to it", () => {
    const [constraint] = inUseConstraints;
    const view = (referrers: string[]) => ({ referrers: () => referrers });
    const rules = constraint === undefined ? [] : [constraint];
    expect(brokenRules(rules, { id: "p" }, view([]))).to.deep.equal([]);
    expect(
      brokenRules(rules, { id: "p" }, view(["LoadBalancer l"])).map(({ rule, must, actual }) => [
        ...[rule.id, must, actual],
        typeof rule.answer === "string" ? "" : rule.answer({ id: "p" }, view(["a 1", "b 2"])),
      ]),
    ).to.deep.equal([
      [
        ...["pool/not-in-use", "be named by nothing when it is deleted", '"p"'],
        "pool is referenced by other objects: a 1, b 2",
      ],
    ]);
  });
});
