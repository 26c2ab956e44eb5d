import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, reviewSteps, type Step } from "../report/plans";
import { judgesAsExpected, www } from "./strangersPlans";

const { registeredDomain } = modelTypes;
const of = (...names: readonly string[]): object => ({
  ...{ domainName: "example.com", nameServers: names.map((name) => ({ name })) },
});
const cloudflare = ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"];
const amazon = ["ns-2048.awsdns-64.com", "ns-2049.awsdns-65.net"];
const moves = (old: object, now: object): Step[] => [
  ...[www, becomes(registeredDomain, "own", old, now)],
];

describe("the risks of the name servers that a registry names", () => {
  judgesAsExpected([
    [
      "Route 53's take the place of Cloudflare's",
      moves(of(...cloudflare), of(...amazon)),
      ["high hostname-delegated example.com"],
    ],
    [
      "one of Route 53's comes beside Cloudflare's",
      moves(of(...cloudflare), of(...cloudflare, "ns-2048.awsdns-64.com")),
      ["medium hostname-delegated example.com"],
    ],
    ["Cloudflare's take the place of Route 53's", moves(of(...amazon), of(...cloudflare)), []],
    [
      "a zone made anew has others of Cloudflare's",
      moves(of(...cloudflare), of("carl.ns.cloudflare.com", "dana.ns.cloudflare.com.")),
      [],
    ],
    [
      "the program leaves them as they are from now on",
      moves(of(...cloudflare), { domainName: "example.com" }),
      [],
    ],
    [
      "name servers of the zone's own name take the place of others of that kind",
      moves(of("ns1.example.com", "ns2.example.com"), of("ns3.example.com", "ns4.example.com")),
      [],
    ],
    [
      "it is no longer renewed by itself",
      moves(of(...cloudflare), { ...of(...cloudflare), autoRenew: false }),
      [],
      ["own: autoRenew"],
    ],
    [
      "another domain is taken into the program",
      [www, comes(registeredDomain, "own", { ...of(...amazon), domainName: "example.net" })],
      [],
      ["own: "],
    ],
  ]);

  it("names the hostnames that leave Cloudflare, and the name servers", () => {
    const [risk] = reviewSteps(moves(of(...cloudflare), of(...amazon))).risks;
    const words = risk?.consequence.map((part) => (typeof part === "string" ? part : part.text));
    expect(words?.join("")).to.equal(
      "The registry comes to send everybody who asks for example.com to ns-2048.awsdns-64.com and ns-2049.awsdns-65.net: there Cloudflare neither answers, proxies nor balances www.example.com, " +
        "and visitors whose resolvers have learnt of it get what those name servers say, or NXDOMAIN, until the registry names Cloudflare's alone again and resolvers have forgotten the others.",
    );
  });
});
