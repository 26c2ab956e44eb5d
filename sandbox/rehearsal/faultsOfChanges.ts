import type { DeclaredOrigin, DeclaredPool, DeclaredSite } from "../../model/serving/declaredSite";
import type { Fault, RehearsedUp } from "./faults";
import { primaryLost } from "./faultsOfNetwork";
import { struckOrigins, visitedPools } from "./struck";
import { withEachPool } from "./withEachPool";

/** An address of nobody's, where packets go unanswered. Source: RFC 5737 (TEST-NET-3). */
const oldAddress = "203.0.113.253";

const none = (): DeclaredOrigin[] => [];

const nothing = (): Promise<void> => Promise.resolve();

/** What people and `up` change. */
export const faultsOfChanges: readonly Fault[] = [
  {
    name: "address-stale",
    what: "The record, or the first origin of the first pool, leads to an address that the site had before",
    struck: (site) => struckOrigins(site, "origin"),
    inapplicable: () => undefined,
    begin: ({ site, declare }) => declare(withOldAddress(site)),
    end: ({ site, declare }) => declare(site),
  },
  {
    name: "up-of-another-environment",
    what: "Another environment is brought up in the same account",
    struck: none,
    inapplicable: (_, up) => withoutEngine(up),
    ...{ begin: nothing, meanwhile: (up) => up.run(), end: nothing },
  },
  {
    name: "up-during-fault",
    what: "Another environment is brought up while the region of the first pool is lost",
    struck: (site) => primaryLost.struck(site),
    inapplicable: (site, up) => withoutEngine(up) ?? primaryLost.inapplicable(site),
    begin: (stage) => primaryLost.begin(stage),
    meanwhile: (up) => up.run(),
    end: (stage) => primaryLost.end(stage),
  },
  {
    name: "up-killed",
    what: "The engine is killed half-way through bringing up another environment, which is brought up to its end then",
    struck: none,
    inapplicable: (_, up) => withoutEngine(up),
    begin: nothing,
    meanwhile: async (up) => {
      await up.runKilled();
      await up.run();
    },
    end: nothing,
  },
];

function withoutEngine(up: RehearsedUp | undefined): string | undefined {
  return up === undefined
    ? "No other environment can be brought up beside it: that takes --stack, and a second stack of the project that is not up in the sandbox"
    : undefined;
}

function withOldAddress(site: DeclaredSite): DeclaredSite {
  const { loadBalancer, addresses } = site;
  const primary = visitedPools(site)[0]?.name;
  return loadBalancer === undefined
    ? { ...site, addresses: addresses.map(moved) }
    : {
        ...site,
        loadBalancer: withEachPool(loadBalancer, (pool) =>
          pool.name === primary ? withFirstMoved(pool) : pool,
        ),
      };
}

function withFirstMoved(pool: DeclaredPool): DeclaredPool {
  const [first, ...others] = pool.origins;
  return first === undefined ? pool : { ...pool, origins: [moved(first), ...others] };
}

function moved(origin: DeclaredOrigin): DeclaredOrigin {
  return { ...origin, address: oldAddress };
}
