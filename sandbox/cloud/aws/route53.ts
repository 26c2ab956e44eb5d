import { isInZone } from "../../../core/hostnames";
import { randomBytes } from "node:crypto";
import { apiErrors } from "../../../facts/aws/apiErrors";
import { networkTypes } from "../../../facts/resourceTypes";
import { refuse } from "../calls/refuse";
import type { ResourceHandler } from "../resources/handler";
import { text, type Properties } from "../values";
import { awsHandler } from "./action";

/** Records of Route 53. */
export const dnsRecordHandler: ResourceHandler = awsHandler(
  networkTypes.route53Record,
  "route53",
  {
    create: "ChangeResourceRecordSets",
    read: "ListResourceRecordSets",
    update: "ChangeResourceRecordSets",
    delete: "ChangeResourceRecordSets",
  },
  {
    // Source: AWS provider, aws_route53_record, import.
    newId: idOf,
    validate: (record, { account }, current) => {
      const [name, type] = [text(record.name), text(record.type)];
      const isTaken = account.get(networkTypes.route53Record, idOf(record)) !== undefined;
      if (current === undefined && record.allowOverwrite !== true && isTaken) {
        const words = `[Tried to create resource record set [name='${name}', type='${type}'] but it already exists]`;
        refuse(apiErrors.dnsRecordExists, words);
      }
    },
    computeOutputs: (record, { account }) => {
      const zone = account.get(networkTypes.route53Zone, text(record.zoneId));
      const [name, apex] = [text(record.name), text(zone?.properties.name)];
      const isWhole = apex === "" || isInZone(name, apex);
      return { fqdn: isWhole ? name : name === "" ? apex : `${name}.${apex}` };
    },
  },
);

function idOf(record: Properties): string {
  const own = [text(record.zoneId), text(record.name), text(record.type)].join("_");
  const setIdentifier = text(record.setIdentifier);
  return setIdentifier === "" ? own : `${own}_${setIdentifier}`;
}

/** Hosted zones of Route 53. */
export const hostedZoneHandler: ResourceHandler = awsHandler(
  networkTypes.route53Zone,
  "route53",
  {
    create: "CreateHostedZone",
    read: "GetHostedZone",
    update: "UpdateHostedZoneComment",
    delete: "DeleteHostedZone",
  },
  {
    hasNoRules: true,
    beforeDelete: ({ id, properties }, { account }) => {
      const records = account
        .ofType(networkTypes.route53Record)
        .filter((record) => record.properties.zoneId === id);
      if (records.length > 0 && properties.forceDestroy !== true) {
        const words =
          "The specified hosted zone contains non-required resource record sets and so cannot be deleted.";
        refuse(apiErrors.hostedZoneNotEmpty, words);
      }
      records.forEach(({ type, key }) => account.remove(type, key));
    },
    newId: () => `Z${randomBytes(10).toString("hex").toUpperCase()}`,
    computeOutputs: (_zone, _place, id) => ({
      arn: `arn:aws:route53:::hostedzone/${id}`,
      zoneId: id,
    }),
  },
);
