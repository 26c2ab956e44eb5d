import * as pulumi from "@pulumi/pulumi";
import { declareEnvironment, readEnvironment } from "./stacks";

const stack = pulumi.getStack();

/**
 * Where the sites are, how soon each is off a failing origin, the groups to attach, the load balancers of AWS, the certificates to
 * serve, the authority of Cloudflare's client certificate, and what a destroy leaves behind.
 */
export const {
  urls,
  failover,
  originSecurityGroupIds,
  albOrigins,
  certificateArns,
  originCertificate,
  originPulls,
  leftBehind,
} = declareEnvironment(stack, readEnvironment(stack));
