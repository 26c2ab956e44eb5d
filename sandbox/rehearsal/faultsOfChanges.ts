import type { DeclaredOrigin, DeclaredPool, DeclaredSite } from "../../model/serving/declaredSite";
import type { Fault, FaultStage, RehearsedUp } from "./faults";
import { faultsOfNetwork } from "./faultsOfNetwork";

/** An address of nobody's, where packets go unanswered. Source: RFC 5737 (TEST-NET-3). */
const oldAddress = "203.0.113.253";

const primaryLost = faultsOfNetwork.filter(({ name }) => name === "primary-lost");

/** What people and `up` change. */
export const faultsOfChanges: readonly Fault[] = [
  {
    name: "address-stale",
    what: "The record, or the first origin of the first pool, leads to an address that the site had before",
    inapplicable: () => undefined,
    begin: ({ site, declare }) => declare(withOldAddress(site)),
    end: ({ site, declare }) => declare(site),
  },
  {
    name: "up-of-another-environment",
    what: "Another environment is brought up in the same account",
    inapplicable: (_, up) => withoutEngine(up),
    begin: async ({ up }) => up?.other(),
    end: () => Promise.resolve(),
  },
  {
    name: "up-during-fault",
    what: "Another environment is brought up while the region of the first pool is lost",
    inapplicable: (site, up) => withoutEngine(up) ?? primaryLost[0]?.inapplicable(site, up),
    begin: async (stage) => {
      await Promise.all(primaryLost.map((fault) => fault.begin(stage)));
      await stage.up?.other();
    },
    end: async (stage) => {
      await Promise.all(primaryLost.map((fault) => fault.end(stage)));
    },
  },
  {
    name: "up-killed",
    what: "The engine is killed in the middle of an update of the site",
    inapplicable: (_, up) => withoutEngine(up),
    begin: async ({ up }) => up?.killed(),
    end: async ({ up }: FaultStage) => up?.own(),
  },
];

function withoutEngine(up: RehearsedUp | undefined): string | undefined {
  return up === undefined ? "No engine runs an `up` beside this rehearsal" : undefined;
}

function withOldAddress(site: DeclaredSite): DeclaredSite {
  const { loadBalancer, addresses } = site;
  return loadBalancer === undefined
    ? { ...site, addresses: addresses.map(moved) }
    : {
        ...site,
        loadBalancer: { ...loadBalancer, pools: loadBalancer.pools.map(withFirstMoved) },
      };
}

function withFirstMoved(pool: DeclaredPool, index: number): DeclaredPool {
  const [first, ...others] = pool.origins;
  return index > 0 || first === undefined ? pool : { ...pool, origins: [moved(first), ...others] };
}

function moved(origin: DeclaredOrigin): DeclaredOrigin {
  return { ...origin, address: oldAddress };
}
