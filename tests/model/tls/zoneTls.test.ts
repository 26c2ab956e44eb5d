import { inspect as shown } from "node:util";
import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  secretValue,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import { hostnameMinimum, minimumVersions } from "../../../model/tls/minimumVersions";
import { pullingHostnames } from "../../../model/tls/originPulls";
import { isSwitchedOn } from "../../../model/tls/zoneSwitches";
import {
  isModeSetting,
  isPaused,
  settingOf,
  zoneResource,
  zonesTls,
  zoneTitle,
  zoneTls,
} from "../../../model/tls/zoneTls";
import { balancer, resource } from "../resource";

function setting(settingId: string, value: ModelValue, zoneId: ModelValue = "z"): ModelResource {
  return resource("zoneSetting", `${settingId} ${shown(zoneId)}`, { settingId, value, zoneId });
}

const pulls = (enabled: ModelValue, zoneId: ModelValue = "z") =>
  resource("originPulls", shown(zoneId), { zoneId, enabled });
const read = (...resources: ModelResource[]) => zoneTls(new Inventory(resources), "z");

describe("a zone's settings", () => {
  it("are each as the resources say them", () => {
    const { resources, ...tls } = read(
      setting("ssl", "full"),
      setting("ssl_automatic_mode", "auto"),
      setting("min_tls_version", "1.2"),
      setting("tls_1_3", "zrt"),
      setting("always_use_https", "on"),
      setting("tls_client_auth", "off"),
      setting("origin_max_http_version", "1"),
      pulls(true),
    );
    expect(tls).to.deep.equal({
      ...{ zone: "z", title: "z", mode: "full", automaticMode: "auto", minimumVersion: "1.2" },
      ...{ tls13: "yes", alwaysHttps: "yes", originPulls: "yes", hsts: undefined },
      ...{ originHttpVersion: "1", strict: "no" },
    });
    expect(resources.map(({ key }) => key)).to.deep.equal([
      ...["always_use_https", "min_tls_version", "origin_max_http_version"].map(
        (id) => `zoneSetting::${id} 'z'`,
      ),
      ...["ssl", "ssl_automatic_mode", "tls_1_3", "tls_client_auth"].map(
        (id) => `zoneSetting::${id} 'z'`,
      ),
      "originPulls::'z'",
    ]);
  });

  it("are not known where no resource says them", () => {
    expect(read()).to.deep.equal({
      ...{ zone: "z", title: "z", mode: undefined, automaticMode: undefined },
      ...{ minimumVersion: undefined, tls13: "unknown", alwaysHttps: "unknown" },
      ...{ originPulls: "no", hsts: undefined, originHttpVersion: undefined, strict: "unknown" },
      resources: [],
    });
  });

  it("are not those of a zone that may be this one or another", () => {
    const either = new ModelReference(["z", "y"]);
    const all = [setting("ssl", "strict", either), setting("ssl", "off"), pulls(true, either)];
    const zones = zonesTls(new Inventory(all));
    expect(zones.map(({ zone, mode, originPulls }) => [zone, mode, originPulls])).to.deep.equal([
      ["y or z", "strict", "yes"],
      ["z", "off", "no"],
    ]);
  });

  it("are read of a zone that says nothing but that origins may ask for a certificate", () => {
    const zones = zonesTls(new Inventory([pulls(unknownValue)]));
    expect(zones.map(({ zone, originPulls }) => [zone, originPulls])).to.deep.equal([
      ["z", "unknown"],
    ]);
  });

  it("do not know of certificates for origins what is not said of them", () => {
    expect(read(pulls(null)).originPulls).to.equal("unknown");
    expect(read(pulls(false), setting("tls_client_auth", unknownValue)).originPulls).to.equal(
      "unknown",
    );
  });

  const tls13: [ModelValue, string][] = [
    ["on", "yes"],
    ["zrt", "yes"],
    ["off", "no"],
    [unknownValue, "unknown"],
    [null, "unknown"],
  ];
  for (const [value, wanted] of tls13) {
    it(`say ${wanted} of TLS 1.3 where it is ${shown(value)}`, () => {
      expect(read(setting("tls_1_3", value)).tls13).to.equal(wanted);
    });
  }

  const hsts: [string, ModelValue, unknown][] = [
    ["on", { enabled: true, max_age: 1 }, { includesSubdomains: "no", preload: "no" }],
    [
      "on for all",
      { enabled: true, max_age: 31_536_000, include_subdomains: true, preload: true },
      { includesSubdomains: "yes", preload: "yes" },
    ],
    [
      "of unknown extent",
      { enabled: unknownValue, max_age: unknownValue, include_subdomains: unknownValue },
      { includesSubdomains: "unknown", preload: "no" },
    ],
    [
      "on for an age that is not said",
      { enabled: true },
      { includesSubdomains: "no", preload: "no" },
    ],
    ["off", { enabled: false, max_age: 31_536_000 }, undefined],
    ["not said to be on", { max_age: 31_536_000 }, undefined],
    ["to be forgotten", { enabled: true, max_age: 0 }, undefined],
    ["no object", "on", undefined],
  ];
  for (const [title, header, wanted] of hsts) {
    it(`tell browsers ${wanted === undefined ? "nothing" : "to insist"} where HSTS is ${title}`, () => {
      const value: ModelObject = { strict_transport_security: header };
      expect(read(setting("security_header", value)).hsts).to.deep.equal(wanted);
    });
  }

  it("tell browsers nothing in a header that cannot be read", () => {
    expect(read(setting("security_header", unknownValue)).hsts).to.equal(undefined);
  });

  it("are found by what they set", () => {
    const tls = read(setting("ssl", "full"), setting("min_tls_version", "1.2"));
    expect(settingOf(tls, "min_tls_version")?.key).to.equal("zoneSetting::min_tls_version 'z'");
    expect(settingOf(tls, "tls_1_3")).to.equal(undefined);
  });

  it("include the mode, which nothing else sets", () => {
    const record = resource("dnsRecord", "r", { settingId: "ssl" });
    expect(
      [setting("ssl", "off"), setting("http2", "on"), record].map(isModeSetting),
    ).to.deep.equal([true, false, false]);
  });
});

