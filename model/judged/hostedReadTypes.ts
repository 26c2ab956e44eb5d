import type { ModelTypeName } from "../graph/resourceTypes";
import { answered, forPeople, labels, nameForPeople, type ReadType } from "./readType";

const described = { ...labels, description: forPeople };

/** What of the types of AWS that answer without a machine of one's own the model and the risks read. */
export const hostedReadTypes: Readonly<Partial<Record<ModelTypeName, ReadType>>> = {
  // What they do with requests, and where else they are asked, nobody reads.
  httpApi: {
    read: ["disableExecuteApiEndpoint"],
    noPart: described,
    unread: ["replace", "delete"],
  },
  restApi: {
    read: ["disableExecuteApiEndpoint"],
    noPart: described,
    unread: ["replace", "delete"],
  },
  apiDomain: { read: ["domainName", "region"], noPart: labels },
  restDomain: { read: ["domainName", "region"], noPart: labels },
  apiMapping: { read: ["domainName", "apiMappingKey", "region"] },
  restMapping: { read: ["domainName", "basePath", "region"] },
  apiRoute: {
    read: ["apiId", "authorizationType", "routeKey", "region"],
    noPart: { operationName: forPeople },
  },
  vpcLink: {
    read: ["securityGroupIds", "subnetIds", "region"],
    noPart: { ...labels, name: nameForPeople },
  },
  restVpcLink: {
    read: ["targetArn", "region"],
    noPart: { ...described, name: nameForPeople },
    unread: ["replace", "delete"],
  },
  // A limit of 0 is read; whether another one is enough nobody knows.
  apiStage: {
    read: ["apiId", "region"],
    noPart: {
      ...described,
      accessLogSettings: "what is logged; no request is answered otherwise",
    },
    unread: ["create", "replace", "delete"],
  },
  apiMethod: {
    read: ["authorization", "apiKeyRequired", "region"],
    noPart: { operationName: forPeople },
    unread: ["create", "replace", "delete"],
  },
  // Which of their endpoints gets what nobody reads: those of weight 0 are asked too where no other is well.
  accelerator: { read: ["enabled"], noPart: { ...labels, name: nameForPeople } },
  acceleratorListener: { read: ["acceleratorArn", "portRanges"], noPart: { arn: answered } },
  acceleratorGroup: {
    read: [
      ...["listenerArn", "endpointConfigurations.endpointId"],
      "endpointConfigurations.clientIpPreservationEnabled",
    ],
  },
  distribution: {
    read: ["enabled", "aliases", "origins.domainName"],
    noPart: {
      ...labels,
      ...{ comment: forPeople, waitForDeployment: "how long Pulumi waits" },
      loggingConfig: "what is logged; no request is answered otherwise",
    },
  },
  classicAttachment: { read: ["elb", "instance", "region"] },
  classicBalancer: {
    read: ["instances", "securityGroups", "subnets", "internal", "region"],
    noPart: { ...labels, accessLogs: "what is logged; no request is answered otherwise" },
  },
  functionUrl: { read: ["authorizationType"], unread: ["replace", "delete"] },
  // What of it asks for objects by a signature, or is kept there for programs, nobody reads.
  bucket: {
    read: ["bucket", "policy", "acl"],
    noPart: labels,
    unread: ["delete", "replace"],
  },
  bucketPolicy: { read: [], unread: ["create", "update", "replace", "delete"] },
  bucketAcl: { read: [], unread: ["create", "update", "replace", "delete"] },
  bucketPublicAccess: { read: [], unread: ["create", "update", "replace", "delete"] },
  bucketWebsite: { read: [], unread: ["update", "replace", "delete"] },
  // Of objects that end by their prefix, nobody knows whether a site shows them.
  bucketLifecycle: { read: [], unread: ["create", "update", "replace"] },
  bucketOwnership: { read: ["bucket", "rule", "region"], unread: ["replace", "delete"] },
  bucketPayment: { read: ["payer"], unread: ["replace", "delete"] },
  accountPublicAccess: { read: [], unread: ["create", "update", "replace", "delete"] },
};
