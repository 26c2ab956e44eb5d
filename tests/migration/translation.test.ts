import { expect } from "chai";
import type { EdgeRulesArgs } from "../../components";
import { validateEdgeRules } from "../../components/edgeRules/validate";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { cachedByDefault, pageRuleSettings } from "../../facts/cloudflare/pageRules";
import { translatePageRules, type Translation } from "../../migration/translation";
import { listedPageRules, type GivenPageRule } from "./pageRules";

/** The translation of page rules, which `EdgeRules` takes as it is. */
function translationOf(...rules: readonly GivenPageRule[]): Translation {
  const translated = translatePageRules(listedPageRules(...rules), "example.com");
  const { translation } = translated as { translation: Translation };
  expect(translated).to.deep.equal({ translation });
  const args = {
    zoneId: "023e105f4ecef8ad9ca31a8372d0c353",
    plan: CloudflarePlan.Enterprise,
    ...translation.args,
  } as unknown as EdgeRulesArgs;
  expect(validateEdgeRules(args, "").problems).to.deep.equal([]);
  return translation;
}

/** The kinds of remarks by their settings. */
function remarksOf({ report }: Translation): readonly string[] {
  return report.map(({ kind, setting }) => `${setting ?? "the rule"}: ${kind}`);
}

const key = "1-example.com-a";
const when = 'http.host wildcard "example.com" and http.request.uri wildcard "/a/*"';
const extensions = cachedByDefault.extensions.map((extension) => `"${extension}"`).join(" ");
const keptByDefault =
  `${when} and (http.request.uri.path.extension in {${extensions}}` +
  ' or http.request.uri.path eq "/robots.txt")';

const cached = (expression: string, parameters: object, ref = key) => ({
  fragments: [
    {
      key: "page-rules-cache",
      phase: "http_request_cache_settings",
      rules: [
        {
          ref,
          description: "Page rule: example.com/a/*",
          expression,
          action: "set_cache_settings",
          actionParameters: {
            cache: true,
            edgeTtl: { mode: "respect_origin" },
            ...parameters,
          },
        },
      ],
    },
  ],
});

const configured = (actionParameters: object) => ({
  fragments: [
    {
      key: "page-rules-config",
      phase: "http_config_settings",
      rules: [
        {
          ref: key,
          description: "Page rule: example.com/a/*",
          expression: when,
          action: "set_config",
          actionParameters,
        },
      ],
    },
  ],
});

const inCookie = '(http.cookie contains "wp-" or http.cookie strict wildcard "*t*st=*")';
const cookies = "wp-.*|t.*st=";

