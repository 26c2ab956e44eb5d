import { expect } from "chai";
import fc from "fast-check";
import {
  OriginFirewallMode,
  RouteTargetKind,
  type FirewallPeerArgs,
  type OriginFirewallArgs,
} from "../../components/originFirewall";
import {
  loadOf,
  planFirewall,
  prefixListSize,
  type FirewallDemand,
  type FirewallPlan,
  type IngressRule,
} from "../../components/originFirewall/planner";
import { validateOriginFirewall } from "../../components/originFirewall/validate";

const families = ["ipv4", "ipv6"] as const;

const port = fc.integer({ min: 1, max: 12 }).map((low) => 8000 + low);
const ports = fc.uniqueArray(port, { minLength: 1, maxLength: 8 });
const ipv4 = fc.uniqueArray(
  fc.integer({ min: 0, max: 25 }).map((low) => `104.16.${low}.0/24`),
  { minLength: 1, maxLength: 24 },
);
const ipv6 = fc.uniqueArray(
  fc.integer({ min: 0, max: 12 }).map((low) => `2400:cb${(low + 16).toString(16)}::/32`),
  { maxLength: 12 },
);
const sources = fc.uniqueArray(
  fc.record({
    port,
    key: fc.constantFrom("probe", "vpn", "ci", "office"),
    weight: fc.record({
      ipv4: fc.integer({ min: 0, max: 8 }),
      ipv6: fc.integer({ min: 0, max: 8 }),
    }),
  }),
  { maxLength: 6, selector: ({ port: at, key }) => `${at} ${key}` },
);
const mode = fc.constantFrom(undefined, ...Object.values(OriginFirewallMode));
const shape = fc.record({ ipv4, ipv6, ports, sources, mode });
const quota = fc.record({
  rulesPerGroup: fc.integer({ min: 2, max: 130 }),
  groupsPerInterface: fc.integer({ min: 1, max: 16 }),
});

type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;
type Quota = typeof quota extends fc.Arbitrary<infer T> ? T : never;

function demandOf(given: Shape, granted: Quota): FirewallDemand {
  return {
    ranges: { ipv4: given.ipv4, ipv6: given.ipv6 },
    ports: given.ports,
    sources: given.sources.map(({ port: at, key, weight }) => ({
      port: at,
      from: { kind: "source", key },
      weight,
    })),
    mode: given.mode,
    ...granted,
  };
}

function identity({ port: at, from }: IngressRule): string {
  return JSON.stringify([at, from]);
}

/** Which ranges each port admits, one entry for each rule that admits it. */
function admitted(plan: FirewallPlan, demand: FirewallDemand): string[] {
  return plan.groups.flat().flatMap(({ port: at, from }) => {
    switch (from.kind) {
      case "range":
        return [`${at} ${from.cidr}`];
      case "prefixList":
        return demand.ranges[from.family].map((cidr) => `${at} ${cidr}`);
      case "source":
        return [];
    }
  });
}

function wanted({ ports: open, ranges }: FirewallDemand): string[] {
  return open.flatMap((at) => [...ranges.ipv4, ...ranges.ipv6].map((cidr) => `${at} ${cidr}`));
}

/** What one group counts for while the rules of two plans stand in it together. */
function loadTogether(one: FirewallPlan, other: FirewallPlan, index: number) {
  const together = [...(one.groups[index] ?? []), ...(other.groups[index] ?? [])];
  return loadOf([...new Map(together.map((rule) => [identity(rule), rule])).values()]);
}

