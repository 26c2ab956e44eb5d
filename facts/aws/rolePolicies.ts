/**
 * Policies of AWS that let programs write logs and measurements, and be looked at, and nothing that a visitor waits for.
 * Source: AWS managed policy reference, the pages of their names.
 */
export const lookingOnPolicies: readonly string[] = [
  ...["AWSLambdaBasicExecutionRole", "AWSXRayDaemonWriteAccess", "AWSXrayWriteOnlyAccess"],
  ...["AmazonSSMManagedInstanceCore", "CloudWatchAgentServerPolicy"],
  "CloudWatchLambdaInsightsExecutionRolePolicy",
];

/** Services whose actions write logs and measurements, or let people look into a machine. Source: AWS service authorization reference, their prefixes. */
export const lookingOnServices: readonly string[] = [
  ...["logs", "cloudwatch", "xray", "ssmmessages", "ec2messages"],
];

/**
 * The services that take on a role for what runs an application, by how it runs. Source: Amazon ECS developer guide, task-iam-roles and
 * task_execution_IAM_role; AWS Lambda developer guide, lambda-intro-execution-role; Amazon EC2 user guide, iam-roles-for-amazon-ec2.
 */
export const rolePrincipals = {
  taskDefinition: "ecs-tasks.amazonaws.com",
  lambdaFunction: "lambda.amazonaws.com",
  instanceProfile: "ec2.amazonaws.com",
} as const;

/**
 * What the actions of a service begin with, by what of it applications name. Source: AWS service authorization reference, their prefixes.
 */
export const accessServices = {
  table: "dynamodb",
  bucket: "s3",
  queue: "sqs",
  secret: "secretsmanager",
  parameter: "ssm",
} as const;

/**
 * Names of policies of AWS that let their holder use a service, by what its actions begin with. Source: AWS managed policy reference, the lists of
 * names.
 */
export const servicePolicies: Readonly<Record<string, RegExp>> = {
  dynamodb: /DynamoDB/i,
  s3: /S3/i,
  sqs: /SQS/i,
  secretsmanager: /SecretsManager/i,
  ssm: /SSM(?!ManagedInstanceCore)/i,
};

/** Names of policies of AWS for people, which let their holder use many services. Source: AWS managed policy reference, job functions. */
export const widePolicies = /Administrator|PowerUser|ReadOnlyAccess$|job-function/;
