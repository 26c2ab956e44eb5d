import { networkTypes } from "../../../facts/resourceTypes";
import type { ResourceHandler } from "../resources/handler";
import { text } from "../values";
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
    newId: (record) => `${text(record.zoneId)}_${text(record.name)}_${text(record.type)}`,
    computeOutputs: (record, { account }) => {
      const zone = account.get(networkTypes.route53Zone, text(record.zoneId));
      const [name, apex] = [text(record.name), text(zone?.properties.name)];
      const isWhole = apex === "" || name === apex || name.endsWith(`.${apex}`);
      return { fqdn: isWhole ? name : name === "" ? apex : `${name}.${apex}` };
    },
  },
);