const cases: readonly (readonly [
  settings: Readonly<Record<string, unknown>>,
  args: object,
  remarks?: readonly string[],
])[] = [
  [
    { always_use_https: true },
    {
      redirects: [
        {
          key: `${key}-always-https`,
          when: `${when} and not ssl`,
          toExpression: 'concat("https://", http.host, http.request.uri.path)',
          statusCode: 301,
          preserveQueryString: true,
        },
      ],
    },
  ],
  [
    { forwarding_url: { url: "https://example.org/?\\$1", status_code: 302 } },
    {
      redirects: [
        {
          ...{ key, when, toUrl: "https://example.org/?$1" },
          ...{ statusCode: 302, preserveQueryString: false },
        },
      ],
    },
  ],
  [
    { forwarding_url: { url: "https://example.org/$1", status_code: "301" } },
    {
      redirects: [
        {
          ...{ key, when },
          toExpression:
            'wildcard_replace(http.request.full_uri, "http*://example.com/a/*", "https://example.org/${2}")',
          ...{ statusCode: 301, preserveQueryString: false },
        },
      ],
    },
  ],
  [{ ssl: "strict" }, { configRules: [{ key, when, ssl: "strict" }] }],
  [
    { ssl: "flexible" },
    { configRules: [{ key, when, ssl: "flexible", acceptWeakerTls: true }] },
    ["ssl: differs"],
  ],
  [
    { automatic_https_rewrites: "on", browser_check: "off", security_level: "under_attack" },
    {
      configRules: [
        {
          ...{ key, when, automaticHttpsRewrites: true },
          ...{ browserIntegrityCheck: false, underAttack: true },
        },
      ],
    },
  ],
  [{ security_level: "essentially_off" }, { configRules: [{ key, when, underAttack: false }] }],
  [{ security_level: "high" }, configured({ securityLevel: "high" })],
  [
    {
      ...{ email_obfuscation: "off", mirage: "on", opportunistic_encryption: "off" },
      ...{ rocket_loader: "off", polish: "lossy", disable_apps: true, disable_zaraz: true },
    },
    configured({
      ...{ emailObfuscation: false, mirage: true, opportunisticEncryption: false },
      ...{ rocketLoader: false, polish: "lossy", disableApps: true, disableZaraz: true },
    }),
  ],
  [
    { disable_performance: true },
    configured({ mirage: false, rocketLoader: false, polish: "off" }),
    ["disable_performance: differs"],
  ],
  [
    { host_header_override: "app.example.net", resolve_override: "app.example.com" },
    {
      originRules: [
        { key, when, hostHeader: "app.example.net", resolveOverride: "app.example.com" },
      ],
    },
  ],
  [{ cache_level: "bypass" }, { cacheRules: [{ key, when, bypass: true }] }],
  [
    { cache_level: "bypass", browser_cache_ttl: 0 },
    { cacheRules: [{ key, when, bypass: true }] },
    ["browser_cache_ttl: no equal"],
  ],
  [
    { cache_level: "basic" },
    {
      cacheRules: [
        { key: `${key}-query`, when: `${when} and http.request.uri.query ne ""`, bypass: true },
      ],
    },
  ],
  [
    { cache_level: "simplified" },
    cached(keptByDefault, { cacheKey: { customKey: { queryString: { exclude: { all: true } } } } }),
  ],
  [{ cache_level: "aggressive" }, {}, ["cache_level: no equal"]],
  [{ cache_level: "cache_everything" }, cached(when, {})],
  [
    { cache_level: "cache_everything", edge_cache_ttl: 7200, browser_cache_ttl: 1800 },
    {
      cacheRules: [
        {
          ...{ key, when, edgeTtlSeconds: 7200, browserTtlSeconds: 1800 },
          ...{ bypassCookies: [], staleIfErrorSeconds: 0 },
        },
      ],
    },
  ],
  [
    { edge_cache_ttl: 7200 },
    {
      cacheRules: [{ key, when: keptByDefault, edgeTtlSeconds: 7200, staleIfErrorSeconds: 0 }],
    },
  ],
  [
    { browser_cache_ttl: 1800 },
    cached(keptByDefault, { browserTtl: { mode: "override_origin", default: 1800 } }),
  ],
  [
    { edge_cache_ttl: 7200, browser_cache_ttl: 0 },
    cached(keptByDefault, {
      edgeTtl: { mode: "override_origin", default: 7200 },
      browserTtl: { mode: "respect_origin" },
    }),
  ],
  [
    { cache_ttl_by_status: { "200-299": "60", "404": "no-store", "500-599": 0 } },
    cached(keptByDefault, {
      edgeTtl: {
        mode: "respect_origin",
        statusCodeTtls: [
          { statusCode: 404, value: -1 },
          { statusCodeRange: { from: 200, to: 299 }, value: 60 },
          { statusCodeRange: { from: 500, to: 599 }, value: 0 },
        ],
      },
    }),
  ],
  [
    {
      ...{ cache_level: "cache_everything", cache_by_device_type: "on" },
      ...{ cache_deception_armor: "on", sort_query_string_for_cache: "off" },
      ...{ explicit_cache_control: "off", origin_error_page_pass_thru: "on" },
      respect_strong_etag: "on",
    },
    cached(when, {
      cacheKey: {
        ...{ cacheByDeviceType: true, cacheDeceptionArmor: true, ignoreQueryStringsOrder: false },
      },
      ...{ originCacheControl: false, originErrorPagePassthru: true, respectStrongEtags: true },
    }),
  ],
  [
    {
      cache_level: "cache_everything",
      cache_key_fields: {
        cookie: { include: ["a"], check_presence: [] },
        header: { include: ["x-b"], exclude: ["Origin"] },
        host: { resolved: true },
        query_string: { include: "*" },
        user: { device_type: true, geo: false },
      },
    },
    cached(when, {
      cacheKey: {
        customKey: {
          cookie: { includes: ["a"] },
          header: { includes: ["x-b"], excludeOrigin: true },
          host: { resolved: true },
          queryString: { include: { all: true } },
          user: { deviceType: true, geo: false },
        },
      },
    }),
  ],
  [
    {
      cache_level: "cache_everything",
      cache_key_fields: { header: { exclude: ["x-c"] }, query_string: { exclude: ["utm"] } },
    },
    cached(when, { cacheKey: { customKey: { queryString: { exclude: { lists: ["utm"] } } } } }),
    ["cache_key_fields: no equal"],
  ],
  [
    { cache_level: "cache_everything", edge_cache_ttl: 60, bypass_cache_on_cookie: cookies },
    {
      cacheRules: [
        { key: `${key}-bypass-on-cookie`, when: `${when} and ${inCookie}`, bypass: true },
        {
          ...{ key, when: `${when} and not ${inCookie}`, edgeTtlSeconds: 60 },
          ...{ bypassCookies: [], staleIfErrorSeconds: 0 },
        },
      ],
    },
    ["bypass_cache_on_cookie: differs"],
  ],
  [
    { cache_on_cookie: "seen" },
    cached(`${when} and http.cookie contains "seen"`, {}, `${key}-cache-on-cookie`),
    ["cache_on_cookie: differs"],
  ],
  [
    { cache_level: "cache_everything", edge_cache_ttl: 60, bypass_cache_on_cookie: "^(a|b)+$" },
    { cacheRules: [{ key, when, bypass: true }] },
    ["bypass_cache_on_cookie: no equal", "edge_cache_ttl: no equal"],
  ],
  ...["always_online", "ip_geolocation", "response_buffering", "server_side_exclude"].map(
    (id) => [{ [id]: "on" }, {}, [`${id}: no equal`]] as const,
  ),
  ...["true_client_ip_header", "waf"].map(
    (id) => [{ [id]: "off" }, {}, [`${id}: no equal`]] as const,
  ),
  ...["disable_railgun", "disable_security"].map(
    (id) => [{ [id]: true }, {}, [`${id}: no equal`]] as const,
  ),
  [{ minify: { html: "on", css: "on", js: "off" } }, {}, ["minify: no equal"]],
  [{ cache_levl: "bypass" }, {}, ["cache_levl: no equal"]],
];

