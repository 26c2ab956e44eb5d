import { expect } from "chai";
import type * as pulumi from "@pulumi/pulumi";
import {
  CloudflarePlan,
  FailoverLoadBalancer,
  SessionAffinity,
  SteeringPolicy,
  type FailoverLoadBalancerArgs,
} from "../../../components";
import { inBothModes, unknown, type Run } from "../../support/mocks";
import { backup, exampleArgs, primary } from "./example";

const build = (args: FailoverLoadBalancerArgs) => (parent: pulumi.Resource) =>
  new FailoverLoadBalancer("shop", args, { parent });

const inputsOf = (run: Run<unknown>) =>
  run.one("cloudflare:index/loadBalancer:LoadBalancer", "shop-load-balancer").inputs;

const poolId = ({ preview }: Run<unknown>, pool: string) =>
  preview ? unknown : `shop-pool-${pool}-id`;

const third = { name: "third", origins: { a: { address: "198.51.100.30" } } };
const pools = [primary, backup, third];

/** All that `steering` adds to the load balancer's inputs. */
const steeringOf = (run: Run<unknown>) => {
  const { steeringPolicy, regionPools, countryPools, popPools, randomSteering } = inputsOf(run);
  return { steeringPolicy, regionPools, countryPools, popPools, randomSteering };
};

const noLists = { regionPools: undefined, countryPools: undefined, popPools: undefined };

describe("FailoverLoadBalancer steering", () => {
  it("sends no lists and no weights with the policy off", async () => {
    await inBothModes(build(exampleArgs({ steering: { policy: SteeringPolicy.Off } })), (run) => {
      expect(steeringOf(run)).to.deep.equal({
        steeringPolicy: "off",
        ...noLists,
        randomSteering: undefined,
      });
      expect("regionPools" in inputsOf(run)).to.equal(false);
    });
  });

  it("ends each list of geo steering with the serving pools that it leaves out", async () => {
    const steering = {
      policy: SteeringPolicy.Geo,
      regionPools: { WEU: ["backup"], ENAM: ["third", "primary"] },
      countryPools: { DE: ["third"] },
      popPools: { FRA: ["backup", "third", "primary"] },
    };
    const args = exampleArgs({ pools, steering, plan: CloudflarePlan.Enterprise });
    await inBothModes(build(args), (run) => {
      const ids = (...names: string[]) => names.map((name) => poolId(run, name));
      expect(steeringOf(run)).to.deep.equal({
        steeringPolicy: "geo",
        regionPools: {
          WEU: ids("backup", "primary", "third"),
          ENAM: ids("third", "primary", "backup"),
        },
        countryPools: { DE: ids("third", "primary", "backup") },
        popPools: { FRA: ids("backup", "third", "primary") },
        randomSteering: undefined,
      });
    });
  });

  it("leaves a drained pool out of every list", async () => {
    const args = exampleArgs({
      pools: [primary, { ...backup, drain: true }, third],
      trafficSteeringAddOn: true,
      steering: { policy: SteeringPolicy.Geo, regionPools: { WEU: ["backup"], OC: ["third"] } },
    });
    await inBothModes(build(args), (run) => {
      const ids = (...names: string[]) => names.map((name) => poolId(run, name));
      expect(steeringOf(run)).to.deep.equal({
        steeringPolicy: "geo",
        ...noLists,
        regionPools: { WEU: ids("primary", "third"), OC: ids("third", "primary") },
        randomSteering: undefined,
      });
    });
  });

  it("sends the weight of every serving pool where the policy reads weights", async () => {
    const weighted = [{ ...primary, weight: 0.8 }, { ...backup, drain: true, weight: 0.3 }, third];
    for (const policy of ["random", "least_outstanding_requests", "least_connections"] as const) {
      const args = exampleArgs({
        pools: weighted,
        steering: { policy },
        trafficSteeringAddOn: true,
      });
      await inBothModes(build(args), (run) => {
        expect(steeringOf(run)).to.deep.equal({
          steeringPolicy: policy,
          ...noLists,
          randomSteering: {
            defaultWeight: 1,
            poolWeights: run.preview
              ? unknown
              : { "shop-pool-primary-id": 0.8, "shop-pool-third-id": 1 },
          },
        });
      });
    }
  });

  it("sends policies without weights as they are", async () => {
    const placed = [
      { ...primary, latitude: 52.5, longitude: 13.4 },
      { ...backup, latitude: 37.8, longitude: -122.4 },
    ];
    for (const policy of [SteeringPolicy.DynamicLatency, SteeringPolicy.Proximity]) {
      const args = exampleArgs({
        pools: placed,
        steering: { policy },
        plan: CloudflarePlan.Enterprise,
      });
      await inBothModes(build(args), (run) => {
        expect(steeringOf(run)).to.deep.equal({
          steeringPolicy: policy,
          ...noLists,
          randomSteering: undefined,
        });
      });
    }
  });
});

describe("FailoverLoadBalancer session affinity", () => {
  /** All that `sessionAffinity` adds to the load balancer's inputs. */
  const affinityOf = (run: Run<unknown>) => {
    const { sessionAffinity, sessionAffinityTtl, sessionAffinityAttributes } = inputsOf(run);
    return { sessionAffinity, sessionAffinityTtl, sessionAffinityAttributes };
  };

  it("sends every attribute of affinity by cookie", async () => {
    for (const type of [SessionAffinity.Cookie, SessionAffinity.IpCookie]) {
      await inBothModes(build(exampleArgs({ sessionAffinity: { type } })), (run) => {
        expect(affinityOf(run)).to.deep.equal({
          sessionAffinity: type,
          sessionAffinityTtl: 82_800,
          sessionAffinityAttributes: {
            drainDuration: 300,
            requireAllHeaders: false,
            samesite: "Auto",
            secure: "Auto",
            zeroDowntimeFailover: "sticky",
          },
        });
      });
    }
  });

  it("sends every attribute of affinity by header", async () => {
    const sessionAffinity = {
      type: SessionAffinity.Header,
      ttlSeconds: 30,
      headers: ["X-Session"],
      requireAllHeaders: true,
    };
    await inBothModes(build(exampleArgs({ sessionAffinity })), (run) => {
      expect(affinityOf(run)).to.deep.equal({
        sessionAffinity: "header",
        sessionAffinityTtl: 30,
        sessionAffinityAttributes: {
          drainDuration: 30,
          requireAllHeaders: true,
          samesite: "Auto",
          secure: "Auto",
          zeroDowntimeFailover: "temporary",
          headers: ["X-Session"],
        },
      });
    });
  });

  it("leaves pinned sessions alone where the zone uses Argo or Tiered Cache", async () => {
    const args = exampleArgs({
      usesArgoOrTieredCache: true,
      sessionAffinity: { type: SessionAffinity.Cookie, ttlSeconds: 1800, drainSeconds: 0 },
    });
    await inBothModes(build(args), (run) => {
      expect(affinityOf(run)).to.deep.equal({
        sessionAffinity: "cookie",
        sessionAffinityTtl: 1800,
        sessionAffinityAttributes: {
          drainDuration: 0,
          requireAllHeaders: false,
          samesite: "Auto",
          secure: "Auto",
          zeroDowntimeFailover: "none",
        },
      });
    });
  });

  it("sends no attributes where the type is none", async () => {
    const sessionAffinity = { type: SessionAffinity.None };
    await inBothModes(build(exampleArgs({ sessionAffinity })), (run) => {
      expect(affinityOf(run)).to.deep.equal({
        sessionAffinity: "none",
        sessionAffinityTtl: undefined,
        sessionAffinityAttributes: undefined,
      });
    });
  });
});
