import { Stack } from "@pulumi/aws/cloudformation/stack";
import { Eip } from "@pulumi/aws/ec2/eip";
import { Record, type RecordArgs } from "@pulumi/aws/route53/record";
import { interpolate, type CustomResourceOptions, type Output } from "@pulumi/pulumi";
import type { CorpusCase, Program } from "../corpusCase";
import { anewFor } from "../frontByHand";
import {
  aclAlone,
  answers,
  guardedAlone,
  guardedNetwork,
  https,
  namesByHand,
  network,
  usualNetwork,
  type AclRuleByHand,
} from "../networkByHand";

/** The office's range, whose address is drawn when the program runs. */
function office(): Output<string> {
  return interpolate`${new Eip("office", { domain: "vpc" }).publicIp}/32`;
}

const openTo = (range: string): AclRuleByHand[] => [[100, "allow", range, 443, 443]];

/** A name that the first pool asks, with an address of a machine elsewhere. */
const named = (said: Partial<RecordArgs>, options: CustomResourceOptions = {}): Program =>
  namesByHand((zoneId) => {
    new Record(
      "origin",
      {
        ...{ zoneId, name: "origin.example.net", type: "A", ttl: 60, records: ["203.0.113.80"] },
        ...said,
      },
      options,
    );
  });

const before = named({});

/** Two machines elsewhere that answer for one name by turns, the first of which may be told although it is not well. */
const byTurns = (said: Partial<RecordArgs>): Program =>
  namesByHand((zoneId) => {
    ["203.0.113.80", "203.0.113.81"].forEach((address, index) => {
      new Record(`turn-${index}`, {
        ...{ zoneId, name: "origin.example.net", type: "A", ttl: 60, records: [address] },
        ...{ setIdentifier: address, weightedRoutingPolicies: [{ weight: 1 }] },
        healthCheckId: `0123456789abcdef-${index}`,
        ...(index === 0 ? said : {}),
      });
    });
  });

const turns = byTurns({});

/** Ways between Cloudflare and origins that are not known before the update, or are away while it runs. */
export const networkFurtherCases: readonly CorpusCase[] = [
  {
    name: "acl-rules-of-an-address-to-come",
    because: "the list is made of an address that nobody knows yet",
    before: guardedNetwork,
    after: network((made) => {
      made.usual();
      made.acl(office().apply(openTo), [answers]);
    }),
    risks: ["medium network-acl-unknown origin"],
    changes: ["create office", "update edge"],
    says: ["www.example.com", "Error 522"],
  },
  {
    name: "acl-rule-of-an-address-to-come",
    because: "the rule before lets in everybody at the port",
    before: guardedNetwork,
    after: network((made) => {
      made.usual();
      made.acl([https, [110, "allow", office(), 443, 443]], [answers]);
    }),
    risks: [],
    changes: ["create office", "update edge"],
  },
  {
    name: "acl-rule-renumbered-the-old-one-first",
    because: "between the two rules nobody gets in",
    before: guardedAlone,
    after: aclAlone(
      [[110, "allow", "0.0.0.0/0", 443, 443]],
      { 110: "in-100" },
      { deleteBeforeReplace: true },
    ),
    risks: ["medium network-gap origin"],
    changes: ["replace in-100"],
    says: ["www.example.com", "Error 522"],
  },
  {
    name: "acl-rule-renumbered",
    because: "the new rule stands before the old one goes",
    before: guardedAlone,
    after: aclAlone([[110, "allow", "0.0.0.0/0", 443, 443]], { 110: "in-100" }),
    risks: [],
    changes: ["replace in-100"],
  },
  {
    name: "association-to-a-table-of-another-tool",
    because: "what routes the table has is known to the template alone",
    before: usualNetwork,
    after: network((made) => {
      const { outputs } = new Stack("routing", {
        templateUrl: "https://templates.example.net/routing.yaml",
      });
      const id = outputs.apply(({ PublicRouteTable = "" }) => PublicRouteTable);
      made.usual({ tables: { b: { id } } });
    }),
    risks: ["medium subnet-route-unknown origin"],
    notJudged: ["create routing: "],
    changes: ["create routing", "update public-b"],
    says: ["public-b", "Error 522"],
  },
  {
    name: "route53-name-made-anew-the-old-one-first",
    because: "between the two records the name has no address",
    before,
    after: named({ ttl: 300 }, anewFor("ttl")),
    risks: ["medium origin-name-gap origin.example.net"],
    changes: ["replace origin"],
    says: ["www.example.com", "1016"],
  },
  {
    name: "route53-name-kept-longer",
    because: "the name has the same address",
    before,
    after: named({ ttl: 300 }),
    risks: [],
    changes: ["update origin"],
  },
  {
    name: "route53-name-no-longer-watched",
    because: "Route 53 goes on telling of the machine when that falls",
    before: turns,
    after: byTurns({ healthCheckId: undefined }),
    risks: ["medium origin-name-unwatched origin.example.net"],
    changes: ["update turn-0"],
  },
  {
    name: "route53-names-by-turns-kept-longer",
    because: "both are watched as before",
    before: turns,
    after: byTurns({ ttl: 120 }),
    risks: [],
    changes: ["update turn-0"],
  },
];
