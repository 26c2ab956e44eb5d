import { expect } from "chai";
import type { DnsRecordSpec } from "../../components/dns/args";
import { validateDnsRecords } from "../../components/dns/validate";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { type ModelObject } from "../../model/graph/resources";
import { unknownValue } from "../../core/known";
import { defaultZoneId } from "../../sandbox/cloud/accountSeed";
import type { Properties } from "../../sandbox/cloud/values";
import { policySays, standInSays, type Declared } from "./callers";

const zoneId = defaultZoneId;

/** Values of one record, as the program of a stranger has them. */
interface RecordValues {
  readonly type: string;
  readonly content: string;
  readonly name?: string;
  readonly proxied?: boolean;
  readonly ttl?: number;
  readonly comment?: string;
  readonly tags?: string[];
}

const a = { type: "A", content: "203.0.113.10" };
const tags = (count: number): string[] => Array.from({ length: count }, (_, at) => `t:${at}`);

/** A record, and the property at which all three refuse it; nothing where all three take it. */
interface Case {
  readonly title: string;
  readonly record: RecordValues;
  readonly plan?: CloudflarePlan;
  readonly refused?: { readonly property: string; readonly error: string };
}

const invalid = "400 1004";

const cases: readonly Case[] = [
  { title: "a proxied record with TTL 1", record: { ...a, proxied: true, ttl: 1 } },
  {
    title: "a proxied record with TTL 300",
    record: { ...a, proxied: true, ttl: 300 },
    refused: { property: "ttl", error: "400 -" },
  },
  { title: "60 seconds on Free", record: { ...a, ttl: 60 } },
  {
    title: "59 seconds on Free",
    record: { ...a, ttl: 59 },
    refused: { property: "ttl", error: invalid },
  },
  { title: "30 seconds on Enterprise", record: { ...a, ttl: 30 }, plan: "enterprise" },
  {
    title: "29 seconds on Enterprise",
    record: { ...a, ttl: 29 },
    plan: "enterprise",
    refused: { property: "ttl", error: invalid },
  },
  { title: "a day", record: { ...a, ttl: 86_400 } },
  {
    title: "a second more than a day",
    record: { ...a, ttl: 86_401 },
    refused: { property: "ttl", error: invalid },
  },
  {
    title: "a proxied MX record",
    record: { type: "MX", content: "mail.example.net", proxied: true },
    refused: { property: "proxied", error: invalid },
  },
  { title: "100 characters on Free", record: { ...a, comment: "ü".repeat(100) } },
  { title: "100 characters of two units each", record: { ...a, comment: "𝒳".repeat(100) } },
  {
    title: "101 characters on Free",
    record: { ...a, comment: "x".repeat(101) },
    refused: { property: "comment", error: invalid },
  },
  { title: "500 characters on Pro", record: { ...a, comment: "x".repeat(500) }, plan: "pro" },
  {
    title: "501 characters on Pro",
    record: { ...a, comment: "x".repeat(501) },
    plan: "pro",
    refused: { property: "comment", error: invalid },
  },
  {
    title: "a tag on Free",
    record: { ...a, tags: tags(1) },
    refused: { property: "tags", error: invalid },
  },
  { title: "20 tags on Pro", record: { ...a, tags: tags(20) }, plan: "pro" },
  {
    title: "21 tags on Pro",
    record: { ...a, tags: tags(21) },
    plan: "pro",
    refused: { property: "tags", error: invalid },
  },
];

const tagged: readonly { readonly tag: string; readonly refused?: boolean }[] = [
  { tag: `${"n".repeat(32)}:${"ü".repeat(100)}` },
  { tag: "team:web:eu" },
  { tag: `${"n".repeat(33)}:v`, refused: true },
  { tag: `team:${"v".repeat(101)}`, refused: true },
  { tag: "team", refused: true },
  { tag: ":web", refused: true },
  { tag: "my team:web", refused: true },
  { tag: "team:web\neu", refused: true },
];

const argumentOf: Readonly<Record<string, string>> = { ttl: "ttlSeconds" };

/** What the component says of records that are to stand together: the paths. */
function componentSays(records: readonly RecordValues[], plan: CloudflarePlan): string[] {
  const specs = records.map(
    ({ type, content, name, ttl, ...rest }, at): [string, DnsRecordSpec] => [
      `r${at}`,
      {
        ...{ type, content, name: name ?? "www", ...rest },
        ...(type === "MX" ? { priority: 10 } : {}),
        ...(ttl === undefined || ttl === 1 ? {} : { ttlSeconds: ttl }),
      } as DnsRecordSpec,
    ],
  );
  const args = { zoneId, zoneName: "example.com", plan, records: Object.fromEntries(specs) };
  return validateDnsRecords(args, "").problems.map(({ path }) => path);
}

/** Properties as the provider has them. */
function propertiesOf({ name, type, ttl, ...rest }: RecordValues): Properties {
  return {
    ...{ zoneId, name: `${name ?? "www"}.example.com`, type, ttl: ttl ?? 1, ...rest },
    ...(type === "MX" ? { priority: 10 } : {}),
  };
}

