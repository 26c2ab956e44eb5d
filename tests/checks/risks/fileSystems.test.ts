import { modelTypes } from "../../../model/graph/resourceTypes";
import { goes, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { accessPoint, ecsService, fileSystem, targetGroup, taskDefinition } = modelTypes;

const shop = (efs: object, ...steps: readonly Step[]): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets({ targetType: "ip" })))],
  {
    ...same(taskDefinition, "shop", {
      ...{ family: "shop", networkMode: "awsvpc", cpu: "512", memory: "1024" },
      containerDefinitions: JSON.stringify([
        {
          ...{ name: "shop", image: "shop:4", portMappings: [{ containerPort: 8080 }] },
          mountPoints: [{ sourceVolume: "media", containerPath: "/var/www/media" }],
        },
      ]),
      volumes: [{ name: "media", efsVolumeConfiguration: efs }],
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
const media: Step = { ...same(fileSystem, "media", { encrypted: true }), id: "fs-0a1b" };
const point: Step = {
  ...goes(accessPoint, "media", { fileSystemId: "fs-0a1b", rootDirectory: { path: "/media" } }),
  id: "fsap-0c2d",
};
const bound = (accessPointId: string): object => ({
  fileSystemId: "fs-0a1b",
  ...{ transitEncryption: "ENABLED", authorizationConfig: { accessPointId, iam: "ENABLED" } },
});

describe("the risks of file systems that tasks mount", () => {
  judgesAsExpected([
    [
      "their access point goes",
      shop(bound("fsap-0c2d"), media, point),
      ["medium tasks-unstartable www.example.com"],
    ],
    ["another access point goes", shop(bound("fsap-9999"), media, point), [], ["media: "]],
  ]);
});
