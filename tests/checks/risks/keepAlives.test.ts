import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { reviewSteps, same, type Step } from "../report/plans";
import { balancer, front, known, targets } from "./behindBalancer";

const { ecsService, targetGroup, taskDefinition } = modelTypes;
const [record, , ...others] = front;
const serving = (...command: readonly string[]): Step[] => [
  known(same(targetGroup, "app", targets({ targetType: "ip" }))),
  same(taskDefinition, "shop", {
    family: "shop",
    containerDefinitions: JSON.stringify([
      { name: "shop", image: "shop:1", portMappings: [{ containerPort: 8080 }], command },
    ]),
  }),
  same(ecsService, "web", {
    ...{ desiredCount: 3, taskDefinition: "shop", networkConfiguration: { subnets: ["p"] } },
    loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
  }),
];
/** The load balancer comes to keep idle connections for another time. */
const told = (was: number, is: number, ...command: readonly string[]): string[] => {
  const edge = balancer({ idleTimeout: was });
  const steps: Step[] = [
    ...(record === undefined ? [] : [record]),
    { ...edge, op: "update", new: { ...edge.old, idleTimeout: is } },
    ...[...others, ...serving(...command)],
  ];
  return reviewSteps(steps)
    .risks.filter(({ id }) => id === "target-request-changed")
    .map(({ severity, consequence }) => `${severity} ${bareText(consequence)}`);
};
const gunicorn = ["gunicorn", "shop.wsgi", "--keep-alive", "75"];

describe("the risks of idle connections that targets close first", () => {
  it("tells of a load balancer that comes to keep them for longer", () => {
    expect(told(60, 400, ...gunicorn)).to.deep.equal([
      "medium From this change on edge keeps idle connections for 400 seconds, and what serves in web closes them after 75, as its command says: a request that is sent just then is lost, " +
        "and single visitors of www.example.com get Error 502 now and then until it keeps them for longer.",
    ]);
    expect(told(60, 75, "uvicorn", "--timeout-keep-alive=75")).to.have.length(1);
  });

  it("says nothing where they do so still, did so before, or do not say", () => {
    expect(told(60, 70, ...gunicorn)).to.deep.equal([]);
    expect(told(100, 400, ...gunicorn)).to.deep.equal([]);
    expect(told(400, 60, ...gunicorn)).to.deep.equal([]);
    expect(told(60, 400, "node", "server.js")).to.deep.equal([]);
  });
});