const declared = (records: readonly RecordValues[]): Declared[] =>
  records.map((each) => ({ type: "dnsRecord", properties: propertiesOf(each) }));

/** What all three callers say of records that are to stand together. */
async function saidOf(records: readonly RecordValues[], plan: CloudflarePlan): Promise<object> {
  const zones = [{ id: zoneId, name: "example.com", plan }];
  return {
    component: componentSays(records, plan),
    standIn: await standInSays({ zones }, declared(records)),
    policy: policyOn(
      records.map((each) => propertiesOf(each) as ModelObject),
      plan,
    ),
  };
}

/** What two rules say of records: `rule property`. */
function policyOn(records: readonly ModelObject[], plan: CloudflarePlan): string[] {
  return policySays(
    { "refused-by-api": { zonePlan: plan }, "cname-conflict": {} },
    records.map((properties) => ({ type: "dnsRecord", properties })),
  );
}

describe("what the API refuses of a DNS record", () => {
  for (const { title, record, plan = "free", refused } of cases) {
    it(`is ${refused?.property ?? "nothing"} to all three callers: ${title}`, async () => {
      expect(await saidOf([record], plan)).to.deep.equal(
        refused === undefined
          ? { component: [], standIn: undefined, policy: [] }
          : {
              component: [`records.r0.${argumentOf[refused.property] ?? refused.property}`],
              standIn: refused.error,
              policy: [`refused-by-api ${refused.property}`],
            },
      );
    });
  }

  for (const { tag, refused = false } of tagged) {
    it(`is ${refused ? "the tag" : "nothing"} to all three callers: ${JSON.stringify(tag)}`, async () => {
      expect(await saidOf([{ ...a, tags: [tag] }], "pro")).to.deep.equal(
        refused
          ? {
              component: ["records.r0.tags[0]"],
              standIn: invalid,
              policy: ["refused-by-api tags"],
            }
          : { component: [], standIn: undefined, policy: [] },
      );
    });
  }

  it("is nothing to the policy where it depends on what is not known, and on no plan by default", () => {
    const base = propertiesOf(a) as ModelObject;
    for (const property of ["type", "proxied", "ttl", "comment", "tags"]) {
      const values: ModelObject = { ...base, proxied: true, ...{ [property]: unknownValue } };
      expect(policyOn([values], "free"), property).to.deep.equal([]);
    }
    const beyondFree = { ...base, ttl: 30, comment: "x".repeat(500), tags: tags(20) };
    expect(policyOn([beyondFree], "enterprise")).to.deep.equal([]);
    expect(policyOn([beyondFree], "free")).to.deep.equal([
      "refused-by-api comment",
      "refused-by-api tags",
      "refused-by-api ttl",
    ]);
  });
});

const alias = { type: "CNAME", content: "shop.example.net" };
const txt = { type: "TXT", content: "v=spf1 -all" };
const mx = { type: "MX", content: "mail.example.net" };
const ipv6 = { type: "AAAA", content: "2001:db8::1" };

/** Pairs of one name, and who refuses the second. */
const pairs: readonly {
  readonly pair: readonly [RecordValues, RecordValues];
  readonly refused?: "by all" | "by the component";
}[] = [
  { pair: [a, { ...a, content: "203.0.113.11" }] },
  { pair: [a, ipv6] },
  { pair: [a, txt] },
  { pair: [a, mx] },
  { pair: [a, alias], refused: "by all" },
  { pair: [alias, a], refused: "by all" },
  { pair: [alias, ipv6], refused: "by all" },
  { pair: [alias, { ...alias, content: "other.example.net" }], refused: "by all" },
  { pair: [alias, txt], refused: "by the component" },
  { pair: [mx, alias], refused: "by the component" },
  { pair: [{ ...alias, proxied: true }, txt] },
  { pair: [mx, { ...alias, proxied: true }] },
  {
    pair: [
      { ...alias, proxied: true },
      { ...a, proxied: true },
    ],
    refused: "by all",
  },
  { pair: [alias, { ...a, name: "api" }] },
];

describe("what the API refuses beside a CNAME record", () => {
  for (const { pair, refused } of pairs) {
    const written = pair.map(({ type, proxied, name }) =>
      [type, proxied === true ? "proxied" : "", name ?? ""].filter(Boolean).join(" "),
    );
    it(`${written.join(" and ")}: refused ${refused ?? "by none"}`, async () => {
      const other = pair[0].type === "CNAME" ? 1 : 0;
      expect(await saidOf(pair, "free")).to.deep.equal({
        component: refused === undefined ? [] : [`records.r${other}.name`],
        standIn:
          refused === "by all" ? `400 ${pair[1].type === "CNAME" ? 81_053 : 81_054}` : undefined,
        policy: refused === "by all" ? ["cname-conflict"] : [],
      });
    });
  }
});
