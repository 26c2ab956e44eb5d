import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { route53Record, route53Zone } = modelTypes;
const zone = (id: string, name: string): Step => ({ ...same(route53Zone, id, { name }), id });
const record = (name: string, type: string, ...records: readonly string[]): object => ({
  ...{ zoneId: "Z-parent", name, type, ttl: 300, records },
});
const child = record("aws.example.net", "NS", "ns-1.awsdns-01.com", "ns-2.awsdns-02.net");
const site = (...steps: readonly Step[]): Step[] => [
  same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: "CNAME", content: "lb.aws.example.net" },
    ...{ proxied: true, ttl: 1 },
  }),
  zone("Z-parent", "example.net"),
  ...steps,
];

describe("the risks of names of origins that Route 53 gives to other name servers", () => {
  judgesAsExpected([
    [
      "the record goes that gives them away",
      site(goes(route53Record, "child", child)),
      ["high origin-name-gone aws.example.net"],
    ],
    [
      "it names others",
      site(
        becomes(
          route53Record,
          "child",
          child,
          record("aws.example.net", "NS", "ns-9.awsdns-09.org"),
        ),
      ),
      ["medium origin-name-gone aws.example.net"],
    ],
    [
      "it names one less",
      site(
        becomes(
          route53Record,
          "child",
          child,
          record("aws.example.net", "NS", "ns-1.awsdns-01.com"),
        ),
      ),
      [],
    ],
    [
      "another one says the same",
      site(goes(route53Record, "child", child), comes(route53Record, "renamed", child)),
      [],
    ],
    [
      "no name beneath is asked",
      site(goes(route53Record, "child", record("old.example.net", "NS", "ns-1.awsdns-01.com"))),
      [],
    ],
    [
      "the zone's own record goes, which it keeps",
      site(goes(route53Record, "own", record("example.net", "NS", "ns-1.awsdns-01.com"))),
      [],
    ],
  ]);
});
