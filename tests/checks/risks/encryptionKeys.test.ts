import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, reviewSteps, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { database, ecsService, encryptionKey, keyAlias, secret, table } = modelTypes;
const { targetGroup, taskDefinition } = modelTypes;

const arn = {
  key: "arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-1111-2222-3333-444455556666",
  other: "arn:aws:kms:eu-west-1:111122223333:key/99999999-1111-2222-3333-444455556666",
  secret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-AbCdEf",
  table: "arn:aws:dynamodb:eu-west-1:111122223333:table/shop-carts",
};
const address = "shop.abcdefghijkl.eu-west-1.rds.amazonaws.com";
const container = {
  ...{ name: "shop", image: "shop:4", portMappings: [{ containerPort: 8080 }] },
  environment: [
    { name: "DATABASE_URL", value: `postgres://shop@${address}:5432/shop` },
    { name: "CARTS", value: arn.table },
  ],
  secrets: [{ name: "PASSWORD", valueFrom: arn.secret }],
};
const shop = (...steps: readonly Step[]): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets({ targetType: "ip" })))],
  {
    ...same(taskDefinition, "shop", {
      ...{ family: "shop", networkMode: "awsvpc", cpu: "512", memory: "1024" },
      containerDefinitions: JSON.stringify([container]),
    }),
    outputs: { arn: "shop:1" },
  },
  same(ecsService, "web", {
    ...{ desiredCount: 3, taskDefinition: "shop:1" },
    networkConfiguration: { subnets: ["p"], securityGroups: ["tasks"] },
    loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
  }),
  ...steps,
];
const keyed = (step: Step): Step => ({ ...step, outputs: { arn: arn.key } });
const key = (more: object = {}): object => ({ description: "data of the shop", ...more });
const gone = keyed(goes(encryptionKey, "data", key()));
const base = (kmsKeyId: string): Step => ({
  ...same(database, "db", { identifier: "shop", engine: "postgres", kmsKeyId }),
  outputs: { address },
});
const held = (kmsKeyId: string): Step => ({
  ...same(secret, "password", { name: "shop/db", kmsKeyId }),
  outputs: { arn: arn.secret },
});
const lost = ["high dependency-lost www.example.com"];

describe("the risks of keys of KMS that encrypt what applications need", () => {
  judgesAsExpected([
    ["goes, and a database is encrypted with it", shop(gone, base(arn.key)), lost],
    [
      "is disabled, and a database is encrypted with it",
      shop(keyed(becomes(encryptionKey, "data", key(), key({ isEnabled: false }))), base(arn.key)),
      lost,
    ],
    [
      "is enabled again",
      shop(
        keyed(becomes(encryptionKey, "data", key({ isEnabled: false }), key({ isEnabled: true }))),
        base(arn.key),
      ),
      [],
    ],
    [
      "turns its material once a year",
      shop(
        keyed(becomes(encryptionKey, "data", key(), key({ enableKeyRotation: true }))),
        base(arn.key),
      ),
      [],
    ],
    [
      "goes, and the database is encrypted with another one",
      shop(gone, base(arn.other)),
      [],
      ["data: "],
    ],
    [
      "is forgotten by Pulumi and stays",
      shop({ ...gone, retainOnDelete: true }, base(arn.key)),
      [],
    ],
    [
      "goes, and a table is encrypted with it by an alias",
      shop(
        gone,
        { ...same(keyAlias, "data", { name: "alias/shop-data", targetKeyId: arn.key }) },
        {
          ...same(table, "carts", {
            ...{ name: "shop-carts" },
            serverSideEncryption: { enabled: true, kmsKeyArn: "alias/shop-data" },
          }),
          outputs: { arn: arn.table },
        },
      ),
      lost,
    ],
    [
      "goes, and a secret that tasks read is encrypted with it",
      shop(gone, held(arn.key)),
      ["medium tasks-unstartable www.example.com"],
    ],
    [
      "goes, and a secret comes to be encrypted with another one",
      shop(gone, {
        ...becomes(
          secret,
          "password",
          { name: "shop/db", kmsKeyId: arn.key },
          { name: "shop/db", kmsKeyId: arn.other },
        ),
        outputs: { arn: arn.secret },
      }),
      [],
      ["data: ", "password: kmsKeyId"],
    ],
    [
      "has another policy",
      shop(
        keyed(becomes(encryptionKey, "data", key({ policy: "{}" }), key({ policy: "{ }" }))),
        base(arn.key),
      ),
      [],
      ["data: policy"],
    ],
  ]);

  it("says what becomes of what it encrypts, and how the key comes back", () => {
    const [risk] = reviewSteps(shop(gone, base(arn.key))).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "The key data is scheduled for deletion by this update and can be used for nothing from then on, while it encrypts the database db, which web needs: AWS stops it, or it answers nobody any more, at the latest when it needs the key again, and visitors of www.example.com get Error 500, 502, 503 or 504 until the key can be used again.",
    );
  });
});