describe("a translated page rule", () => {
  for (const [settings, args, remarks = []] of cases) {
    it(`does what ${JSON.stringify(settings)} does`, () => {
      const translation = translationOf({ url: "example.com/a/*", settings });
      expect(translation.args).to.deep.equal({ zoneName: "example.com", ...args });
      expect(remarksOf(translation)).to.deep.equal(remarks);
    });
  }

  it("has every setting that there is among these", () => {
    const shown = new Set(cases.flatMap(([settings]) => Object.keys(settings)));
    expect([...pageRuleSettings.keys()].filter((id) => !shown.has(id))).to.deep.equal([]);
  });

  const urls: Readonly<Record<string, string>> = {
    "example.com": 'http.host wildcard "example.com" and http.request.uri.path wildcard "/"',
    "example.com/*": 'http.host wildcard "example.com"',
    "https://example.com/a":
      'http.host wildcard "example.com" and http.request.uri.path wildcard "/a" and ssl',
    "HTTP://Example.com:8080/A?b=*":
      'http.host wildcard "example.com" and http.request.uri wildcard "/A?b=*" and not ssl and cf.edge.server_port eq 8080',
    "bücher.example.com/*": 'http.host wildcard "xn--bcher-kva.example.com"',
    "http*://*.example.com/*":
      'http.request.full_uri wildcard "http://*.example.com/*" or http.request.full_uri wildcard "https://*.example.com/*"',
    "example.com/a*b/":
      'http.host wildcard "example.com" and (http.request.uri wildcard "/a*b/" or http.request.uri wildcard "/a*b/?*")',
    'example.com/a\\"**':
      'http.host wildcard "example.com" and http.request.uri wildcard "/a\\\\\\\\\\"*"',
  };
  for (const [url, expression] of Object.entries(urls)) {
    it(`meets the requests of ${url}`, () => {
      const { args } = translationOf({ url, settings: { ssl: "strict" } });
      expect(args.configRules?.map((rule) => rule.when)).to.deep.equal([expression]);
    });
  }
});

