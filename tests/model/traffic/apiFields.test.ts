import { inspect as shown } from "node:util";
import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import { ModelReference, type ModelObject, type ModelValue } from "../../../model/graph/resources";
import {
  dnsRecordFields,
  loadBalancerFields,
  monitorFields,
  poolFieldsOf,
} from "../../../model/traffic/apiFields";
import { isMailRecord, recordType } from "../../../model/traffic/dnsRecords";
import { groupedMonitors } from "../../../model/traffic/monitors";
import { readTrafficPaths } from "../../../model/traffic/path";
import { readPoolPlace, readShedding } from "../../../model/traffic/poolPlacement";
import { readPoolWeights, readSessions } from "../../../model/traffic/sessions";
import { fixedAnswers, placePools } from "../../../model/traffic/steering";
import { balancer, pool, record, resource } from "../resource";

const www = "www.example.com";

describe("what the API looks at in a record", () => {
  it("is what it says, and the provider's defaults", () => {
    const own = { type: "cname", proxied: true, ttl: 300, comment: "shop", tags: ["a:b"] };
    expect(dnsRecordFields(record(www, own))).to.deep.equal({ ...own, type: "CNAME" });
    expect(dnsRecordFields(resource("dnsRecord", "bare", {}))).to.deep.equal({
      ...{ type: "", proxied: false, ttl: 1, comment: "", tags: [] },
    });
  });

  it("is not known where the plan does not know it", () => {
    const late: ModelObject = { type: unknownValue, proxied: unknownValue, comment: unknownValue };
    expect(dnsRecordFields(record(www, late))).to.deep.include(late);
    expect(dnsRecordFields(record(www, { proxied: false }))).to.deep.include({ proxied: false });
  });
});

describe("what the API looks at in a load balancer", () => {
  const fields = (more: ModelObject) => loadBalancerFields(balancer(www, more));
  const steering = (more: ModelObject): unknown => fields(more).steeringPolicy;

  it("is its steering, which regions decide where nothing is said", () => {
    expect(steering({ steeringPolicy: "random" })).to.equal("random");
    expect(steering({})).to.equal("off");
    expect(steering({ regionPools: {} })).to.equal("off");
    expect(steering({ regionPools: { WEU: ["p"] } })).to.equal("geo");
    expect(steering({ regionPools: unknownValue })).to.equal(unknownValue);
    expect(steering({ steeringPolicy: unknownValue })).to.equal(unknownValue);
    expect(steering({ steeringPolicy: "random", regionPools: unknownValue })).to.equal("random");
  });

  it("is what it does with sessions, as far as it is known", () => {
    const attributes = { zeroDowntimeFailover: "sticky", samesite: "Lax", secure: "Always" };
    expect(
      fields({
        ...{ sessionAffinity: "cookie", sessionAffinityTtl: 3600 },
        sessionAffinityAttributes: attributes,
      }),
    ).to.deep.include({
      ...{ sessionAffinity: "cookie", sessionAffinityTtl: 3600 },
      "sessionAffinityAttributes.zeroDowntimeFailover": "sticky",
      "sessionAffinityAttributes.samesite": "Lax",
      "sessionAffinityAttributes.secure": "Always",
    });
    expect(fields({})).to.deep.include({
      ...{ sessionAffinity: "", sessionAffinityTtl: undefined },
      "sessionAffinityAttributes.samesite": "",
    });
    expect(fields({ sessionAffinityAttributes: unknownValue })).to.deep.include({
      "sessionAffinityAttributes.secure": unknownValue,
    });
  });
});

describe("what the API looks at in a pool and its monitor", () => {
  it("is whether it is monitored, and where it is", () => {
    const [bare, own] = readTrafficPaths([
      pool("bare"),
      pool("own", { monitor: "m", latitude: 52.5, longitude: unknownValue, checkRegions: ["WEU"] }),
    ]).pools.map(poolFieldsOf);
    expect(bare).to.deep.include({
      ...{ isMonitored: false, latitude: undefined, longitude: undefined, checkRegions: [] },
    });
    expect(own).to.deep.include({
      ...{ isMonitored: true, latitude: 52.5, longitude: unknownValue, checkRegions: ["WEU"] },
    });
  });

  it("is the monitor's type, its interval and its port", () => {
    const [read] = readTrafficPaths([
      resource("monitor", "m", { type: "tcp", port: 8080, interval: 30 }),
    ]).monitors;
    expect(read && monitorFields(read)).to.deep.equal({ type: "tcp", interval: 30, port: 8080 });
  });

  it("is asked of the monitors of a group, those apart that are not known", () => {
    const group = (members: ModelValue) => resource("monitorGroup", "group", { members });
    const found = (members: ModelValue): string[] =>
      groupedMonitors(
        new Inventory([resource("monitor", "m", {}), resource("monitor", "n", {})]),
        group(members),
      ).map(({ name }) => name);
    const reference = new ModelReference(["monitor::n"]);
    expect(found([{ monitorId: "m" }, { monitorId: reference }, unknownValue, {}])).to.deep.equal([
      ...["m", "n"],
    ]);
    expect(found([{ monitorId: "elsewhere" }])).to.deep.equal([]);
    expect(found(unknownValue)).to.deep.equal([]);
  });
});

