import { networkTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, urnOf, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { dhcpAssociation, dhcpOptions, subnet, vpc } = networkTypes;
const { instance, targetGroup, targetGroupAttachment } = modelTypes;
const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const cidrBlock = "10.0.0.0/16";
const own = { vpcId: "net", dhcpOptionsId: "options" };
const asks = (...domainNameServers: readonly string[]): object => ({ domainNameServers });
const site = (...steps: readonly Step[]): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets()))],
  same(subnet, "p", { vpcId: "net", cidrBlock: "10.0.10.0/24" }),
  same(instance, "web", { instanceType: "t3.large", subnetId: "p" }),
  same(targetGroupAttachment, "at", { targetGroupArn: "app", targetId: "web", port: 8080 }),
  ...steps,
];
const tied: Step = {
  ...comes(dhcpAssociation, "tie", { ...own, dhcpOptionsId: unknownMark }),
  from: { dhcpOptionsId: [urnOf(dhcpOptions, "options")] },
};
const net = same(vpc, "net", { cidrBlock });
const shut = ["medium egress-shut net"];

describe("the risks of whom targets ask for names", () => {
  judgesAsExpected([
    [
      "the resolver of AWS is switched off",
      site(becomes(vpc, "net", { cidrBlock }, { cidrBlock, enableDnsSupport: false })),
      shut,
    ],
    [
      "it is switched on",
      site(becomes(vpc, "net", { cidrBlock, enableDnsSupport: false }, { cidrBlock })),
      [],
    ],
    [
      "others are asked from now on",
      site(net, comes(dhcpOptions, "options", asks("10.200.0.53")), tied),
      shut,
    ],
    [
      "others are asked in place of it",
      site(
        ...[net, same(dhcpAssociation, "tie", own)],
        becomes(dhcpOptions, "options", asks("AmazonProvidedDNS"), asks("10.200.0.53")),
      ),
      shut,
    ],
    [
      "others are asked beside it",
      site(
        ...[net, same(dhcpAssociation, "tie", own)],
        becomes(
          dhcpOptions,
          "options",
          asks("AmazonProvidedDNS"),
          asks("AmazonProvidedDNS", "10.200.0.53"),
        ),
      ),
      [],
    ],
    [
      "it is asked again in place of others",
      site(
        net,
        same(dhcpOptions, "options", asks("10.200.0.53")),
        goes(dhcpAssociation, "tie", own),
      ),
      [],
    ],
    [
      "it is switched off where nobody asks it",
      site(
        ...[same(dhcpOptions, "options", asks("10.200.0.53")), same(dhcpAssociation, "tie", own)],
        becomes(vpc, "net", { cidrBlock }, { cidrBlock, enableDnsSupport: false }),
      ),
      [],
    ],
    [
      "it is switched off in a network where nothing serves",
      site(net, becomes(vpc, "other", { cidrBlock }, { cidrBlock, enableDnsSupport: false })),
      [],
    ],
  ]);
});
