import { modelTypes } from "../../../model/graph/resourceTypes";
import { comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected } from "./strangersPlans";

const { acmCertificate, route53Record, route53Zone } = modelTypes;
const zone: Step = { ...same(route53Zone, "Z-own", { name: "example.net" }), id: "Z-own" };
const proof = (name: string): object => ({
  ...{ zoneId: "Z-own", name, type: "CNAME", ttl: 300 },
  records: ["_b2.acm-validations.aws."],
});
const issued = (domainName: string): Step =>
  same(acmCertificate, "cert", { domainName, validationMethod: "DNS" });
const gone = goes(route53Record, "proof", proof("_a1.origin.example.net"));

describe("the risks of records of Route 53 by which certificates are renewed", () => {
  judgesAsExpected([
    [
      "one goes",
      [zone, issued("origin.example.net"), gone],
      ["medium other-record-lost origin.example.net"],
    ],
    [
      "one goes that proves a wildcard",
      [zone, issued("*.origin.example.net"), gone],
      ["medium other-record-lost origin.example.net"],
    ],
    [
      "another one proves the same",
      [
        zone,
        issued("origin.example.net"),
        gone,
        comes(route53Record, "renamed", proof("_a1.origin.example.net")),
      ],
      [],
    ],
    [
      "its certificate goes too",
      [zone, goes(acmCertificate, "cert", { domainName: "origin.example.net" }), gone],
      [],
    ],
    ["it is of another name", [zone, issued("other.example.net"), gone], []],
    [
      "the certificate was imported",
      [zone, same(acmCertificate, "cert", { certificateBody: "a certificate" }), gone],
      [],
    ],
  ]);
});
