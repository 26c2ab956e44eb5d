import type { ModelTypeName } from "../graph/resourceTypes";
import { forPeople, labels, type ReadType } from "./readType";

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
  accountPublicAccess: { read: [], unread: ["create", "update", "replace", "delete"] },
};
