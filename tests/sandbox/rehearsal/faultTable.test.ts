import { expect } from "chai";
import { describeProblem } from "../../../core/problem";
import { ModelledClock } from "../../../sandbox/modelledClock";
import type { Origins } from "../../../sandbox/origins/origins";
import { onDefaults } from "../../../sandbox/rehearsal/cloudflareDefaults";
import type { FaultStage, RehearsedUp } from "../../../sandbox/rehearsal/faults";
import { faults, faultsNamed } from "../../../sandbox/rehearsal/faultTable";
import type { DeclaredSite } from "../../../model/serving/declaredSite";
import { declaredOrigin, declaredPool, declaredSite, deepMonitor } from "../declaredSites";

/** A stage on which every act is written down. */
function recordingStage(site: DeclaredSite): { stage: FaultStage; acts: string[] } {
  const acts: string[] = [];
  const act =
    (name: string) =>
    (...given: unknown[]): Promise<void> => {
      acts.push([name, ...given.map((one) => JSON.stringify(one))].join(" "));
      return Promise.resolve();
    };
  const origins = {
    ...{ behave: act("behave"), way: act("way"), kill: act("kill"), mend: act("mend") },
    callers: () => ["172.64.0.1", "104.16.0.1"],
  } as unknown as Origins;
  const declare = (declared: DeclaredSite): Promise<void> =>
    act("declare")(declared.loadBalancer?.pools[0]?.origins.map(({ address }) => address));
  return { stage: { site, origins, clock: new ModelledClock(20), declare }, acts };
}

/** Runs of `up` that are written down. */
function recordedUp(acts: string[]): RehearsedUp {
  const act = (name: string) => (): Promise<void> => {
    acts.push(name);
    return Promise.resolve();
  };
  return {
    ...{ makeReady: act("makeReady"), run: act("run"), runKilled: act("runKilled") },
    onDeclared: () => () => undefined,
  };
}

const [first, second, other] = ["198.51.100.1", "198.51.100.2", "198.51.100.3"].map((address) =>
  declaredOrigin({ name: address, address }),
) as [
  ReturnType<typeof declaredOrigin>,
  ReturnType<typeof declaredOrigin>,
  ReturnType<typeof declaredOrigin>,
];
const site = declaredSite([
  declaredPool("primary", [first, second]),
  declaredPool("backup", [other]),
]);

async function actsOf(name: string, on: DeclaredSite = site): Promise<string[]> {
  const { stage, acts } = recordingStage(on);
  const [fault] = faultsNamed([name]).faults;
  await fault?.begin(stage);
  await fault?.meanwhile?.(recordedUp(acts));
  acts.push("---");
  await fault?.end(stage);
  return acts;
}

