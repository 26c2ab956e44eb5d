import { expect } from "chai";
import {
  taskDefinitionConstraints,
  type TaskDefinitionFields,
} from "../../constraints/taskDefinitions";
import { brokenRules } from "../../constraints/constraint";
import { unknownValue } from "../../core/known";
import type { ModelObject } from "../../model/graph/resources";
import { policySays, standInSays } from "./callers";

const web = { name: "web", image: "shop:1" };
const migrate = { name: "migrate", image: "shop:1" };
const waiting = (condition: string): ModelObject => ({
  ...web,
  dependsOn: [{ containerName: "migrate", condition }],
});
const definition = (size: ModelObject, ...containers: readonly ModelObject[]): ModelObject => ({
  ...{ family: "shop", networkMode: "awsvpc", ...size },
  containerDefinitions: JSON.stringify(containers),
});
const fargate = { requiresCompatibilities: ["FARGATE"] };

describe("a task definition of ECS", () => {
  for (const [name, properties, refused] of [
    [
      "of a size that Fargate has",
      definition({ ...fargate, cpu: "512", memory: "4096" }, web),
      undefined,
    ],
    [
      "of a size that Fargate does not have",
      definition({ ...fargate, cpu: "512", memory: "6144" }, web),
      "memory",
    ],
    [
      "of such a size on machines",
      definition({ requiresCompatibilities: ["EC2"], cpu: "512", memory: "6144" }, web),
      undefined,
    ],
    [
      "whose container waits for an essential one to succeed",
      definition({}, waiting("SUCCESS"), migrate),
      "containerDefinitions",
    ],
    [
      "whose container waits for an essential one to end",
      definition({}, waiting("COMPLETE"), { ...migrate, essential: true }),
      "containerDefinitions",
    ],
    [
      "whose container waits for an essential one to begin",
      definition({}, waiting("START"), migrate),
      undefined,
    ],
    [
      "whose container waits for one that is not essential",
      definition({}, waiting("SUCCESS"), { ...migrate, essential: false }),
      undefined,
    ],
  ] as const) {
    it(`${name} is ${refused === undefined ? "taken" : "refused"}`, async () => {
      const type = "taskDefinition";
      expect(await standInSays({}, [{ type, properties: properties as never }])).to.equal(
        refused === undefined ? undefined : "400 ClientException",
      );
      expect(policySays({ "refused-by-api": {} }, [{ type, properties }])).to.deep.equal(
        refused === undefined ? [] : [`refused-by-api ${refused}`],
      );
    });
  }

  it("is not judged where it is not known", () => {
    const fields: TaskDefinitionFields = {
      onFargate: "yes",
      cpu: unknownValue,
      memory: 6144,
      containerDefinitions: unknownValue,
    };
    expect(brokenRules(taskDefinitionConstraints, fields, undefined)).to.deep.equal([]);
  });
});
