import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { Zone } from "@pulumi/cloudflare/zone";
import { StrictTls, type StrictTlsArgs } from "../../../components/tls";
import { validateStrictTls } from "../../../components/tls/validate";
import { describeProblem } from "../../../core/problem";
import { inBothModes, unknown, type Registered, type Run } from "../../support/mocks";
import { problemsOf, rejects } from "../../support/problems";
import { value } from "../../support/value";

const settingType = "cloudflare:index/zoneSetting:ZoneSetting";
const zoneId = "0123456789abcdef0123456789abcdef";
const tls = (args: Partial<StrictTlsArgs> = {}) => {
  return (parent: pulumi.Resource): StrictTls =>
    new StrictTls("site", { zoneId, ...args }, { parent });
};
const setting = (settingId: string, value: unknown, options = {}): Registered => ({
  type: settingType,
  name: `site-setting-${settingId}`,
  parent: "site",
  custom: true,
  inputs: { zoneId, settingId, value },
  options,
});
const values = ({ of }: Run<unknown>): Record<string, unknown> =>
  Object.fromEntries(
    of(settingType).map(({ inputs }): [string, unknown] => [
      inputs.settingId as string,
      inputs.value,
    ]),
  );

const strict = {
  ssl: "strict",
  ssl_automatic_mode: "custom",
  min_tls_version: "1.2",
  tls_1_3: "on",
  always_use_https: "on",
  automatic_https_rewrites: "on",
  opportunistic_encryption: "on",
};
const hsts = (fields: object): object => ({
  strict_transport_security: {
    enabled: true,
    max_age: 15552000,
    include_subdomains: false,
    preload: false,
    nosniff: true,
    ...fields,
  },
});

