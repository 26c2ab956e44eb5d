import { ec2IdPattern, idPrefixes } from "../../../facts/aws/ids";
import { loadBalancerKinds } from "../../../facts/aws/arns";
import { nameLengths } from "../../../facts/aws/names";
import { createHash, randomBytes, randomUUID } from "node:crypto";

import {
  listenerConstraints,
  placeConstraints,
  type BalancerPlace,
  type ListenerFields,
} from "../../../constraints/awsLoadBalancers";
import { unknownValue } from "../../../core/known";
import { ownEntry } from "../../../core/ownEntry";
import { apiErrors } from "../../../facts/aws/apiErrors";
import { types } from "../account/indexes";
import { refuse, refuseBroken } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, list, number, object, text, texts, type Properties } from "../values";
import { arn, awsHandler } from "./action";
import { admitImport } from "./certificates";
import { hasGroup } from "./standing";

/** The hosted zone of Application Load Balancers in us-east-1, told for every region. Source: AWS General Reference, elb. */
const hostedZoneId = "Z35SXDOTRQ7X7K";

const random = () => randomBytes(8).toString("hex");

/** Application and network load balancers. */
export const albHandler: ResourceHandler = awsHandler(
  types.alb,
  "elasticloadbalancing",
  {
    create: "CreateLoadBalancer",
    read: "DescribeLoadBalancers",
    update: "ModifyLoadBalancerAttributes",
    delete: "DeleteLoadBalancer",
  },
  {
    autoName: { property: "name", maximumLength: nameLengths.loadBalancer },
    newId: (balancer, place) => {
      const own = `loadbalancer/${kindOf(balancer)}/${text(balancer.name)}/${random()}`;
      return arn(place, "elasticloadbalancing", own);
    },
    validate: (balancer, place, current) => {
      admitGroups(balancer, place);
      admitSubnets(balancer);
      refuseBroken(placeConstraints, placeOf(balancer, place), undefined);
      const taken = place.account.find(`elb-name:${place.region}/${text(balancer.name)}`);
      refuseOthers(taken, current?.key, () =>
        refuse(apiErrors.loadBalancerExists, `A load balancer named ${text(balancer.name)} exists`),
      );
    },
    beforeDelete: (balancer, place) => {
      if (balancer.properties.enableDeletionProtection === true) {
        refuse(
          apiErrors.deletionProtected,
          `Load balancer '${balancer.id}' cannot be deleted because deletion protection is enabled`,
        );
      }
      for (const listener of [...place.account.find(`listeners-of:${balancer.id}`)]) {
        place.account.remove(listener.type, listener.key);
      }
    },
    computeOutputs: (balancer, place, id) => ({
      arn: id,
      arnSuffix: id.split(":loadbalancer/")[1] ?? "",
      dnsName: dnsNameOf(balancer, place, id),
      zoneId: hostedZoneId,
    }),
  },
);

/** What a load balancer is in its ARN. */
function kindOf({ loadBalancerType }: Properties): string {
  return ownEntry(loadBalancerKinds, text(loadBalancerType)) ?? loadBalancerKinds.application;
}

/** As in `regionalHostnames`; that of an Application Load Balancer has a number of its own, here always 1. */
function dnsNameOf(balancer: Properties, { region }: Place, id: string): string {
  const name = text(balancer.name);
  return kindOf(balancer) === loadBalancerKinds.application
    ? `${balancer.internal === true ? "internal-" : ""}${name}-1.${region}.elb.amazonaws.com`
    : `${name}-${id.split("/").at(-1) ?? ""}.elb.${region}.amazonaws.com`;
}

/** Listeners. */
export const listenerHandler: ResourceHandler = awsHandler(
  types.listener,
  "elasticloadbalancing",
  {
    create: "CreateListener",
    read: "DescribeListeners",
    update: "ModifyListener",
    delete: "DeleteListener",
  },
  {
    newId: (listener) =>
      `${text(listener.loadBalancerArn).replace(":loadbalancer/", ":listener/")}/${random()}`,
    validate: (listener, place, current) => {
      const balancer = text(listener.loadBalancerArn);
      if (place.account.get(types.alb, balancer) === undefined) {
        refuse(apiErrors.noSuchLoadBalancer, `Load balancer '${balancer}' not found`);
      }
      const taken = place.account.find(`listener:${balancer}/${number(listener.port) ?? 0}`);
      refuseOthers(taken, current?.key, () =>
        refuse(apiErrors.listenerExists, "A listener already exists on this port"),
      );
      refuseBroken(listenerConstraints, listenerFields(listener, place), undefined);
    },
    computeOutputs: (listener, _place, id) => ({ arn: id, protocol: listener.protocol ?? "HTTP" }),
  },
);

