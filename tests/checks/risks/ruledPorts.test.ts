import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, reviewSteps, same, type Step } from "../report/plans";
import { balancer, known, listens, record, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { listener, securityGroup, targetGroup, targetGroupAttachment } = modelTypes;
const admits = (...ports: readonly number[]): object => ({
  vpcId: "vpc-1",
  ingress: ports.map((port) => ({
    ...{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: cloudflareRanges.ipv4 },
  })),
});
const more = (port: number): object => listens({ port });
const sends = (expression: string, port = 8443): Step =>
  same(modelTypes.ruleset, "origin", {
    ...{ zoneId, kind: "zone", name: "default", phase: "http_request_origin" },
    rules: [
      {
        ...{ ref: "port", description: "own port", expression, action: "route" },
        actionParameters: { origin: { port } },
      },
    ],
  });
const ruled = sends('http.host eq "www.example.com"');
const site = (...steps: readonly Step[]): Step[] => {
  const all: readonly Step[] = [
    ...[record, balancer(), known(same(listener, "https", listens()))],
    same(securityGroup, "front", admits(443, 8443)),
    known(same(targetGroup, "app", targets())),
    same(targetGroupAttachment, "at", { targetGroupArn: "app", targetId: "i-1" }),
    ...steps,
  ];
  return [...new Map(all.map((step) => [`${step.type} ${step.name}`, step])).values()];
};
const other = known(same(listener, "other", more(8443)));
const otherGoes = goes(listener, "other", more(8443));
const shuts = becomes(securityGroup, "front", admits(443, 8443), admits(443));

describe("the risks of ports to which rules of the edge send requests", () => {
  judgesAsExpected([
    ["the listener goes", site(ruled, otherGoes), ["high listener-lost edge"]],
    ["the firewall shuts", site(ruled, other, shuts), ["high origin-shut edge"]],
    ["both", site(ruled, otherGoes, shuts), ["high listener-lost edge"]],
    [
      "the listener goes, and requests of another hostname are sent there",
      site(sends('http.host eq "old.example.com"'), otherGoes),
      ["low listener-lost edge"],
    ],
    [
      "the listener goes, and the rule of the edge sends to another one",
      site(sends('http.host eq "www.example.com"', 443), otherGoes),
      ["low listener-lost edge"],
    ],
    ["the listener goes, and no rule names it", site(otherGoes), ["low listener-lost edge"]],
    ["the firewall shuts, and no rule names it", site(other, shuts), ["low origin-shut edge"]],
    [
      "one goes at a port that Cloudflare does not pass on",
      site(goes(listener, "other", more(9443))),
      [],
    ],
    ["it did not listen before", site(ruled, shuts), []],
  ]);

  it("say who is sent there, and by what", () => {
    const said = (...steps: readonly Step[]): string =>
      bareText(reviewSteps(site(...steps)).risks[0]?.consequence ?? []);
    expect(said(ruled, other, shuts)).to.equal(
      "From this change on edge does not let Cloudflare in at port 8443: visitors of www.example.com, whom the rule own port (rules[0] of origin) sends there, get Error 522 until it does.",
    );
    expect(said(otherGoes)).to.equal(
      "From this change on edge does not listen at port 8443: visitors who name port 8443 in URLs of www.example.com, which Cloudflare passes on, get Error 521, or 522 where its security groups do not let Cloudflare in there, until it does.",
    );
  });
});