describe("the headers of a monitor", () => {
  const read = (header: ModelValue) => {
    const [monitor] = readTrafficPaths([resource("monitor", "m", { header })]).monitors;
    return [monitor?.headers, monitor?.hosts];
  };

  it("are told by their names as written, the Host header in any case of letters", () => {
    const header: ModelObject = { Host: [www], "x-probe": ["1", unknownValue] };
    expect(read(header)).to.deep.equal([new Map(Object.entries(header)), [www]]);
    expect(read({ "x-probe": ["1"] })).to.deep.equal([new Map([["x-probe", ["1"]]]), undefined]);
  });

  it("are not known where the plan does not know them", () => {
    expect(read(unknownValue)).to.deep.equal([unknownValue, unknownValue]);
    expect(read({ host: unknownValue })).to.deep.equal([
      ...[new Map([["host", [unknownValue]]]), unknownValue],
    ]);
  });
});

describe("records by their type", () => {
  it("are there for mail alone, or not", () => {
    const mail = (type: string, content: ModelValue): boolean =>
      isMailRecord(resource("dnsRecord", "r", { type, content }));
    expect(mail("MX", "mail.example.com")).to.equal(true);
    for (const spf of ["v=spf1 -all", '"v=spf1 -all"', "V=SPF1", '"v=spf1"']) {
      expect(mail("TXT", spf), spf).to.equal(true);
    }
    const others: readonly ModelValue[] = [
      "v=spf10 -all",
      "x v=spf1 -all",
      "hello",
      "v=spf1x",
      unknownValue,
    ];
    for (const text of others) {
      expect(mail("TXT", text), shown(text)).to.equal(false);
    }
    expect(mail("A", "v=spf1 -all")).to.equal(false);
  });

  it("are named in capitals, and not at all where it is not known", () => {
    expect(recordType(record(www, { type: "cname" }))).to.equal("CNAME");
    expect(recordType(record(www, { type: unknownValue }))).to.equal("");
    expect(recordType(resource("monitor", "m", { type: "https" }))).to.equal("");
    expect(recordType(undefined)).to.equal("");
  });

  it("have their content as written, a CNAME in the form that the model compares", () => {
    const content = (more: ModelObject): unknown =>
      readTrafficPaths([record(www, more)]).records[0]?.content;
    expect(content({ type: "CNAME", content: "Shop.Example.NET." })).to.equal("shop.example.net");
    expect(content({ type: "TXT", content: "Hello World." })).to.equal("Hello World.");
    expect(content({ type: "CNAME", content: unknownValue })).to.equal(unknownValue);
    expect(content({ type: "CNAME", content: null })).to.equal(undefined);
    expect(content({ type: unknownValue, content: "Shop.Example.NET." })).to.equal(
      "Shop.Example.NET.",
    );
    const bare = resource("dnsRecord", "bare", { zoneId: "zone", name: www });
    const [read] = readTrafficPaths([bare]).records;
    expect([read?.type, read?.proxied, read?.privatelyRouted, read?.addresses]).to.deep.equal([
      ...["", "no", "no", "no"],
    ]);
  });
});

describe("sessions of a load balancer", () => {
  const read = (more: ModelObject) => readSessions(balancer(www, more));

  it("are kept as it says, and not at all by default", () => {
    const none = {
      ...{ affinity: "none", ttlSeconds: undefined, zeroDowntimeFailover: "none" },
      ...{ drainSeconds: 0, headers: [], requiresAllHeaders: "no" },
      ...{ sameSite: undefined, secure: undefined },
    };
    expect(read({})).to.deep.equal(none);
    expect(read({ sessionAffinity: "" })).to.deep.equal(none);
    expect(
      read({
        ...{ sessionAffinity: "header", sessionAffinityTtl: 60 },
        sessionAffinityAttributes: {
          ...{ zeroDowntimeFailover: "temporary", drainDuration: 30, headers: ["x-a"] },
          ...{ requireAllHeaders: true, samesite: "Strict", secure: "Never" },
        },
      }),
    ).to.deep.equal({
      ...{ affinity: "header", ttlSeconds: 60, zeroDowntimeFailover: "temporary" },
      ...{ drainSeconds: 30, headers: ["x-a"], requiresAllHeaders: "yes" },
      ...{ sameSite: "Strict", secure: "Never" },
    });
  });

  it("are not known where the plan does not know them", () => {
    expect(
      read({ sessionAffinity: unknownValue, sessionAffinityAttributes: unknownValue }),
    ).to.deep.equal({
      ...{ affinity: unknownValue, ttlSeconds: undefined, zeroDowntimeFailover: unknownValue },
      ...{ drainSeconds: unknownValue, headers: unknownValue, requiresAllHeaders: "unknown" },
      ...{ sameSite: unknownValue, secure: unknownValue },
    });
  });
});