describe("a zone", () => {
  const zone = (properties: ModelObject) => resource("zone", "z", properties);

  it("is paused where it says so", () => {
    const values: ModelValue[] = [true, false, unknownValue, null];
    const paused = values.map((value) => isPaused(zone({ paused: value })));
    expect([...paused, isPaused(undefined)]).to.deep.equal(["yes", "no", "unknown", "no", "no"]);
  });

  it("is found by its id and its key", () => {
    const own = zone({ name: "example.com" });
    const inventory = new Inventory([own]);
    expect(zoneResource(inventory, ["z"])).to.equal(own);
    expect(zoneResource(inventory, ["zone::z"])).to.equal(own);
    expect([zoneResource(inventory, ["y"]), zoneResource(inventory, [])]).to.deep.equal([
      undefined,
      undefined,
    ]);
  });

  const titles: [string, ModelResource[], string[], string][] = [
    ["its own name", [zone({ name: "example.com" })], ["z"], "example.com"],
    [
      "the name that a load balancer in it says",
      [balancer("www", { zoneId: "z", zoneName: "example.net" })],
      ["z"],
      "example.net",
    ],
    [
      "the name that the second load balancer says, where the first does not know it",
      [
        balancer("a", { zoneId: "z", zoneName: unknownValue }),
        balancer("b", { zoneId: "z", zoneName: "example.org" }),
      ],
      ["z"],
      "example.org",
    ],
    ["its id where nothing says more", [], ["z"], "z"],
    ["all that it may be", [], ["y", "z"], "y or z"],
    [
      "the zone of a hostname in it",
      [resource("dnsRecord", "r", { zoneId: "z", name: "www.example.com" })],
      ["z"],
      "the zone of www.example.com",
    ],
  ];
  for (const [title, resources, tokens, wanted] of titles) {
    it(`is called ${title}`, () => {
      expect(zoneTitle(new Inventory(resources), tokens)).to.equal(wanted);
    });
  }
});

describe("the oldest TLS version", () => {
  const hostname = (name: string, more: ModelObject) =>
    resource("hostnameTlsSetting", name, {
      ...{ zoneId: "z", settingId: "min_tls_version", hostname: name, value: "1.1" },
      ...more,
    });

  it("is listed for zones and hostnames where it is known", () => {
    const inventory = new Inventory([
      setting("min_tls_version", "1.2"),
      setting("min_tls_version", unknownValue, "y"),
      setting("ssl", "full", "x"),
      hostname("WWW.example.com", {}),
      hostname("b.example.com", { value: secretValue }),
      hostname("c.example.com", { settingId: "ciphers", value: "1.0" }),
    ]);
    expect(minimumVersions(inventory, zonesTls(inventory))).to.deep.equal([
      { subject: "zoneSetting::min_tls_version 'z'", title: "z", zone: "z", version: "1.2" },
      {
        subject: "hostnameTlsSetting::WWW.example.com",
        ...{ title: "www.example.com", zone: "z", version: "1.1" },
      },
    ]);
  });

  it("of a hostname that is not known has the setting's own name", () => {
    const own = hostname("own", { hostname: unknownValue, value: unknownValue });
    expect(hostnameMinimum(own)).to.deep.equal({ title: "own", version: unknownValue });
    expect(hostnameMinimum(hostname("a.example.com", { settingId: "http2" }))).to.equal(undefined);
  });
});

describe("what a hostname or a zone switches", () => {
  it("is a client certificate for the hostnames for which it is certainly on", () => {
    const configs: ModelValue = [
      { hostname: "A.example.com", enabled: true },
      { hostname: "b.example.com", enabled: false },
      { hostname: "c.example.com" },
      { hostname: "d.example.com", enabled: unknownValue },
      { hostname: unknownValue, enabled: true },
      { enabled: true },
      "e.example.com",
    ];
    const of = (own: ModelValue, id = "p"): ModelResource =>
      resource("hostnamePulls", id, { configs: own });
    const among = (...resources: ModelResource[]) => pullingHostnames(new Inventory(resources));
    expect([...among(of(configs))]).to.deep.equal(["a.example.com"]);
    expect([...among(of(unknownValue), of(null, "q"))]).to.deep.equal([]);
  });

  it("is on where one of its properties certainly says so", () => {
    const all: ModelObject[] = [
      { value: "on" },
      { smartRouting: "on" },
      { tieredCaching: "on" },
      { value: "off", tieredCaching: "on" },
      { value: "off" },
      { value: unknownValue },
      {},
    ];
    expect(
      all.map((properties) => isSwitchedOn(resource("zoneSetting", "s", properties))),
    ).to.deep.equal([true, true, true, true, false, false, false]);
  });
});
