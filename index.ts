import * as pulumi from "@pulumi/pulumi";
import { declareEnvironment, readEnvironment } from "./stacks";

const stack = pulumi.getStack();

/**
 * Where the sites are, how soon each is off a failing origin, the groups to attach, the certificates to serve, and what a destroy
 * leaves behind.
 */
export const {
  urls,
  failover,
  originSecurityGroupIds,
  certificateArns,
  originCertificate,
  leftBehind,
} = declareEnvironment(stack, readEnvironment(stack));