describe("StrictTls", () => {
  it("creates seven settings, strict by default, and nothing else", async () => {
    await inBothModes(tls(), ({ registered }) => {
      expect(registered).to.deep.equal([
        {
          type: "steady-edge:index:StrictTls",
          name: "site",
          parent: undefined,
          custom: false,
          inputs: {},
          options: {},
        },
        ...Object.entries(strict).map(([id, wire]) => setting(id, wire)),
      ]);
    });
  });

  it("writes HSTS nested and in the API's own words, after the mode", async () => {
    await inBothModes(
      tls({
        hsts: { maxAgeSeconds: 31536000, includeSubdomains: true, preload: true, noSniff: false },
      }),
      ({ registered, one }) => {
        expect(registered).to.have.lengthOf(9);
        const { options, ...header } = one(settingType, "site-setting-security_header");
        expect({ ...header, options: {} }).to.deep.equal(
          setting(
            "security_header",
            hsts({ max_age: 31536000, include_subdomains: true, preload: true, nosniff: false }),
          ),
        );
        expect(Object.keys(options)).to.deep.equal(["dependsOn"]);
      },
    );
  });

  for (const [title, args, changed] of [
    ["the usual HSTS", { hsts: {} }, { security_header: hsts({}) }],
    [
      "HSTS that tells browsers to forget",
      { hsts: { maxAgeSeconds: 0 } },
      { security_header: hsts({ max_age: 0 }) },
    ],
    [
      "HSTS that is off",
      { hsts: { enabled: false } },
      { security_header: hsts({ enabled: false, max_age: 0, nosniff: false }) },
    ],
    ["a higher version of TLS", { minimumTlsVersion: "1.3" }, { min_tls_version: "1.3" }],
    ["HTTP/1.1 to the origin", { originMaximumHttpVersion: "1" }, { origin_max_http_version: "1" }],
    [
      "HTTPS to the origin always",
      { alwaysHttpsToOrigin: true, plan: "enterprise" },
      { ssl: "origin_pull" },
    ],
    [
      "less than the default",
      {
        tls13: false,
        alwaysUseHttps: false,
        automaticHttpsRewrites: false,
        opportunisticEncryption: false,
      },
      {
        tls_1_3: "off",
        always_use_https: "off",
        automatic_https_rewrites: "off",
        opportunistic_encryption: "off",
      },
    ],
    [
      "what was there before",
      {
        hsts: {},
        originMaximumHttpVersion: "1",
        restore: {
          sslMode: "full",
          automaticSsl: true,
          minimumTlsVersion: "1.0",
          tls13: false,
          alwaysUseHttps: false,
          automaticHttpsRewrites: false,
          opportunisticEncryption: false,
          originMaximumHttpVersion: "2",
          hsts: { enabled: false },
        },
      },
      {
        ssl: "full",
        ssl_automatic_mode: "auto",
        min_tls_version: "1.0",
        tls_1_3: "off",
        always_use_https: "off",
        automatic_https_rewrites: "off",
        opportunistic_encryption: "off",
        origin_max_http_version: "2",
        security_header: hsts({ enabled: false, max_age: 0, nosniff: false }),
      },
    ],
    ["only what is named in restore", { restore: { sslMode: "full" } }, { ssl: "full" }],
  ] as readonly (readonly [string, Partial<StrictTlsArgs>, Record<string, unknown>])[]) {
    it(`sets ${title}`, async () => {
      await inBothModes(tls(args), (run) => {
        expect(values(run)).to.deep.equal({ ...strict, ...changed });
      });
    });
  }

  it("keeps children and options the same when values are restored, so that each is one small request", async () => {
    const shape = ({ registered }: Run<unknown>): unknown =>
      registered.map(({ name, options }) => [name, Object.keys(options)]);
    const shapes: unknown[] = [];
    for (const args of [
      { hsts: {} },
      { hsts: {}, restore: { hsts: { enabled: false }, sslMode: "full" } },
    ] as const) {
      await inBothModes(tls(args), (run) => void shapes.push(shape(run)));
    }
    expect(shapes).to.have.lengthOf(4);
    for (const other of shapes) {
      expect(other).to.deep.equal(shapes[0]);
    }
  });

  it("says what stays behind after destroy", async () => {
    await inBothModes(tls({ hsts: {}, restore: { sslMode: "full" } }), async ({ result }) => {
      expect(await value(result.leftBehind)).to.deep.equal({
        ...strict,
        ssl: "full",
        security_header: JSON.stringify(hsts({})),
      });
    });
  });

  it("lets a zone flow that is known only later, and checks it then", async () => {
    await inBothModes(
      (parent) => {
        const first = tls()(parent);
        return new StrictTls("late", { zoneId: first.leftBehind.apply(() => zoneId) }, { parent });
      },
      ({ one }) => {
        expect(one(settingType, "late-setting-ssl").inputs.zoneId).to.equal(zoneId);
      },
    );
    await inBothModes(tls({ zoneId: pulumi.output("example.com") }), ({ one, errors }) => {
      expect(one(settingType, "site-setting-ssl").inputs).to.deep.equal({});
      expect(problemsOf(errors[0])[0]?.path).to.equal("zoneId");
    });
  });

  it("waits for a zone that a preview does not know", async () => {
    await inBothModes(
      (parent) => {
        const zone = { name: "example.com", account: { id: zoneId } };
        const made = new Zone("zone", zone, { parent });
        return new StrictTls("new", { zoneId: made.id }, { parent });
      },
      ({ preview, one, errors }) => {
        const id = preview ? unknown : "zone-id";
        expect(one(settingType, "new-setting-ssl").inputs.zoneId).to.equal(id);
        expect(errors).to.deep.equal([]);
      },
    );
  });

  for (const [title, args, paths] of [
    ["a zone's name for its id", { zoneId: "example.com" }, ["zoneId"]],
    ["an unknown plan", { plan: "gold" }, ["plan"]],
    [
      "origin_pull below Enterprise",
      { alwaysHttpsToOrigin: true, plan: "business" },
      ["alwaysHttpsToOrigin"],
    ],
    ["an unknown version", { minimumTlsVersion: "1.4" }, ["minimumTlsVersion"]],
    ["nobody let in", { minimumTlsVersion: "1.3", tls13: false }, ["tls13"]],
    [
      "words for switches",
      { tls13: "on", alwaysUseHttps: "on", alwaysHttpsToOrigin: "no" },
      ["tls13", "alwaysUseHttps", "alwaysHttpsToOrigin"],
    ],
    ["HTTP/3 to the origin", { originMaximumHttpVersion: "3" }, ["originMaximumHttpVersion"]],
    ["HSTS for a day", { hsts: { maxAgeSeconds: 86400 } }, ["hsts.maxAgeSeconds"]],
    ["HSTS for two years", { hsts: { maxAgeSeconds: 63072000 } }, ["hsts.maxAgeSeconds"]],
    ["HSTS in words", { hsts: "on" }, ["hsts"]],
    [
      "preload under a year",
      { hsts: { preload: true, includeSubdomains: true } },
      ["hsts.maxAgeSeconds"],
    ],
    [
      "preload of the zone alone",
      { hsts: { preload: true, maxAgeSeconds: 31536000 } },
      ["hsts.includeSubdomains"],
    ],
    [
      "preload without a redirect, switched off",
      {
        alwaysUseHttps: false,
        hsts: { enabled: false, preload: true, includeSubdomains: true, maxAgeSeconds: 31536000 },
      },
      ["hsts.preload", "hsts.preload"],
    ],
    [
      "values that cannot be before what goes together",
      {
        ...{ alwaysHttpsToOrigin: true, minimumTlsVersion: "1.4", plan: "gold" },
        hsts: { preload: true, maxAgeSeconds: 2592000.5 },
      },
      [
        ...["minimumTlsVersion", "hsts.maxAgeSeconds", "plan"],
        ...["alwaysHttpsToOrigin", "hsts.includeSubdomains"],
      ],
    ],
    [
      "a name that every object has from birth as a mode",
      { restore: { sslMode: "constructor" } },
      ["restore.sslMode"],
    ],
    ["an empty restore", { restore: {} }, ["restore"]],
    ["restore in words", { restore: "all" }, ["restore"]],
    [
      "restoring what is not set",
      { restore: { hsts: { enabled: false }, originMaximumHttpVersion: "2" } },
      ["restore.hsts", "restore.originMaximumHttpVersion"],
    ],
    [
      "restoring what the zone never had",
      { restore: { sslMode: "origin_pull", minimumTlsVersion: "0.9" } },
      ["restore.minimumTlsVersion", "restore.sslMode"],
    ],
    ["restoring an unknown setting", { restore: { brotli: true } }, ["restore.brotli"]],
  ] as readonly (readonly [string, object, readonly string[]])[]) {
    it(`rejects ${title}`, async () => {
      await rejects(tls(args), paths);
    });
  }

  it("says in words what is wrong", () => {
    const [problem] = validateStrictTls({ zoneId, alwaysHttpsToOrigin: true }, "").problems;
    expect(describeProblem(problem!)).to.equal(
      "alwaysHttpsToOrigin must be left to zones of the plan enterprise, not free; got true",
    );
    expect(validateStrictTls({ zoneId }, "").problems).to.deep.equal([]);
    const placed = validateStrictTls({ zoneId: "x", tls13: "on" as never }, "tls");
    expect(placed.problems.map(({ path }) => path)).to.deep.equal(["tls.tls13"]);
  });
});
