import { gatewayFree, gatewayOnce } from "../../../constraints/networks";
import { idPrefixes } from "../../../facts/aws/ids";
import { networkTypes } from "../../../facts/resourceTypes";
import type { StoredObject } from "../account/account";
import { refuseBroken } from "../calls/refuse";
import { ec2Id } from "../resources/ids";
import type { Place, ResourceHandler } from "../resources/handler";
import { text, type Properties } from "../values";
import { arn, awsHandler } from "./action";
import { admitExisting } from "./missingIds";
import { admitVpc } from "./securityGroups";

/** Internet gateways; a VPC has one. */
export const internetGatewayHandler: ResourceHandler = awsHandler(
  networkTypes.internetGateway,
  "ec2",
  {
    create: "CreateInternetGateway",
    read: "DescribeInternetGateways",
    update: "AttachInternetGateway",
    delete: "DeleteInternetGateway",
  },
  {
    hasNoRules: true,
    newId: () => ec2Id(idPrefixes.internetGateway),
    validate: (gateway, place, current) => admitAttached(gateway, place, current),
    computeOutputs: (_gateway, place, id) => ({ arn: arn(place, "ec2", `internet-gateway/${id}`) }),
  },
);

/** What ties an internet gateway to a VPC, where the gateway does not say so itself. */
export const internetGatewayAttachmentHandler: ResourceHandler = awsHandler(
  networkTypes.internetGatewayAttachment,
  "ec2",
  {
    create: "AttachInternetGateway",
    read: "DescribeInternetGateways",
    update: "AttachInternetGateway",
    delete: "DetachInternetGateway",
  },
  {
    // Source: AWS Terraform provider, internal/service/ec2, vpc_internet_gateway_attachment.go.
    newId: ({ internetGatewayId, vpcId }) => `${text(internetGatewayId)}:${text(vpcId)}`,
    validate: (attachment, place, current) => {
      const internetGatewayId = text(attachment.internetGatewayId);
      admitExisting("internetGateway", internetGatewayId, place);
      const gateway = place.account.get(networkTypes.internetGateway, internetGatewayId);
      const attachments = place.account
        .ofType(networkTypes.internetGatewayAttachment)
        .filter((other) => other.key !== current?.key)
        .filter(({ properties }) => text(properties.internetGatewayId) === internetGatewayId);
      const vpcs = [gateway, ...attachments].map((each) => text(each?.properties.vpcId));
      const attachedTo = vpcs.find((vpcId) => vpcId !== "");
      refuseBroken([gatewayFree], { internetGatewayId }, { attachedTo });
      admitAttached(attachment, place, current);
    },
  },
);

function admitAttached(
  { vpcId }: Properties,
  place: Place,
  current: StoredObject | undefined,
): void {
  const id = text(vpcId);
  if (id === "") {
    return;
  }
  admitVpc(id, place);
  const others = [...place.account.find(`gateway-of:${id}`)].filter(
    (other) => other.key !== current?.key,
  );
  refuseBroken([gatewayOnce], { vpcId: id }, { hasGateway: others.length > 0 });
}
