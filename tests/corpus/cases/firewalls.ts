import type { CorpusCase } from "../corpusCase";
import { byList, inline, older, origin, ranges, single } from "../firewallsByHand";

const world = "0.0.0.0/0";
const [first = "", ...others] = ranges;
const nothing = (): void => undefined;
/** What a program names is deleted first unless it says otherwise. */
const newFirst = { deleteBeforeReplace: false };
const changesOf = (operation: string): string[] =>
  ranges.map((range) => `${operation} https-${range.replace(/\W/g, "-")}`).sort();

/** Security groups in every shape that programs give them. */
export const firewallCases: readonly CorpusCase[] = [
  {
    name: "firewall-opened-by-single-rule",
    because: "anybody reaches the origin past Cloudflare",
    before: origin(single(ranges)),
    after: origin(single([...ranges, world])),
    risks: ["high origin-opened origin"],
    changes: ["create https-0-0-0-0-0"],
    says: [world],
  },
  {
    name: "firewall-opened-by-older-rule",
    because: "the same by a rule of the older generation",
    before: origin(older({ cloudflare: ranges })),
    after: origin(older({ cloudflare: ranges, debug: [world] })),
    risks: ["high origin-opened origin"],
    changes: ["create debug"],
    says: [world],
  },
  {
    name: "firewall-opened-inline",
    because: "the same by a rule inside the group",
    before: origin(nothing, inline(ranges)),
    after: origin(nothing, inline([...ranges, world])),
    risks: ["high origin-opened origin"],
    changes: ["update web"],
    says: [world],
  },
  {
    name: "cloudflare-range-removed",
    because: "visitors whose requests come from that range get 522",
    before: origin(single(ranges)),
    after: origin(single(others)),
    risks: ["high origin-shut origin"],
    changes: [`delete https-${first.replace(/\W/g, "-")}`],
    says: [first, "522"],
  },
  {
    name: "prefix-list-entry-removed",
    because: "the same by an entry of a prefix list",
    before: origin(byList(ranges)),
    after: origin(byList(others)),
    risks: ["high origin-shut origin"],
    changes: ["update cloudflare"],
    says: [first],
  },
  {
    name: "prefix-list-rule-removed",
    because: "nobody gets in any more",
    before: origin(byList(ranges)),
    after: origin(byList(ranges, false)),
    risks: ["high origin-shut origin"],
    changes: ["delete https"],
    says: ["every visitor gets Error 522"],
  },
  {
    name: "single-rules-become-older-rule",
    because: "the same permissions are asked for while they stand, which EC2 refuses",
    before: origin(single(ranges)),
    after: origin(older({ cloudflare: ranges })),
    risks: ["medium rule-refused web"],
    changes: ["create cloudflare", ...changesOf("delete")],
    says: ["InvalidPermission.Duplicate"],
  },
  {
    name: "single-rules-become-inline",
    because: "the group takes over what stands, then the old rules are revoked: nobody gets in",
    before: origin(single(ranges)),
    after: origin(nothing, inline(ranges)),
    risks: ["high origin-shut origin"],
    changes: [...changesOf("delete"), "update web"].sort(),
    says: ["every visitor gets Error 522"],
  },
  {
    name: "inline-becomes-single-rules",
    because:
      "rules inside a group stay when the program leaves them out, so EC2 refuses them a second time",
    before: origin(nothing, inline(ranges)),
    after: origin(single(ranges)),
    risks: ["medium rule-refused web"],
    changes: changesOf("create"),
    says: ["InvalidPermission.Duplicate"],
  },
  {
    name: "group-replaced-with-inline-rules",
    because: "the new group comes with its rules before the load balancer carries it",
    before: origin(nothing, { ...inline(ranges), name: "web", description: "one" }),
    after: origin(nothing, { ...inline(ranges), name: "web-two", description: "two" }, newFirst),
    risks: [],
    changes: ["replace web", "update origin"],
  },
  {
    name: "group-replaced-under-its-name",
    because:
      "what a program names is deleted first, and EC2 keeps a group that a load balancer carries",
    before: origin(nothing, { ...inline(ranges), description: "one" }),
    after: origin(nothing, { ...inline(ranges), description: "two" }),
    risks: ["medium object-in-use web"],
    changes: ["replace web", "update origin"],
    says: ["namePrefix"],
  },
  {
    name: "group-replaced-with-single-rules",
    because: "the load balancer may carry the new group before its rules are there",
    before: origin(single(ranges), { name: "web", description: "one" }),
    after: origin(single(ranges), { name: "web-two", description: "two" }, newFirst),
    risks: ["medium origin-shut-meanwhile origin"],
    changes: [...changesOf("replace"), "replace web", "update origin"].sort(),
  },
  {
    name: "firewall-tags-only",
    because: "tags let nobody in or out",
    before: origin(single(ranges)),
    after: origin(single(ranges, { tags: { team: "edge" } }), { tags: { team: "edge" } }),
    risks: [],
    changes: [...changesOf("update"), "update web"].sort(),
    says: ["only words for people"],
  },
];