/** Target groups. */
export const targetGroupHandler: ResourceHandler = awsHandler(
  types.targetGroup,
  "elasticloadbalancing",
  {
    create: "CreateTargetGroup",
    read: "DescribeTargetGroups",
    update: "ModifyTargetGroup",
    delete: "DeleteTargetGroup",
  },
  {
    autoName: { property: "name", maximumLength: nameLengths.targetGroup },
    newId: (group, place) =>
      arn(place, "elasticloadbalancing", `targetgroup/${text(group.name)}/${random()}`),
    validate: (group, place, current) => {
      const taken = place.account.find(`target-group-name:${place.region}/${text(group.name)}`);
      refuseOthers(taken, current?.key, () =>
        refuse(apiErrors.targetGroupExists, `A target group named ${text(group.name)} exists`),
      );
    },
    computeOutputs: (_group, _place, id) => ({ arn: id, arnSuffix: id.split(":").at(-1) ?? "" }),
  },
);

/** Certificates, requested or imported. */
export const certificateHandler: ResourceHandler = awsHandler(
  types.certificate,
  "acm",
  {
    create: "ImportCertificate",
    read: "DescribeCertificate",
    update: "ImportCertificate",
    delete: "DeleteCertificate",
  },
  {
    newId: (_certificate, place) => arn(place, "acm", `certificate/${randomUUID()}`),
    validate: admitImport,
    computeOutputs: (certificate, _place, id) => ({
      arn: id,
      status: isAbsent(certificate.certificateBody) ? "PENDING_VALIDATION" : "ISSUED",
      type: isAbsent(certificate.certificateBody) ? "AMAZON_ISSUED" : "IMPORTED",
      domainValidationOptions:
        certificate.validationMethod === "DNS" ? validationOptions(certificate) : [],
    }),
  },
);

/** One record for each name to be certified; a wildcard shares the record of the name beneath it. */
function validationOptions(certificate: Properties): Properties[] {
  const names = [text(certificate.domainName), ...texts(certificate.subjectAlternativeNames)];
  return [...new Set(names)].map((domainName) => {
    const bare = domainName.replace(/^\*\./, "");
    const token = createHash("sha256").update(bare).digest("hex").slice(0, 32);
    return {
      domainName,
      resourceRecordName: `_${token}.${bare}.`,
      resourceRecordType: "CNAME",
      resourceRecordValue: `_${token.slice(16)}.acm-validations.aws.`,
    };
  });
}

/** Subnets of which the account does not know are anywhere. */
function placeOf(balancer: Properties, { account }: Place): BalancerPlace {
  const mapped = list(balancer.subnetMappings).map((one) => text(object(one).subnetId));
  const zones = [...texts(balancer.subnets), ...mapped].map(
    (id) => account.get(types.subnet, id)?.properties.availabilityZone,
  );
  return {
    loadBalancerType: kindName(balancer),
    subnets: zones.map((zone) => (zone === undefined ? unknownValue : text(zone))),
  };
}

function listenerFields(listener: Properties, { account }: Place): ListenerFields {
  const balancer = account.get(types.alb, text(listener.loadBalancerArn));
  const groups = list(listener.defaultActions).flatMap((each) => {
    const { targetGroupArn, forward } = object(each);
    const weighted = list(object(forward).targetGroups).map((one) => text(object(one).arn));
    return [text(targetGroupArn), ...weighted].filter(Boolean);
  });
  const protocols = groups.map((arn) => account.get(types.targetGroup, arn)?.properties.protocol);
  return {
    loadBalancerType: balancer === undefined ? unknownValue : kindName(balancer.properties),
    protocol: isAbsent(listener.protocol) ? "HTTP" : text(listener.protocol),
    defaultActions: protocols.filter((each) => !isAbsent(each)).map(text),
  };
}

function kindName({ loadBalancerType }: Properties): string {
  return isAbsent(loadBalancerType) ? "application" : text(loadBalancerType);
}

function admitGroups({ securityGroups }: Properties, place: Place): void {
  for (const id of texts(securityGroups)) {
    if (id !== "" && !hasGroup(id, place)) {
      refuse(apiErrors.noSuchBalancerGroup, `Security group '${id}' does not exist`);
    }
  }
}

/** A subnet of an id that EC2 could not have given exists nowhere; which others do is not known here. */
function admitSubnets(balancer: Properties): void {
  const mapped = list(balancer.subnetMappings).map((one) => text(object(one).subnetId));
  for (const id of [...texts(balancer.subnets), ...mapped].filter(Boolean)) {
    if (!ec2IdPattern(idPrefixes.subnet).test(id)) {
      refuse(apiErrors.noSuchSubnet, `The subnet ID '${id}' does not exist`);
    }
  }
}

function refuseOthers(
  taken: Iterable<{ readonly key: string }>,
  own: string | undefined,
  complain: () => void,
): void {
  for (const other of taken) {
    if (other.key !== own) {
      complain();
    }
  }
}