describe("planFirewall, for any demand", () => {
  it("admits every range by exactly one rule on each port, and every source", () => {
    fc.assert(
      fc.property(shape, quota, (given, granted) => {
        const demand = demandOf(given, granted);
        const plan = planFirewall(demand);
        if (plan.problem !== undefined) {
          expect(plan.groups).to.deep.equal([]);
          return;
        }
        expect(admitted(plan, demand).sort()).to.deep.equal(wanted(demand).sort());
        const placed = plan.groups.flat().filter(({ from }) => from.kind === "source");
        expect(placed.map(identity).sort()).to.deep.equal(demand.sources.map(identity).sort());
      }),
      { numRuns: 1000 },
    );
  });

  it("never goes over the quotas, and never makes an empty group", () => {
    fc.assert(
      fc.property(shape, quota, (given, granted) => {
        const plan = planFirewall(demandOf(given, granted));
        expect(plan.groups.length).to.be.at.most(granted.groupsPerInterface);
        for (const group of plan.groups) {
          expect(group.length).to.be.above(0);
          for (const family of families) {
            expect(loadOf(group)[family]).to.be.at.most(granted.rulesPerGroup / 2);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("leaves room in every group for the rules of any other plan beside its own", () => {
    fc.assert(
      fc.property(shape, shape, quota, (before, after, granted) => {
        const from = planFirewall(demandOf(before, granted));
        const to = planFirewall(demandOf(after, granted));
        for (let index = 0; index < granted.groupsPerInterface; index++) {
          const load = loadTogether(from, to, index);
          for (const family of families) {
            expect(load[family]).to.be.at.most(granted.rulesPerGroup);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("does not depend on the order of ranges and sources", () => {
    const shuffled = shape.chain((given) =>
      fc.record({
        given: fc.constant(given),
        other: fc.record({
          ipv4: fc.shuffledSubarray(given.ipv4, { minLength: given.ipv4.length }),
          ipv6: fc.shuffledSubarray(given.ipv6, { minLength: given.ipv6.length }),
          ports: fc.constant(given.ports),
          sources: fc.shuffledSubarray(given.sources, { minLength: given.sources.length }),
          mode: fc.constant(given.mode),
        }),
      }),
    );
    fc.assert(
      fc.property(shuffled, quota, ({ given, other }, granted) => {
        expect(planFirewall(demandOf(given, granted))).to.deep.equal(
          planFirewall(demandOf(other, granted)),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps to a forced mode, and refuses only where that mode cannot be", () => {
    fc.assert(
      fc.property(shape, quota, (given, granted) => {
        const free = planFirewall(demandOf({ ...given, mode: undefined }, granted));
        const forced = Object.values(OriginFirewallMode).map((one) =>
          planFirewall(demandOf({ ...given, mode: one }, granted)),
        );
        expect(forced.map((plan) => plan.mode)).to.deep.equal(Object.values(OriginFirewallMode));
        const possible = forced.filter((plan) => plan.problem === undefined);
        expect(free.problem === undefined).to.equal(possible.length > 0);
        if (free.problem === undefined) {
          const fewest = Math.min(...possible.map((plan) => plan.groups.length));
          expect(free.groups).to.have.lengthOf(fewest);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("counts a prefix list as its full size, whatever it holds", () => {
    fc.assert(
      fc.property(shape, quota, (given, granted) => {
        const plan = planFirewall(demandOf(given, granted));
        for (const { from, weight } of plan.groups.flat()) {
          if (from.kind === "prefixList") {
            expect(weight[from.family]).to.equal(prefixListSize[from.family]);
            expect(weight.ipv4 + weight.ipv6).to.equal(prefixListSize[from.family]);
          }
        }
      }),
    );
  });
});

describe("OriginFirewall, for any arguments", () => {
  const cidr = fc.oneof(
    fc.constantFrom("0.0.0.0/0", "::/0", "10.0.0.0/8", "104.16.0.0/13", "172.0.0.0/8", "x"),
    fc
      .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
      .map(([address, length]) => `${address}/${length}`),
    fc.string(),
  );
  const anyPort = fc.oneof(fc.integer({ min: -1, max: 65537 }), fc.double());
  const peer: fc.Arbitrary<FirewallPeerArgs> = fc.record(
    {
      cidr,
      securityGroupId: fc.constantFrom("sg-0a1b2c3d", "sg-xyz", "web", ""),
      prefixListId: fc.constantFrom("pl-0a1b2c3d", "pl-"),
      prefixListEntries: fc.integer({ min: -1, max: 1100 }),
      ports: fc.array(anyPort, { maxLength: 3 }),
    },
    { requiredKeys: [] },
  );
  const peers = fc.dictionary(fc.string(), peer, { maxKeys: 3 });
  const args: fc.Arbitrary<OriginFirewallArgs> = fc.record(
    {
      vpcId: fc.constantFrom("vpc-0a1b2c3d", "vpc-nope", "vpc", ""),
      region: fc.constantFrom("eu-central-1", "moon"),
      ports: fc.array(anyPort, { maxLength: 4 }),
      ipv6: fc.boolean(),
      mode: fc.constantFrom(...Object.values(OriginFirewallMode)),
      ranges: fc.record(
        { ipv4: fc.array(cidr, { maxLength: 4 }), ipv6: fc.array(cidr, { maxLength: 4 }) },
        { requiredKeys: [] },
      ),
      acceptShrunkenRanges: fc.boolean(),
      additionalSources: peers,
      egress: peers,
      quota: fc.record(
        { rulesPerGroup: anyPort, groupsPerInterface: fc.integer({ min: -1, max: 20 }) },
        { requiredKeys: [] },
      ),
      routeTables: fc.dictionary(
        fc.string(),
        fc.record({
          routes: fc.array(
            fc.record({
              destination: cidr,
              target: fc.constantFrom(...Object.values(RouteTargetKind)),
            }),
            { maxLength: 4 },
          ),
        }),
        { maxKeys: 2 },
      ),
    },
    { requiredKeys: ["vpcId"] },
  );

  it("either makes a plan that lets Cloudflare in and the world not, or names the path of every problem", () => {
    fc.assert(
      fc.property(args, (given) => {
        const { problems, resolved } = validateOriginFirewall(given, "");
        if (resolved !== undefined) {
          const { plan, declared, sources } = resolved;
          expect(
            plan.groups.length > 0 && declared.ipv4.length > 0,
            "plan.groups.length > 0 && declared.ipv4.length > 0",
          ).to.equal(true);
          const open = [...declared.ipv4, ...declared.ipv6];
          const admittedCidrs = sources.rules.flatMap(({ cidr: block }) => block?.text ?? []);
          expect([...open, ...admittedCidrs].filter((block) => block.endsWith("/0"))).to.deep.equal(
            [],
          );
        } else {
          expect(problems.length).to.be.above(0);
          for (const { path, rule } of problems) {
            expect(path.length > 0 && rule.length > 0, `${path} must ${rule}`).to.equal(true);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
