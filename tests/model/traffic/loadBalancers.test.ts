import { expect } from "chai";

import { readTrafficPaths, type TrafficModel } from "../../../model/traffic/path";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
} from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { balancer, pool, resource } from "../resource";

const www = "www.example.com";

function account(...resources: ModelResource[]): TrafficModel {
  return readTrafficPaths(resources, { complete: true });
}

function origins(...list: ModelObject[]): ModelObject {
  return {
    origins: list.map((each, index) => ({
      name: `o${index}`,
      address: `203.0.113.${index}`,
      ...each,
    })),
  };
}

describe("whether a pool takes traffic", () => {
  const cases: [string, string, ModelObject][] = [
    ["with an origin", "yes", origins({})],
    ["switched off", "no", { ...origins({}), enabled: false }],
    ["without origins", "no", { origins: [] }],
    ["with its only origin off", "no", origins({ enabled: false })],
    ["with one of two origins off", "yes", origins({ enabled: false }, {})],
    ["with every weight 0", "no", origins({ weight: 0 }, { weight: 0 })],
    ["with an origin without address", "no", origins({ address: "" })],
    ["with an address not known yet", "yes", origins({ address: unknownValue })],
    ["with a switch not known yet", "unknown", origins({ enabled: unknownValue })],
    ["with origins not known yet", "unknown", { origins: unknownValue }],
    ["with a weight not known yet", "unknown", origins({ weight: unknownValue })],
    [
      "with fewer origins on than its minimum",
      "no",
      { ...origins({}), minimumOrigins: 2, monitor: "m" },
    ],
    [
      "with few origins and no monitor that counts them",
      "yes",
      { ...origins({}), minimumOrigins: 2 },
    ],
    [
      "with a minimum not known yet",
      "unknown",
      { ...origins({}), minimumOrigins: unknownValue, monitor: "m" },
    ],
    [
      "with origins that may make up the minimum",
      "unknown",
      { ...origins({}, { enabled: unknownValue }), minimumOrigins: 2, monitor: "m" },
    ],
  ];
  for (const [title, expected, properties] of cases) {
    it(`says ${expected} ${title}`, () => {
      expect(account(pool("p", properties)).pools[0]?.serves).to.equal(expected);
    });
  }

  it("ignores the minimum in a fallback pool, as Cloudflare ignores its health", () => {
    const [read] = account(pool("p", { minimumOrigins: 2, monitor: "m" })).pools;
    expect([read?.serves, read?.servesAsFallback]).to.deep.equal(["no", "yes"]);
  });
});

