import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { bareText } from "../../../checks/words/words";
import { becomes, goes, reviewSteps, same, stands, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { discoveryService, dnsNamespace, ecsService, targetGroup, taskDefinition } = modelTypes;

const prices = (more: object = {}): object => ({
  ...{ name: "prices", desiredCount: 2, serviceRegistries: { registryArn: "arn:prices" }, ...more },
});
const site = (step: Step, url = "http://prices.shop.internal:8080"): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets({ targetType: "ip" })))],
  {
    ...same(taskDefinition, "shop", {
      family: "shop",
      containerDefinitions: JSON.stringify([
        { name: "shop", image: "shop:4", environment: [{ name: "PRICES_URL", value: url }] },
      ]),
    }),
    outputs: { arn: "shop:1" },
  },
  same(ecsService, "web", {
    ...{ desiredCount: 3, taskDefinition: "shop:1" },
    loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
  }),
  stands(dnsNamespace, "internal", "ns-1", { name: "shop.internal", vpc: "vpc-1" }),
  stands(
    ...([discoveryService, "prices", "srv-1"] as const),
    { name: "prices", dnsConfig: { namespaceId: "ns-1", dnsRecords: [{ type: "A", ttl: 10 }] } },
    { arn: "arn:prices" },
  ),
  step,
];
const becomesWith = (more: object): Step => becomes(ecsService, "prices", prices(), prices(more));
const lost = ["high dependency-lost www.example.com"];
const connected = (dnsName: string): object => ({
  serviceRegistries: undefined,
  serviceConnectConfiguration: {
    ...{ enabled: true, namespace: "shop" },
    services: [{ portName: "http", clientAlias: [{ dnsName, port: 8080 }] }],
  },
});

describe("the risks of services that applications ask by a name of service discovery", () => {
  judgesAsExpected([
    ["it runs nothing any more", site(becomesWith({ desiredCount: 0 })), lost],
    ["it goes", site(goes(ecsService, "prices", prices())), lost],
    ["it is no longer found there", site(becomesWith({ serviceRegistries: undefined })), lost],
    ["it runs fewer", site(becomesWith({ desiredCount: 1 })), []],
    [
      "nothing asks it",
      site(becomesWith({ desiredCount: 0 }), "http://stock.shop.internal:8080"),
      [],
    ],
    [
      "it goes, and Service Connect led there",
      site(goes(ecsService, "prices", prices(connected("prices.shop.internal")))),
      lost,
    ],
    [
      "it comes to be found by Service Connect at the same name",
      site(becomesWith(connected("prices.shop.internal"))),
      [],
      ["prices: serviceConnectConfiguration, serviceRegistries"],
    ],
  ]);

  it("names the hostname, the services, the error and the way out", () => {
    const [risk] = reviewSteps(site(becomesWith({ desiredCount: 0 }))).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "The service prices runs nothing from this change on, which web asks at prices.shop.internal: visitors of www.example.com get " +
        "Error 500, 502, 503 or 504 where it is asked for what they want, until something answers there.",
    );
  });
});
