import { expect } from "chai";
import fc from "fast-check";
import type { DnsRecordsArgs } from "../../components/dns";
import { validateDnsRecords } from "../../components/dns/validate";
import type { StrictTlsArgs } from "../../components/tls";
import { validateStrictTls } from "../../components/tls/validate";
import { DnsRecordType, dnsTypeRules } from "../../facts/cloudflare/dnsRecordTypes";
import { tlsSettings } from "../../facts/cloudflare/zoneSettings";
import { describeProblem, type Problem } from "../../core/problem";

/** What a configuration file can hold anywhere, with the words of this library more often than not. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    "www",
    "@",
    "203.0.113.1",
    "::1",
    "a:b",
    "x.example.net",
    "on",
    true,
    false,
    0,
    1,
    300,
    -1,
    "",
    undefined,
  ),
);

function anyOf(keys: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(keys.map((key) => [key, junk])), { requiredKeys: [] });
}

function assertTold(problems: readonly Problem[], roots: readonly string[]): void {
  for (const problem of problems) {
    expect(
      roots.some((root) => problem.path.startsWith(root)),
      problem.path,
    ).to.equal(true);
    expect(problem.rule).to.not.equal("");
    expect(describeProblem(problem)).to.match(/ must .+; got /s);
  }
}

describe("hostile arguments of DNS and TLS", () => {
  const fields = Object.values(dnsTypeRules).flatMap((rule) => rule.fields ?? []);
  const spec = fc
    .tuple(
      fc.constantFrom(...Object.values(DnsRecordType)),
      anyOf([
        "name",
        "content",
        "proxied",
        "ttlSeconds",
        "priority",
        "comment",
        "tags",
        "formerKey",
        ...fields,
      ]),
    )
    .map(([type, rest]) => ({ type, ...rest }));

  it("never make DnsRecords throw: every problem has its path", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 4 }), fc.oneof(spec, spec, junk), { maxKeys: 4 }),
        anyOf(["zoneId", "zoneName", "plan", "retiredAddresses", "records"]),
        fc.boolean(),
        (records, hostile, sound) => {
          const zone = { zoneId: "0".repeat(32), zoneName: "example.com", records };
          const args = (sound ? zone : { ...zone, ...hostile }) as unknown as DnsRecordsArgs;
          assertTold(validateDnsRecords(args, "").problems, [
            "zoneId",
            "zoneName",
            "plan",
            "retiredAddresses",
            "records",
          ]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("never make StrictTls throw: every problem has its path", () => {
    const names = Object.keys(tlsSettings);
    const roots = ["zoneId", "plan", "alwaysHttpsToOrigin", "restore", ...names];
    const hsts = anyOf(["enabled", "maxAgeSeconds", "includeSubdomains", "preload", "noSniff"]);
    fc.assert(
      fc.property(
        anyOf(roots),
        fc.record({ hsts, restore: fc.record({ hsts }) }, { requiredKeys: [] }),
        (args, nested) => {
          assertTold(
            validateStrictTls({ ...args, ...nested } as unknown as StrictTlsArgs, "").problems,
            roots,
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});