describe("the shares of pools", () => {
  const shares = (randomSteering: ModelValue): unknown[] => {
    const { usual, of } = readPoolWeights(balancer(www, { randomSteering }));
    return [usual, of("p"), of("q"), of("toString")];
  };

  it("are their own, or the usual one", () => {
    expect(shares({ defaultWeight: 0.5, poolWeights: { p: 0.2 } })).to.deep.equal([
      ...[0.5, 0.2, undefined, undefined],
    ]);
    expect(shares({})).to.deep.equal([1, undefined, undefined, undefined]);
  });

  it("are not known where the plan does not know them", () => {
    const late = [unknownValue, unknownValue, unknownValue];
    expect(shares(unknownValue)).to.deep.equal([unknownValue, ...late]);
    expect(shares({ poolWeights: unknownValue })).to.deep.equal([1, ...late]);
  });
});

describe("where a pool is, and what it turns away", () => {
  it("is known where both coordinates are", () => {
    const place = (latitude: ModelValue, longitude: ModelValue): unknown =>
      readPoolPlace(pool("p", { latitude, longitude }));
    expect(place(52.5, 13.4)).to.deep.equal({ latitude: 52.5, longitude: 13.4 });
    expect(place(52.5, null)).to.equal(undefined);
    expect(place(null, 13.4)).to.equal(undefined);
    expect(place(unknownValue, 13.4)).to.equal(unknownValue);
    expect(place(52.5, unknownValue)).to.equal(unknownValue);
  });

  it("is as it says, nothing by default, and not known where the plan does not know it", () => {
    const read = (loadShedding: ModelValue): unknown => readShedding(pool("p", { loadShedding }));
    expect(read({ defaultPercent: 10, defaultPolicy: "hash", sessionPercent: 5 })).to.deep.equal({
      ...{ percent: 10, policy: "hash", sessionPercent: 5 },
    });
    expect(read(null)).to.deep.equal({ percent: 0, policy: "random", sessionPercent: 0 });
    expect(read(unknownValue)).to.deep.equal({
      ...{ percent: unknownValue, policy: unknownValue, sessionPercent: unknownValue },
    });
  });
});

describe("the pools of places", () => {
  it("are the same where the same ones are named, and not known where the plan does not know them", () => {
    const read = (more: ModelObject) => placePools(balancer(www, more), "region");
    const one = read({ regionPools: { WEU: ["p", "q"] } });
    expect(one?.get("WEU")).to.equal(read({ regionPools: { WEU: ["p", "q"] } })?.get("WEU"));
    expect(one?.get("WEU")).not.to.equal(read({ regionPools: { WEU: ["q", "p"] } })?.get("WEU"));
    expect(read({})).to.deep.equal(new Map());
    expect(placePools(undefined, "region")).to.deep.equal(new Map());
    expect(read({ regionPools: unknownValue })).to.equal(undefined);
    expect(placePools(balancer(www, { countryPools: { DE: ["p"] } }), "country")?.size).to.equal(1);
  });
});

describe("rules of a load balancer that answer in place of every origin", () => {
  const answers = (rules: ModelValue): unknown[] =>
    fixedAnswers(balancer(www, { rules })).map(({ name, code }) => `${name} ${code}`);
  const fixed = (statusCode: ModelValue, more: ModelObject = {}): ModelObject => ({
    fixedResponse: { statusCode },
    ...more,
  });

  it("are told by their name, or their place, with their code", () => {
    expect(
      answers([
        fixed(503, { name: "sorry" }),
        fixed(404),
        fixed(404, { name: unknownValue, disabled: false }),
        { fixedResponse: {}, name: "hello" },
      ]),
    ).to.deep.equal(["sorry 503", "2 404", "3 404", "hello 200"]);
  });

  it("are none that are off, lead to pools, or are not known", () => {
    expect(
      answers([fixed(503, { disabled: true }), { overrides: {} }, unknownValue]),
    ).to.deep.equal([]);
    expect(answers([fixed(unknownValue)])).to.deep.equal([]);
    expect(answers(unknownValue)).to.deep.equal([]);
    expect(fixedAnswers(undefined)).to.deep.equal([]);
  });

  it("are others where their condition or their code is another", () => {
    const text = (statusCode: number, condition: string): string | undefined =>
      fixedAnswers(balancer(www, { rules: [fixed(statusCode, { condition })] }))[0]?.text;
    expect(text(503, "a")).to.equal(text(503, "a"));
    expect(text(503, "a")).not.to.equal(text(503, "b"));
    expect(text(503, "a")).not.to.equal(text(502, "a"));
  });
});
