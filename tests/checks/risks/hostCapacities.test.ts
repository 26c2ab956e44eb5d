import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { capacityProvider, ecsService, launchTemplate, scalingGroup, targetGroup } = modelTypes;

const machines = (more: object = {}): object => ({
  ...{ name: "hosts", minSize: 1, maxSize: 6, desiredCapacity: 4, ...more },
});
const service = (more: object): object => ({
  ...{ cluster: "apps", desiredCount: 6, taskDefinition: "shop:1", ...more },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
});
const provided = { capacityProviderStrategies: [{ capacityProvider: "machines", weight: 1 }] };
const provider = same(capacityProvider, "machines", {
  ...{ name: "machines", autoScalingGroupProvider: { autoScalingGroupArn: "hosts" } },
});
const site = (...steps: readonly Step[]): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets())), provider, ...steps],
];
const web = same(ecsService, "web", service(provided));
const hosts = (step: Step): Step => ({ ...step, outputs: { arn: "hosts" } });
const joining = same(launchTemplate, "lt", {
  userData: Buffer.from("#!/bin/bash\necho ECS_CLUSTER=apps >> /etc/ecs/ecs.config\n").toString(
    "base64",
  ),
});
const joined = { launchTemplate: { id: "lt", version: "$Latest" } };
const anew: Step = {
  ...{ op: "replace", type: scalingGroup, name: "hosts", id: "hosts", isMadeAnew: true },
  ...{ old: machines(), new: machines({ name: "hosts-2" }), replaceReasons: ["name"] },
};

describe("the risks of machines that carry the tasks of a service", () => {
  judgesAsExpected([
    [
      "they go",
      site(web, hosts(goes(scalingGroup, "hosts", machines()))),
      ["high capacity-none web"],
    ],
    [
      "they become fewer",
      site(
        web,
        hosts(becomes(scalingGroup, "hosts", machines(), machines({ desiredCapacity: 2 }))),
      ),
      ["medium capacity-lowered web"],
    ],
    [
      "they become more",
      site(
        web,
        hosts(becomes(scalingGroup, "hosts", machines(), machines({ desiredCapacity: 6 }))),
      ),
      [],
    ],
    ["they come anew, the new ones first", site(web, hosts(anew)), ["medium targets-gap web"]],
    [
      "those go that carry the tasks of no service behind a listener",
      site(
        same(ecsService, "web", service({ launchType: "FARGATE" })),
        hosts(goes(scalingGroup, "hosts", machines())),
      ),
      [],
    ],
    [
      "those go whose tasks another provider carries from then on",
      site(
        becomes(
          ...([ecsService, "web", service(provided)] as const),
          service({ capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }] }),
        ),
        hosts(goes(scalingGroup, "hosts", machines())),
      ),
      [],
      ["web: capacityProviderStrategies[0].capacityProvider"],
    ],
    [
      "those become fewer that join the cluster by themselves",
      site(
        ...[joining, same(ecsService, "web", service({ launchType: "EC2" }))],
        becomes(
          ...([scalingGroup, "hosts", machines(joined)] as const),
          machines({ ...joined, desiredCapacity: 1 }),
        ),
      ),
      ["medium capacity-lowered web"],
    ],
  ]);
});
