import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { reviewSteps, same, type Step, urnOf } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { ecsService, targetGroup, taskDefinition } = modelTypes;

const container = (more: object = {}): object => ({
  ...{ name: "shop", image: "shop:1", portMappings: [{ containerPort: 8080 }], ...more },
});
const definition = (more: object = {}, ...containers: readonly object[]): object => ({
  ...{ family: "shop", networkMode: "awsvpc", cpu: "512", memory: "1024", ...more },
  containerDefinitions: JSON.stringify(containers.length === 0 ? [container()] : containers),
});
const service = (revision: string, containerPort = 8080): object => ({
  ...{ desiredCount: 3, taskDefinition: revision },
  networkConfiguration: { subnets: ["p"], securityGroups: [] },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort }],
});
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** A new revision, which the service comes to run. */
const revised = (now: object, port?: number): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets({ targetType: "ip" })))],
  ...["create-replacement", "replace", "delete-replaced"].map((op) => ({
    ...{ op, type: taskDefinition, name: "shop", id: "shop" },
    ...{ old: definition(), new: now, outputs: { arn: "shop:1" } },
  })),
  {
    ...{ op: "update", type: ecsService, name: "web", id: "web" },
    ...{ old: service("shop:1"), new: service(unknown, port) },
    from: { taskDefinition: [urnOf(taskDefinition, "shop")] },
  },
];
const fargate = { requiresCompatibilities: ["FARGATE"] };
const revisedAlone = ["web: taskDefinition", "shop: requiresCompatibilities"];
const unread = ["web: taskDefinition", "shop: containerDefinitions"];

const migrating = (command: readonly string[], more: object = {}): object =>
  definition({}, container(), { ...{ name: "migrate", image: "shop:1", command }, ...more });
const artisan = ["php", "artisan", "migrate", "--force"];
const ends = ["medium task-ends web"];

const asked = (command: string): object =>
  container({ healthCheck: { command: ["CMD-SHELL", command], retries: 3 } });