describe("whether a load balancer serves", () => {
  const off = pool("off", { enabled: false });
  const cases: [string, string, ModelObject, ModelResource[]][] = [
    ["with its pool", "yes", {}, [pool("p")]],
    ["with a pool that is gone", "no", {}, []],
    [
      "with the second pool",
      "yes",
      { defaultPools: ["off", "p"], fallbackPool: "off" },
      [pool("p"), off],
    ],
    ["with only the fallback pool", "yes", { defaultPools: ["off"] }, [pool("p"), off]],
    ["with every pool off", "no", { defaultPools: ["off"], fallbackPool: "off" }, [off]],
    [
      "with the pools of one region off but a fallback",
      "yes",
      { steeringPolicy: "geo", regionPools: { WEU: ["off"] } },
      [pool("p"), off],
    ],
    [
      "with the pools of one region and the fallback off",
      "no",
      { steeringPolicy: "geo", regionPools: { WEU: ["off"], ENAM: ["p"] }, fallbackPool: "off" },
      [pool("p"), off],
    ],
    [
      "with dead pools of a region that nobody is steered to",
      "yes",
      { steeringPolicy: "off", regionPools: { WEU: ["off"] }, fallbackPool: "off" },
      [pool("p"), off],
    ],
    [
      "with the pools of a country off, steering left to Cloudflare",
      "no",
      { countryPools: { DE: ["off"] }, fallbackPool: "off" },
      [pool("p"), off],
    ],
    [
      "with the pools of a data center off",
      "no",
      { steeringPolicy: "geo", popPools: { FRA: ["off"] }, fallbackPool: "off" },
      [pool("p"), off],
    ],
    [
      "with a rule that sends visitors to a dead pool",
      "no",
      { rules: [{ name: "beta", overrides: { defaultPools: ["off"], fallbackPool: "off" } }] },
      [pool("p"), off],
    ],
    [
      "with such a rule switched off",
      "yes",
      {
        rules: [
          {
            name: "beta",
            disabled: true,
            overrides: { defaultPools: ["off"], fallbackPool: "off" },
          },
        ],
      },
      [pool("p"), off],
    ],
    ["with rules not known yet", "unknown", { rules: unknownValue }, [pool("p")]],
    [
      "with a rule not known yet to be on that sends visitors to a dead pool",
      "unknown",
      {
        rules: [
          { disabled: unknownValue, overrides: { defaultPools: ["off"], fallbackPool: "off" } },
        ],
      },
      [pool("p"), off],
    ],
    [
      "with a rule that answers by itself",
      "yes",
      { rules: [{ name: "hello", fixedResponse: { statusCode: 200 } }] },
      [pool("p")],
    ],
    [
      "with a rule that changes the fallback to a dead pool but keeps the pools",
      "yes",
      { rules: [{ name: "beta", overrides: { fallbackPool: "off" } }] },
      [pool("p"), off],
    ],
    [
      "with a rule that steers a region to a dead pool",
      "no",
      {
        rules: [
          { name: "beta", overrides: { regionPools: { WEU: ["off"] }, fallbackPool: "off" } },
        ],
      },
      [pool("p"), off],
    ],
  ];
  for (const [title, expected, properties, resources] of cases) {
    it(`says ${expected} ${title}`, () => {
      expect(account(balancer(www, properties), ...resources).servingState(www)).to.equal(expected);
    });
  }

  it("says which region finds no origin, and why", () => {
    const properties = {
      steeringPolicy: "geo",
      regionPools: { WEU: ["off"] },
      fallbackPool: "gone",
    };
    expect(account(balancer(www, properties), pool("p"), off).pathOf(www).because).to.equal(
      "the load balancer www.example.com finds no origin for the region WEU: the pool off is off, the pool gone is gone",
    );
  });

  it("does not take a pool of another stack for gone", () => {
    expect(readTrafficPaths([balancer(www)]).servingState(www)).to.equal("unknown");
  });
});

describe("pools that a plan only refers to", () => {
  const withoutId = ({ id: _id, ...rest }: ModelResource, key: string) => ({ ...rest, key });
  const planned = [
    withoutId(pool("primary"), "urn:primary"),
    withoutId(pool("backup"), "urn:backup"),
    withoutId(resource("monitor", "m", {}), "urn:monitor"),
  ];
  const both = new ModelReference(["urn:backup", "urn:primary"]);

  function groups(defaultPools: ModelObject["any"], ...more: ModelResource[]): unknown[] {
    const fallbackPool = new ModelReference(["urn:backup"]);
    const model = readTrafficPaths([
      balancer(www, { defaultPools, fallbackPool }),
      ...planned,
      ...more,
    ]);
    const group = model.loadBalancers[0]?.groups[0];
    return [
      group?.pools.ordered,
      ...(group?.pools.all ?? []).map(({ state, resources }) => [
        state,
        ...resources.map(({ name }) => name),
      ]),
    ];
  }

  it("are found where a reference names one", () => {
    expect(
      groups([new ModelReference(["urn:primary"]), new ModelReference(["urn:backup"])]),
    ).to.deep.equal([true, ["found", "primary"], ["found", "backup"]]);
  });

  it("are all found, in no known order, where as many are named as are listed", () => {
    expect(groups([both, both])).to.deep.equal([false, ["found", "backup"], ["found", "primary"]]);
  });

  it("leave out what is named by its id already", () => {
    const known = pool("known");
    const mixed = new ModelReference(["pool::known", "urn:primary"]);
    expect(groups(["known", mixed], known)).to.deep.equal([
      false,
      ["found", "known"],
      ["found", "primary"],
    ]);
  });

  it("are one of several where more are named than are listed", () => {
    expect(groups([both])).to.deep.equal([false, ["oneOf", "backup", "primary"]]);
  });

  it("ignore what is no pool among the sources", () => {
    expect(groups([new ModelReference(["urn:monitor", "urn:primary"])])).to.deep.equal([
      true,
      ["found", "primary"],
    ]);
  });

  it("are out of sight where nothing is named", () => {
    expect(groups([unknownValue])).to.deep.equal([true, ["outside"]]);
    expect(groups([new ModelReference(["urn:stack-reference"])])).to.deep.equal([
      true,
      ["outside"],
    ]);
  });

  it("make one of several where the whole list is one unknown", () => {
    expect(groups(both)).to.deep.equal([false, ["oneOf", "backup", "primary"]]);
  });
});
