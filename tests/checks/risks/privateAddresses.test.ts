import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { networkTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, reviewSteps, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { elasticIp, elasticIpAssociation } = networkTypes;
const { networkInterface } = modelTypes;
const [first, second, third] = ["10.2.0.10", "10.2.0.11", "10.2.0.12"];
const publicIp = "203.0.113.60";

const club = same("record", "club", {
  ...{ zoneId, name: "club.example.com", type: "A", content: publicIp, proxied: true, ttl: 1 },
});
const address = { ...same(elasticIp, "club", { domain: "vpc" }), outputs: { publicIp } };
const tie = { allocationId: "club", networkInterfaceId: "card", privateIpAddress: second };
const tied = same(elasticIpAssociation, "club", tie);
const card = (was: object, is: object): Step => ({
  ...becomes(networkInterface, "card", { subnetId: "s", ...was }, { subnetId: "s", ...is }),
  outputs: { privateIp: first },
});
const ips = (...privateIps: readonly (string | undefined)[]): object => ({ privateIps });
const unread = ["card: privateIps"];
const untied = ["high address-untied club"];

describe("the risks of private addresses that an interface gives up", () => {
  judgesAsExpected([
    [
      "to one of which an elastic address is tied",
      [club, address, tied, card(ips(first, second, third), ips(first))],
      untied,
      unread,
    ],
    [
      "to another of which it is tied",
      [club, address, tied, card(ips(first, second, third), ips(first, second))],
      [],
      unread,
    ],
    [
      "and gets one more",
      [club, address, tied, card(ips(first, second), ips(first, second, third))],
      [],
      unread,
    ],
    [
      "and the elastic address is untied in the same update",
      [
        club,
        address,
        goes(elasticIpAssociation, "club", tie),
        card(ips(first, second), ips(first)),
      ],
      ["high address-untied club"],
      unread,
    ],
    [
      "to which an elastic address is tied that nothing leads to",
      [address, tied, card(ips(first, second), ips(first))],
      [],
      unread,
    ],
    [
      "all that it has beside its own",
      [club, address, tied, card({ privateIpsCount: 2 }, { privateIpsCount: 0 })],
      untied,
      ["card: privateIpsCount"],
    ],
  ]);

  it("are told by name", () => {
    const { risks } = reviewSteps([club, address, tied, card(ips(first, second), ips(first))]);
    expect(bareText(risks[0]?.consequence ?? [])).to.equal(
      "From this change on card has the private address 10.2.0.11 no more, and with that AWS unties 203.0.113.60, where club.example.com leads: visitors of club.example.com get Error 522 until it is tied again, and every monitor finds the origin down.",
    );
  });
});
