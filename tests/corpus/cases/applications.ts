import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { TaskDefinition } from "@pulumi/aws/ecs/taskDefinition";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import { Instance, type InstanceArgs } from "@pulumi/aws/rds/instance";
import { jsonStringify } from "@pulumi/pulumi";
import type { CorpusCase, Program } from "../corpusCase";
import { platform } from "../platformByHand";

/** What two programs say differently of what the tasks of an API need. */
interface Needed {
  readonly database?: Partial<InstanceArgs>;
  readonly hasLogs?: boolean;
  readonly readsFiles?: boolean;
}

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      ...{ Effect: "Allow", Action: "sts:AssumeRole" },
      Principal: { Service: "ecs-tasks.amazonaws.com" },
    },
  ],
});

/** The platform, whose API in containers has a database and a log group of its own. */
function api({ database = {}, hasLogs = true, readsFiles = true }: Needed = {}): Program {
  return () => {
    if (hasLogs) {
      new LogGroup("api_logs", { name: "/ecs/api", retentionInDays: 30 });
    }
    const { id } = new Instance("api_db", {
      ...{ identifier: "api", engine: "postgres", instanceClass: "db.t4g.medium" },
      ...{ allocatedStorage: 100, skipFinalSnapshot: true, applyImmediately: true, ...database },
    });
    const role = new Role("api_role", { name: "api", assumeRolePolicy: trust });
    if (readsFiles) {
      new RolePolicyAttachment("api_files", {
        ...{ role: role.name, policyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" },
      });
    }
    const { arn } = new TaskDefinition("api_task", {
      ...{ family: "api", networkMode: "awsvpc", cpu: "512", memory: "1024" },
      ...{ requiresCompatibilities: ["FARGATE"], taskRoleArn: role.arn },
      containerDefinitions: jsonStringify([
        {
          ...{ name: "api", image: "example/api:4", essential: true },
          portMappings: [{ containerPort: 3000 }],
          environment: [{ name: "DATABASE", value: id }],
          logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/ecs/api" } },
        },
      ]),
    });
    platform({ service: { taskDefinition: arn } })();
  };
}

const hostnames = "api.example.com, shop.example.com";

/** Changes of what applications behind hostnames need: their data, and what they begin with. */
export const applicationCases: readonly CorpusCase[] = [
  {
    name: "application-database-restarted",
    because: "another class restarts it as soon as the update is applied",
    before: api(),
    after: api({ database: { instanceClass: "db.r7g.large" } }),
    risks: [`high dependency-restarts ${hostnames}`],
    changes: ["update api_db"],
    says: ["api.example.com", "Error 500, 502, 503 or 504", "applyImmediately"],
  },
  {
    name: "application-database-grows",
    because: "more room is added while it answers",
    before: api(),
    after: api({ database: { allocatedStorage: 200 } }),
    risks: [],
    changes: ["update api_db"],
  },
  {
    name: "application-logs-gone",
    because: "tasks that write there do not begin, and those that run go on",
    before: api(),
    after: api({ hasLogs: false }),
    risks: [`medium tasks-unstartable ${hostnames}`],
    changes: ["delete api_logs"],
    says: ["log group"],
  },
  {
    name: "application-let-do-less",
    because: "what the tasks may do ends with the call that detaches the policy",
    before: api(),
    after: api({ readsFiles: false }),
    risks: [`medium dependency-lost ${hostnames}`],
    changes: ["delete api_files"],
    says: ["allows less"],
  },
];
