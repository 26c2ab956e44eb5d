import type { CorpusCase } from "../corpusCase";
import { shop } from "../shopByHand";

const [tasks, data] = [
  { of: "tasks", in: "0.0.0.0/0", out: "0.0.0.0/0" },
  { of: "data", in: "10.0.10.0/24", out: "10.0.10.0/24" },
];

/** What stands so before the change and after it. */
const findings = ["medium listener-tls-old https", "medium one-availability-zone shop"];

/** Ways between what serves behind a load balancer and what it asks itself. */
export const networkWithinCases: readonly CorpusCase[] = [
  {
    name: "egress-narrowed-past-the-database",
    because: "the tasks ask their database at a port that is no longer let out",
    before: shop(),
    after: shop({ egress: () => [[443, "0.0.0.0/0"]] }),
    risks: ["medium egress-shut shop"],
    findings,
    changes: ["update tasks"],
    says: ["shop.example.com", "at port 5432", "`database`"],
  },
  {
    name: "egress-narrowed-to-what-is-asked",
    because: "the tasks ask their database, and what is outside by HTTPS",
    before: shop(),
    after: shop({
      egress: (database) => [
        [443, "0.0.0.0/0"],
        [5432, database],
      ],
    }),
    risks: [],
    findings,
    changes: ["update tasks"],
  },
  {
    name: "acl-of-tasks-lets-in-no-answers",
    because: "what answers from the Internet comes from its own address, by a NAT gateway too",
    before: shop({ acl: tasks }),
    after: shop({ acl: { ...tasks, in: "10.0.0.0/16" } }),
    risks: ["medium egress-shut shop"],
    findings,
    changes: ["update guard"],
    says: ["shop.example.com", "network ACL", "`guard`"],
  },
  {
    name: "acl-of-the-database-lets-out-no-answers",
    because: "answers go to high ports, and network ACLs know no connections",
    before: shop(),
    after: shop({ acl: { ...data, ports: 5432 } }),
    risks: ["medium egress-shut shop"],
    findings,
    changes: ["create guard"],
    says: ["shop.example.com", "at port 5432"],
  },
  {
    name: "acl-of-the-database-comes",
    because: "the tasks and what answers them are let through",
    before: shop(),
    after: shop({ acl: data }),
    risks: [],
    findings,
    changes: ["create guard"],
  },
  {
    name: "nat-subnet-follows-the-private-table",
    because: "the gateway is led to itself",
    before: shop(),
    after: shop({ natFollows: "shut" }),
    risks: ["medium egress-shut shop"],
    findings,
    changes: ["update open-2"],
    says: ["shop.example.com", "no route leads it there"],
  },
];