describe("faults of a rehearsal", () => {
  it("say which origins they may keep from answering", () => {
    const struck = (name: string): string[] =>
      faultsNamed([name]).faults.flatMap((fault) =>
        fault.struck(site).map(({ address }) => address),
      );
    expect(
      faults.filter((fault) => fault.struck(site).length === 0).map(({ name }) => name),
    ).to.deep.equal(["up-of-another-environment", "up-killed"]);
    expect(struck("address-stale")).to.deep.equal([first.address]);
    expect(struck("upstream-dead")).to.deep.equal([first.address]);
    expect(struck("primary-flapping")).to.deep.equal([first.address, second.address]);
    expect(struck("up-during-fault")).to.deep.equal([first.address, second.address]);
    expect(struck("all-regions-lost")).to.have.length(3);
  });

  it("have names of their own", () => {
    const names = faults.map(({ name }) => name);
    expect(names).to.deep.equal([...new Set(names)]);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)+$/.test(name))).to.deep.equal([]);
    expect(names).to.have.length(36);
  });

  it("are found by name, once each, and a name that is none is told with the nearest", () => {
    const asked = faultsNamed(["port-closed", "origin-kiled", "port-closed", "x"]);
    expect(asked.faults.map(({ name }) => name)).to.deep.equal(["port-closed"]);
    const told = asked.problems.map(describeProblem);
    expect(told[0]).to.equal(
      '--fault must be the name of a fault; got "origin-kiled". Did you mean origin-killed?',
    );
    expect(told[1]).to.match(/^--fault must be the name of a fault; got "x"\. There are origin-/);
    expect(told).to.have.length(2);
  });

  it("strike the first origin, half a pool, a pool or all, and mend what they struck", async () => {
    await expect(actsOf("origin-killed")).to.eventually.deep.equal([
      'kill "198.51.100.1" 443',
      "---",
      'mend "198.51.100.1" 443',
    ]);
    await expect(actsOf("half-of-pool-down")).to.eventually.deep.equal([
      'kill "198.51.100.1" 443',
      "---",
      'mend "198.51.100.1" 443',
    ]);
    await expect(actsOf("primary-lost")).to.eventually.deep.equal([
      'way "198.51.100.1" 443 {"connections":"drop"}',
      'way "198.51.100.2" 443 {"connections":"drop"}',
      "---",
      'mend "198.51.100.1" 443',
      'mend "198.51.100.2" 443',
    ]);
    const all = await actsOf("all-regions-lost");
    expect(all.filter((act) => act.startsWith("way"))).to.have.length(3);
  });

  it("miss origins that are switched off, and pools", async () => {
    const off = declaredSite([
      { ...declaredPool("off", [first]), enabled: false },
      declaredPool("primary", [declaredOrigin({ ...second, enabled: false }), other]),
    ]);
    await expect(actsOf("origin-killed", off)).to.eventually.deep.equal([
      'kill "198.51.100.3" 443',
      "---",
      'mend "198.51.100.3" 443',
    ]);
  });

  it("ban and lose those of Cloudflare's addresses that have called", async () => {
    const banned = await actsOf("edge-address-banned");
    expect(banned[0]).to.equal('way "198.51.100.1" 443 {"refusesFrom":["172.64.0.1"]}');
    const guarded = declaredSite([
      declaredPool("only", [
        declaredOrigin({ admits: (source) => (source.startsWith("203.") ? "no" : "yes") }),
      ]),
    ]);
    const missing = await actsOf("cloudflare-range-missing", guarded);
    expect(missing[0]).to.equal('way "198.51.100.1" 443 {"dropsFrom":["172.64.0.0/13"]}');
  });

  it("change what is declared, and take it back", async () => {
    await expect(actsOf("address-stale")).to.eventually.deep.equal([
      'declare ["203.0.113.253","198.51.100.2"]',
      "---",
      'declare ["198.51.100.1","198.51.100.2"]',
    ]);
  });

  it("leave a new certificate unread, where the old one is shown that has expired", async () => {
    const only = declaredSite([declaredPool("only", [first])]);
    await expect(actsOf("certificate-not-reloaded", only)).to.eventually.deep.equal([
      'behave "198.51.100.1" 443 {"certificate":"expired"}',
      'behave "198.51.100.1" 443 {"certificate":"right","reloads":false}',
      "---",
      'mend "198.51.100.1" 443',
    ]);
  });

  it("run the engine in the middle of another fault, and kill it", async () => {
    await expect(actsOf("up-during-fault")).to.eventually.deep.equal([
      'way "198.51.100.1" 443 {"connections":"drop"}',
      'way "198.51.100.2" 443 {"connections":"drop"}',
      "run",
      "---",
      'mend "198.51.100.1" 443',
      'mend "198.51.100.2" 443',
    ]);
    await expect(actsOf("up-of-another-environment")).to.eventually.deep.equal(["run", "---"]);
    await expect(actsOf("up-killed")).to.eventually.deep.equal(["runKilled", "run", "---"]);
  });

  it("come and go in turn until they end", async () => {
    const { stage, acts } = recordingStage(declaredSite([declaredPool("only", [first])]));
    const clock = { sleep: () => Promise.resolve() };
    let turns = 0;
    clock.sleep = () => ((turns += 1) > 3 ? Promise.reject(new Error("ended")) : Promise.resolve());
    const driven = { ...stage, clock: clock as unknown as ModelledClock };
    const [fault] = faultsNamed(["primary-flapping"]).faults;
    await fault?.begin(driven);
    await fault?.end(driven);
    expect(acts[0]).to.equal('way "198.51.100.1" 443 {"connections":"drop"}');
    expect(acts.at(-1)).to.equal('way "198.51.100.1" 443 {"connections":"open"}');
  });

  it("strike a site on Cloudflare's defaults as they strike the declared one", async () => {
    const deep = declaredSite([declaredPool("primary", [first], deepMonitor)]);
    const acts = ['behave "198.51.100.1" 443 {"status":500}', "---", 'mend "198.51.100.1" 443'];
    for (const each of [deep, onDefaults(deep)]) {
      await expect(actsOf("application-error-unseen", each)).to.eventually.deep.equal(acts);
    }
  });

  it("say why they cannot happen", () => {
    const without = declaredSite([], [declaredOrigin({ isEncrypted: false })]);
    const said = faults.flatMap(({ name, inapplicable }) => {
      const reason = inapplicable(without);
      return reason === undefined ? [] : [[name, reason]];
    });
    expect(Object.fromEntries(said)).to.deep.equal({
      "half-of-pool-down": "The first pool has one origin, of which there is no half",
      "application-error-unseen": "No monitor looks at its origins",
      "targets-drained": "Its origins are not load balancers of AWS",
      "targets-gone": "Its origins are not load balancers of AWS",
      "cloudflare-range-missing": "Its origins let everybody in",
      "certificate-expired": "Cloudflare connects to its origins without TLS",
      "certificate-not-reloaded": "Cloudflare connects to its origins without TLS",
      "certificate-wrong-name": "Cloudflare connects to its origins without TLS",
      "certificate-self-signed": "Cloudflare connects to its origins without TLS",
      "certificate-chain-incomplete": "Cloudflare connects to its origins without TLS",
      "client-certificate-refused": "Its origins ask for no client certificate",
      "monitor-path-broken": "No monitor looks at its origins",
      "monitor-rate-limited": "No monitor looks at its origins",
      "up-of-another-environment":
        "No other environment can be brought up beside it: that takes --stack, and a second stack of the project that is not up in the sandbox",
      "up-during-fault":
        "No other environment can be brought up beside it: that takes --stack, and a second stack of the project that is not up in the sandbox",
      "up-killed":
        "No other environment can be brought up beside it: that takes --stack, and a second stack of the project that is not up in the sandbox",
    });
    const shallow = declaredSite([declaredPool("only", [first], { ...deepMonitor, path: "/" })]);
    const [unseen] = faultsNamed(["application-error-unseen"]).faults;
    expect(unseen?.inapplicable(shallow)).to.equal(
      "Its monitors ask for no path that visitors do not ask for",
    );
    expect(unseen?.inapplicable(site)).to.equal(undefined);
  });

  describe("of a site that is steered by where visitors are", () => {
    const [us, eu] = [declaredPool("us", [first]), declaredPool("eu", [second, other])];
    const { loadBalancer } = declaredSite([us, eu]);
    const steered: DeclaredSite = {
      ...site,
      loadBalancer: loadBalancer && {
        ...{ ...loadBalancer, steeringPolicy: "geo", fallbackPool: us },
        regionPools: { WEU: [eu, us], ENAM: [us, eu] },
      },
    };

    it("strike the pool that visitors are sent to, not the first that is named", async () => {
      expect(await actsOf("origin-killed", steered)).to.deep.equal([
        'kill "198.51.100.2" 443',
        "---",
        'mend "198.51.100.2" 443',
      ]);
      expect(await actsOf("primary-lost", steered)).to.have.length(5);
    });

    it("move an address in every place that has the pool, and no other pool's", () => {
      const sites: DeclaredSite[] = [];
      const { stage } = recordingStage(steered);
      const declare = (declared: DeclaredSite): Promise<void> =>
        Promise.resolve(void sites.push(declared));
      const [stale] = faultsNamed(["address-stale"]).faults;
      void stale?.begin({ ...stage, declare });
      const [moved] = sites.map((each) => each.loadBalancer);
      const addresses = (pools: readonly { origins: readonly { address: string }[] }[] = []) =>
        pools.map(({ origins }) => origins.map(({ address }) => address).join(" "));
      const away = "203.0.113.253 198.51.100.3";
      expect(addresses(moved?.pools)).to.deep.equal(["198.51.100.1", away]);
      expect(addresses(moved?.regionPools.WEU)).to.deep.equal([away, "198.51.100.1"]);
      expect(addresses(moved?.regionPools.ENAM)).to.deep.equal(["198.51.100.1", away]);
      expect(addresses(moved && [moved.fallbackPool])).to.deep.equal(["198.51.100.1"]);
    });
  });
});