describe("the risks of revisions of task definitions", () => {
  judgesAsExpected([
    ["another image", revised(definition({}, container({ image: "shop:2" }))), [], unread],
    [
      "another image, which the service leaves to what deploys it",
      revised(definition({}, container({ image: "shop:2" }))).map((step) =>
        step.name === "web" ? same(ecsService, "web", service("shop:1")) : step,
      ),
      [],
    ],
    [
      "another image of a service that no load balancer leads to",
      revised(definition({}, container({ image: "shop:2" }))).map((step) => {
        const alone = (side: object | undefined): object => ({ ...side, loadBalancers: [] });
        return step.name === "web" ? { ...step, old: alone(step.old), new: alone(step.new) } : step;
      }),
      [],
    ],
    [
      "a container that no longer opens the port",
      revised(definition({}, container({ portMappings: [{ containerPort: 3000 }] }))),
      ["medium object-refused web"],
      unread,
    ],
    [
      "a container under another name",
      revised(definition({}, container({ name: "app" }))),
      ["medium object-refused web"],
      unread,
    ],
    [
      "another port, in the container and the service alike",
      revised(definition({}, container({ portMappings: [{ containerPort: 3000 }] })), 3000),
      ["medium target-port-changed app"],
      unread,
    ],
    [
      "another container beside the first",
      revised(definition({}, container(), { name: "agent" })),
      [],
      unread,
    ],
    [
      "a memory that Fargate does not have for the CPU",
      revised(definition({ ...fargate, memory: "6144" })),
      ["medium task-definition-refused web"],
      revisedAlone,
    ],
    [
      "a memory that Fargate has for the CPU",
      revised(definition({ ...fargate, memory: "4096" })),
      [],
      revisedAlone,
    ],
    [
      "a memory that Fargate does not have, on machines",
      revised(definition({ memory: "6144" })),
      [],
      ["web: taskDefinition"],
    ],
    [
      "less memory",
      revised(definition({ memory: "512" })),
      ["medium capacity-lowered web"],
      ["web: taskDefinition"],
    ],
    [
      "a health check at a port that the container does not open",
      revised(definition({}, asked("curl -f http://localhost:3000/healthz || exit 1"))),
      ["low target-check-changed web"],
      unread,
    ],
    [
      "a health check at a port that a container beside it opens",
      revised(
        definition(
          {},
          asked("curl -f http://localhost:3000/healthz || exit 1"),
          container({ name: "proxy", portMappings: [{ containerPort: 3000 }] }),
        ),
      ),
      [],
      unread,
    ],
    [
      "a health check at the usual port whose words go elsewhere",
      revised(definition({}, asked("curl -f http://localhost 2>/dev/null || exit 1"))),
      [],
      unread,
    ],
    [
      "a failing health check of a container that the task does without",
      revised(
        definition({}, container(), {
          ...{ name: "agent", essential: false },
          healthCheck: { command: ["CMD-SHELL", "exit 1"] },
        }),
      ),
      [],
      unread,
    ],
    [
      "a health check that fails whatever it finds",
      revised(definition({}, asked("exit 1"))),
      ["medium target-check-changed web"],
      unread,
    ],
    [
      "a health check at the port that the container opens",
      revised(definition({}, asked("curl -f http://localhost:8080/healthz || exit 1"))),
      [],
      unread,
    ],
    ["a health check of a file", revised(definition({}, asked("test -f /tmp/ready"))), [], unread],
    ["an essential container that migrates and ends", revised(migrating(artisan)), ends, unread],
    [
      "one beside it that migrates and that the task does without",
      revised(migrating(artisan, { essential: false })),
      [],
      unread,
    ],
    [
      "one that migrates and that is made anew as often as it ends",
      revised(migrating(artisan, { restartPolicy: { enabled: true } })),
      [],
      unread,
    ],
    [
      "one that migrates in a shell",
      revised(
        migrating(["sh", "-c", "cd /app && bundle exec rails db:migrate"], { essential: true }),
      ),
      ends,
      unread,
    ],
    [
      "one that migrates in a shell and serves then",
      revised(migrating(["sh", "-c", "php artisan migrate --force && php-fpm"])),
      [],
      unread,
    ],
    [
      "one that migrates or serves",
      revised(migrating(["sh", "-c", "npx prisma migrate deploy || sleep 3600"])),
      [],
      unread,
    ],
    ["one that works", revised(migrating(["php", "artisan", "queue:work"])), [], unread],
    ["a script of whose name nobody knows", revised(migrating(["./migrate.sh"])), [], unread],
    [
      "the image of a program that migrates",
      revised(migrating(["-connectRetries=60", "migrate"], { image: "flyway/flyway:10" })),
      ends,
      unread,
    ],
    [
      "one that migrates, where no task stays meanwhile",
      revised(migrating(artisan)).map((step) =>
        step.name === "web"
          ? { ...step, new: { ...step.new, deploymentMinimumHealthyPercent: 0 } }
          : step,
      ),
      ["high deployment-stops-all web", "high task-ends web"],
      unread,
    ],
    [
      "one that migrates already",
      revised(migrating(artisan)).map((step) =>
        step.name === "shop" ? { ...step, old: migrating([...artisan, "--seed"]) } : step,
      ),
      [],
      unread,
    ],
    [
      "an essential container that another one waits for to end",
      revised(
        definition(
          {},
          container({ dependsOn: [{ containerName: "migrate", condition: "SUCCESS" }] }),
          { name: "migrate", image: "shop:1", command: artisan },
        ),
      ),
      ["medium task-definition-refused web"],
      unread,
    ],
    [
      "one that another one waits for to end, and that the task does without",
      revised(
        definition(
          {},
          container({ dependsOn: [{ containerName: "migrate", condition: "SUCCESS" }] }),
          { name: "migrate", image: "shop:1", command: artisan, essential: false },
        ),
      ),
      [],
      unread,
    ],
    ["more memory", revised(definition({ memory: "2048" })), [], ["web: taskDefinition"]],
  ]);

  it("says what is certain of a command that fails, and what is not of a port that is not named", () => {
    const said = ["exit 1", "curl -f http://localhost:3000/healthz"].map((command) => {
      const [risk] = reviewSteps(revised(definition({}, asked(command)))).risks;
      return bareText(risk?.consequence ?? []);
    });
    expect(said).to.deep.equal([
      "The next revision of web asks shop whether it is well by a command that fails: from this change on ECS ends each new task, and none stays, while the earlier ones serve until a fault or another number ends them: visitors of www.example.com get Error 503 until the command is right.",
      "The next revision of web asks shop whether it is well at port 3000, which it does not name among its ports: where nothing listens there, from this change on ECS ends each new task, and none stays, while the earlier ones serve until a fault or another number ends them: visitors of www.example.com get Error 503 until the command is right.",
    ]);
  });

  it("says what becomes of the earlier tasks where new ones end", () => {
    const [risk] = reviewSteps(revised(migrating(artisan))).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "In the next revision of web the command of migrate does its work and ends, and as it is essential ECS ends the whole task with it: from this change on no new task stays, while the earlier ones serve until a fault or another number ends them: visitors of www.example.com get Error 503 at load and as those go, until it is taken back.",
    );
  });
});
