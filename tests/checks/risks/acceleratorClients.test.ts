import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, reviewSteps, same, type Step } from "../report/plans";
import { balancer, known, listens } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { accelerator, acceleratorGroup, acceleratorListener, listener, securityGroup } = modelTypes;

const dnsName = "a1b2.awsglobalaccelerator.com";
const passes = (clientIpPreservationEnabled?: boolean, endpointId = "edge"): object => ({
  listenerArn: "takes",
  endpointConfigurations: [{ endpointId, weight: 128, clientIpPreservationEnabled }],
});
const group = (cidrBlocks: readonly string[]): Step =>
  same(securityGroup, "front", {
    vpcId: "vpc-1",
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks }],
  });
const site = (ranges: readonly string[], ...steps: Step[]): Step[] => [
  same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
  }),
  { ...same(accelerator, "fast", { enabled: true }), outputs: { dnsName } },
  same(acceleratorListener, "takes", {
    acceleratorArn: "fast",
    portRanges: [{ fromPort: 443, toPort: 443 }],
  }),
  ...[balancer(), known(same(listener, "https", listens())), group(ranges)],
  ...steps,
];
const turns = (was: boolean | undefined, is: boolean | undefined): Step =>
  becomes(acceleratorGroup, "group", passes(was), passes(is));
const everybody = ["0.0.0.0/0"];

describe("the risks of what load balancers see behind Global Accelerator", () => {
  judgesAsExpected([
    [
      "they see its addresses from then on, and let in Cloudflare alone",
      site(cloudflareRanges.ipv4, turns(true, false)),
      ["high origin-shut edge"],
    ],
    [
      "it is not said any more",
      site(cloudflareRanges.ipv4, turns(true, undefined)),
      ["high origin-shut edge"],
    ],
    ["they let in everybody", site(everybody, turns(true, false)), []],
    [
      "they let in others beside Cloudflare, which may be its addresses",
      site([...cloudflareRanges.ipv4, "75.2.0.0/16"], turns(true, false)),
      ["medium origin-shut edge"],
    ],
    [
      "they see Cloudflare's addresses from then on, and let in those of the accelerator",
      site(["75.2.0.0/16"], turns(false, true)),
      ["high origin-shut edge"],
    ],
    [
      "they see Cloudflare's addresses from then on, and let those in",
      site(cloudflareRanges.ipv4, turns(undefined, true)),
      [],
    ],
    [
      "the plan does not hold the load balancer",
      site(
        cloudflareRanges.ipv4,
        becomes(acceleratorGroup, "group", passes(true, "arn:other"), passes(false, "arn:other")),
      ),
      [],
      ["group: endpointConfigurations[0].clientIpPreservationEnabled"],
    ],
  ]);

  it("says what it sees", () => {
    const [risk] = reviewSteps(site(cloudflareRanges.ipv4, turns(true, false))).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on edge sees addresses of Global Accelerator, and its security groups do not let them in at port 443: " +
        "visitors of www.example.com get Error 520, 522 or 525 until they do, while the accelerator goes on calling it well.",
    );
  });
});
