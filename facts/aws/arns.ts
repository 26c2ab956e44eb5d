import { regionName } from "./regions";

/**
 * The ARN of a certificate in ACM; its first group is the region.
 * Source: AWS service authorization reference, AWS Certificate Manager, "Resource types".
 */
export const certificateArnPattern = new RegExp(
  `^arn:aws[a-z-]*:acm:(${regionName}):\\d{12}:certificate/[\\w-]+$`,
);

/**
 * The ARN of a trust store of Elastic Load Balancing; its first group is the region.
 * Source: AWS service authorization reference, Elastic Load Balancing V2, "Resource types".
 */
export const trustStoreArnPattern = new RegExp(
  `^arn:aws[a-z-]*:elasticloadbalancing:(${regionName}):\\d{12}:truststore/[\\w-]+/[0-9a-f]+$`,
);

/**
 * What a load balancer is in its ARN, by its type.
 * Source: AWS service authorization reference, Elastic Load Balancing V2, "Resource types" (`loadbalancer/app`, `net` and `gwy`).
 */
export const loadBalancerKinds = { application: "app", network: "net", gateway: "gwy" } as const;

/** The ARN of a cluster of ECS; its first group is the region. Source: AWS service authorization reference, Amazon Elastic Container Service, "Resource types". */
export const ecsClusterArnPattern = new RegExp(
  `^arn:aws[a-z-]*:ecs:(${regionName}):\\d{12}:cluster/[\\w-]{1,255}$`,
);

/** The ARN of a revision of a task definition of ECS; its first group is the region. Source: as for its clusters. */
export const taskDefinitionArnPattern = new RegExp(
  `^arn:aws[a-z-]*:ecs:(${regionName}):\\d{12}:task-definition/[\\w-]{1,255}:\\d+$`,
);

/** The ARN of an SNS topic; its first group is the region. Source: Amazon SNS developer guide, sns-create-topic. */
export const topicArnPattern = /^arn:aws[a-z-]*:sns:([a-z0-9-]+):\d{12}:[A-Za-z0-9_-]{1,256}$/;