describe("translated page rules beside each other", () => {
  const a = { url: "example.com/a/*", settings: { ssl: "strict" } };
  const whole = { url: "*example.com/*", settings: { browser_check: "on" } };
  const other = { url: "www.example.com/b", settings: { browser_check: "off" } };
  const isWhole =
    '(http.request.full_uri wildcard "http://*example.com/*" or http.request.full_uri wildcard "https://*example.com/*")';

  it("leave out the requests of those above them that they can meet, by priority", () => {
    const { args, report } = translationOf(
      { ...whole, priority: 1 },
      { ...other, priority: 2 },
      {
        ...a,
        priority: 3,
      },
    );
    expect(args.configRules).to.deep.equal([
      { key: "1-example.com-a", when, ssl: "strict" },
      {
        key: "2-www.example.com-b",
        when: 'http.host wildcard "www.example.com" and http.request.uri.path wildcard "/b"',
        browserIntegrityCheck: false,
      },
      {
        key: "3-example.com",
        when: `${isWhole} and not (${when}) and not (http.host wildcard "www.example.com" and http.request.uri.path wildcard "/b")`,
        browserIntegrityCheck: true,
      },
    ]);
    expect(report).to.deep.equal([]);
  });

  it("stay disabled, and are told where others would have to leave out their requests", () => {
    const translation = translationOf({ ...a, status: "disabled" }, whole);
    expect(
      translation.args.configRules?.map(({ when: asked, enabled }) => [asked, enabled]),
    ).to.deep.equal([
      [when, false],
      [isWhole.slice(1, -1), undefined],
    ]);
    expect(remarksOf(translation)).to.deep.equal(["the rule: differs"]);
  });

  it("are not there where one above them takes all of their requests", () => {
    const translation = translationOf(whole, a, other);
    expect(translation.args.configRules).to.have.length(1);
    expect(remarksOf(translation)).to.deep.equal(["the rule: never acts", "the rule: never acts"]);
  });

  it("are told where they have the same priority and can meet", () => {
    const same = translationOf({ ...a, priority: 7 }, { ...whole, priority: 7 });
    expect(remarksOf(same)).to.deep.equal(["the rule: differs"]);
    const apart = translationOf({ ...a, priority: 7 }, { ...other, priority: 7 });
    expect(remarksOf(apart)).to.deep.equal([]);
  });

  it("are refused where an expression would be longer than Cloudflare takes", () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      url: `example.com/a-long-path-that-takes-its-place/${index}/*`,
      settings: { ssl: "strict" },
    }));
    const translated = translatePageRules(listedPageRules(...many, whole));
    const { problems } = translated as Extract<typeof translated, { problems: unknown }>;
    expect(problems.map(({ path, rule, hint }) => `${path} must ${rule}. ${hint}`)).to.deep.equal([
      "The expression of [60] must have at most 4096 characters. Delete page rules above it that nobody needs, or name their hosts without an asterisk",
    ]);
  });
});
