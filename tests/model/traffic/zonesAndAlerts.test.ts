import { expect } from "chai";

import { PoolsTold } from "../../../model/traffic/poolsTold";
import { readTrafficPaths } from "../../../model/traffic/path";
import {
  ModelReference,
  secretValue,
  type ModelObject,
  type ModelValue,
} from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { balancer, pool, resource } from "../resource";

function setting(settingId: string, value: ModelValue, zoneId: ModelValue = "zone") {
  return resource("zoneSetting", `${settingId} ${JSON.stringify(zoneId)}`, {
    settingId,
    value,
    zoneId,
  });
}

describe("TLS of a zone", () => {
  const cases: [string | symbol | undefined, string | symbol | undefined, string][] = [
    ["strict", "custom", "yes"],
    ["origin_pull", "custom", "yes"],
    ["strict", "auto", "yes"],
    ["strict", undefined, "yes"],
    ["full", "custom", "no"],
    ["flexible", undefined, "no"],
    ["off", undefined, "no"],
    [undefined, "custom", "unknown"],
    [unknownValue, "custom", "unknown"],
    [secretValue, "custom", "unknown"],
  ];
  for (const [mode, automatic, strict] of cases) {
    it(`in mode ${String(mode)}, automatic mode ${String(automatic)}: strict ${strict}`, () => {
      const settings = [
        ...(mode === undefined ? [] : [setting("ssl", mode as ModelValue)]),
        ...(automatic === undefined
          ? []
          : [setting("ssl_automatic_mode", automatic as ModelValue)]),
      ];
      const [tls] = readTrafficPaths(settings).tls;
      expect([tls?.strict, tls?.automaticMode]).to.deep.equal([strict, automatic]);
    });
  }

  it("is told per zone, by name where it is known", () => {
    const zone = resource("zone", "z1", { name: "example.com" });
    const model = readTrafficPaths([
      zone,
      setting("ssl", "strict", "z1"),
      setting("min_tls_version", "1.2", "z1"),
      setting("ssl", "full", "z2"),
      setting("ssl", "off", new ModelReference(["urn:z3"])),
      balancer("www.example.net", { zoneId: "z2", zoneName: "example.net" }),
    ]);
    expect(
      model.tls.map(({ title, mode, minimumVersion }) => [title, mode, minimumVersion]),
    ).to.deep.equal([
      ["urn:z3", "off", undefined],
      ["example.com", "strict", "1.2"],
      ["example.net", "full", undefined],
    ]);
  });

  it("has origin pulls by the shared certificate or the zone's own", () => {
    const own = (enabled: ModelValue) => resource("originPulls", "z", { zoneId: "zone", enabled });
    const pulls = (...resources: Parameters<typeof readTrafficPaths>[0][]) =>
      readTrafficPaths([setting("ssl", "strict"), ...resources.flatMap((each) => [...each])]).tls[0]
        ?.originPulls;
    expect(pulls()).to.equal("no");
    expect(pulls([setting("tls_client_auth", "on")])).to.equal("yes");
    expect(pulls([own(true)])).to.equal("yes");
    expect(pulls([own(false)])).to.equal("no");
    expect(pulls([own(unknownValue)])).to.equal("unknown");
  });
});

describe("certificates", () => {
  it("are read from Cloudflare and AWS, with what they cover", () => {
    const model = readTrafficPaths([
      resource("originCertificate", "ca", {
        hostnames: ["*.Example.com", unknownValue],
        expiresOn: "2027-01-01",
      }),
      resource("certificatePack", "edge", { hosts: ["example.com"] }),
      resource("acmCertificate", "acm", {
        domainName: "example.com",
        subjectAlternativeNames: ["example.com", "www.example.com"],
        region: "us-east-1",
        notAfter: "2027-02-02",
      }),
      resource("acmCertificate", "imported", { certificateBody: "PEM", privateKey: secretValue }),
    ]);
    expect(
      model.certificates.map(({ kind, hostnames, expires, region }) => [
        kind,
        hostnames,
        expires,
        region,
      ]),
    ).to.deep.equal([
      ["originCertificate", ["*.example.com", unknownValue], "2027-01-01", undefined],
      ["certificatePack", ["example.com"], undefined, undefined],
      ["acmCertificate", ["example.com", "www.example.com"], "2027-02-02", "us-east-1"],
      ["acmCertificate", unknownValue, undefined, undefined],
    ]);
  });
});

describe("alerts", () => {
  const p = pool("p");

  function alert(properties: ModelObject) {
    const own = {
      alertType: "load_balancing_health_alert",
      mechanisms: { emails: [{ id: "a@example.com" }] },
    };
    const model = readTrafficPaths([
      resource("alert", "a", { ...own, ...properties }),
      p,
      pool("q"),
    ]);
    const [read] = model.alerts;
    const told = new PoolsTold();
    model.alerts.forEach((each) => told.add(each, "yes"));
    return read && [read.enabled, read.received, told.has(p)];
  }

  const cases: [string, string[], ModelObject][] = [
    ["on all pools", ["yes", "yes", "yes"], {}],
    ["on this pool", ["yes", "yes", "yes"], { filters: { poolIds: ["p"] } }],
    ["on another pool", ["yes", "yes", "no"], { filters: { poolIds: ["q"] } }],
    [
      "on a pool of another stack",
      ["yes", "yes", "unknown"],
      { filters: { poolIds: ["elsewhere"] } },
    ],
    ["on pools not known yet", ["yes", "yes", "unknown"], { filters: unknownValue }],
    ["switched off", ["no", "yes", "yes"], { enabled: false }],
    ["to nobody", ["yes", "no", "yes"], { mechanisms: {} }],
    ["to receivers not known yet", ["yes", "unknown", "yes"], { mechanisms: unknownValue }],
    ["to mails not known yet", ["yes", "unknown", "yes"], { mechanisms: { emails: unknownValue } }],
    [
      "to a webhook not known yet",
      ["yes", "yes", "yes"],
      { mechanisms: { webhooks: [{ id: unknownValue }] } },
    ],
  ];
  for (const [title, expected, properties] of cases) {
    it(`${title}: on ${expected.join(", received ")}`, () => {
      expect(alert(properties)).to.deep.equal(expected);
    });
  }
});

describe("monitors", () => {
  it("are read with the provider's defaults", () => {
    const [monitor] = readTrafficPaths([
      resource("monitor", "m", { header: { host: ["www.example.com"] } }),
    ]).monitors;
    const { resource: _resource, ...read } = monitor ?? {};
    expect(read).to.deep.equal({
      type: "http",
      expectedCodes: "",
      expectedBody: "",
      method: "GET",
      headers: new Map([["host", ["www.example.com"]]]),
      path: "/",
      port: undefined,
      hosts: ["www.example.com"],
      probeZone: "",
      intervalSeconds: 60,
      timeoutSeconds: 5,
      retries: 2,
      consecutiveDown: undefined,
      consecutiveUp: undefined,
      allowInsecure: "no",
      followRedirects: "no",
    });
  });
});
