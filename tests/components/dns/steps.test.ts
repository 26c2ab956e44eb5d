import { expect } from "chai";
import { CloudflarePlan } from "../../../facts/cloudflare/plans";
import { conflictProblems } from "../../../components/dns/conflicts";
import { reachabilityProblems } from "../../../components/dns/reachability";
import type { ResolvedRecord } from "../../../components/dns/resolve";

const zone = "example.com";

const plain = {
  formerKey: undefined,
  type: "A",
  ttl: 1,
  proxied: true,
  value: undefined,
  content: undefined,
} as const;

/** Records that could make every one be compared with every other. */
const hostileShapes: Readonly<Record<string, (index: number, size: number) => object>> = {
  "half of them routed privately, all of names of their own": (index, size) => ({
    name: `n${index}.${zone}`,
    ...(index < size / 2 ? { privateRouting: true } : {}),
  }),
  "one name, of which the last is routed privately": (index, size) => ({
    name: zone,
    ...(index === size - 1 ? { privateRouting: true } : {}),
  }),
  "a chain of CNAMEs": (index) => ({
    ...{ name: `n${index}.${zone}`, type: "CNAME", content: `n${index + 1}.${zone}` },
  }),
  "CNAMEs that all lead through one": (index) => ({
    ...{ name: `n${index}.${zone}`, type: "CNAME", content: `n0.${zone}` },
  }),
  "CNAMEs that all lead to one name, which has many addresses": (index) =>
    index % 2 === 0
      ? { name: `n${index}.${zone}`, type: "CNAME", content: zone }
      : { name: zone, content: `203.0.113.${index}` },
  "delegations beside records that none of them takes": (index) => ({
    name: `n${index}.${zone}`,
    ...(index % 2 === 0 ? { type: "NS", proxied: false, content: "ns.example.net" } : {}),
  }),
  "name servers of one name, and addresses beneath it": (index) =>
    index % 2 === 0
      ? { name: `sub.${zone}`, type: "NS", proxied: false, content: `ns${index}.sub.${zone}` }
      : { name: `ns${index - 1}.sub.${zone}`, proxied: false },
  "former keys of all": (index) => ({ name: `n${index}.${zone}`, formerKey: `old${index}` }),
};

/** How often anything is read of the records while they are checked with each other. */
function readsOf(make: (index: number, size: number) => object, size: number): number {
  let reads = 0;
  const records = Array.from({ length: size }, (_, index) => {
    const key = `k${index}`;
    const path = `records.${key}`;
    const record = { ...plain, key, path, namePath: `${path}.name`, ...make(index, size) };
    return new Proxy(record, {
      get: (target, name) => {
        reads += 1;
        return Reflect.get(target, name) as unknown;
      },
    }) as unknown as ResolvedRecord;
  });
  conflictProblems(records, zone, CloudflarePlan.Free);
  reachabilityProblems(records);
  return reads;
}

describe("records that are checked with each other", () => {
  for (const [title, make] of Object.entries(hostileShapes)) {
    it(`are read twice as often where there are twice as many: ${title}`, () => {
      const growth = readsOf(make, 400) / readsOf(make, 200);
      expect(growth > 1.5 && growth < 2.2, `${growth}`).to.equal(true);
    });
  }
});
