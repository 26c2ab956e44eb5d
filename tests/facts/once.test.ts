import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import { everywhere, reservedRanges } from "../../facts/addresses";
import { apiErrors as awsErrors } from "../../facts/aws/apiErrors";
import { idPrefixes } from "../../facts/aws/ids";
import { ruleProtocols } from "../../facts/aws/securityGroups";
import { oldTlsPolicies, recommendedTlsPolicy } from "../../facts/aws/tlsPolicies";
import { apiErrors } from "../../facts/cloudflare/apiErrors";
import { CheckRegion, SessionAffinity, SteeringPolicy } from "../../facts/cloudflare/loadBalancing";
import { MonitorType } from "../../facts/cloudflare/monitors";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { originPullsSetting, SslMode, tlsSettings } from "../../facts/cloudflare/zoneSettings";
import { floorsAboveFacts, sourcesOf } from "../support/sources";

/** Words that mean something else too, wherever they stand alone. */
const everydayWords: readonly string[] = [
  "off",
  "none",
  "random",
  "header",
  "cookie",
  "ssl",
  "full",
];

const codesOf = (errors: object): string[] =>
  Object.values(errors as Record<string, { code?: string }>).flatMap(({ code }) => code ?? []);

/** Values of the APIs that have a table; names of notifications are keys of theirs, which the compiler sees to. */
const values = new Set(
  [
    ...Object.values(everywhere),
    ...reservedRanges.map(({ range }) => range),
    ...cloudflareRanges.ipv4,
    ...cloudflareRanges.ipv6,
    ...Object.values(idPrefixes).map((prefix) => `${prefix}-`),
    ...Object.values(ruleProtocols),
    ...Object.keys(oldTlsPolicies),
    recommendedTlsPolicy,
    ...codesOf(awsErrors),
    ...codesOf(apiErrors),
    ...Object.values(CheckRegion),
    ...Object.values(MonitorType),
    ...Object.values(SessionAffinity),
    ...Object.values(SteeringPolicy),
    ...Object.values(SslMode),
    ...Object.values(tlsSettings).map(({ id }) => id),
    originPullsSetting,
  ].filter((value) => !everydayWords.includes(value)),
);

/** Where a word is a directive or a module of a web server's, which the API's has nothing to do with. */
const wordsOfServers: Readonly<Record<string, string>> = {
  "doctor/configuration/apache.ts": "http",
  "doctor/configuration/nginxServers.ts": "http",
  "doctor/bundle/collect/kept.ts": "geo",
};

const root = path.join(__dirname, "..", "..");

/** Sentences that quote a value stand in single quotes. */
function withoutProse(line: string): string {
  return line.replace(/'[^']*'/g, "");
}

describe("a value of an API", () => {
  for (const folder of floorsAboveFacts) {
    it(`stands in its table alone, and not in ${folder}/`, () => {
      const found = sourcesOf(folder).flatMap((file) =>
        readFileSync(path.join(root, file), "utf8")
          .split("\n")
          .flatMap((line, index) => {
            const isComment = /^\s*(\*|\/\/|\/\*)/.test(line);
            const literals = isComment ? [] : withoutProse(line).matchAll(/"([^"\\]*)"/g);
            return [...literals].flatMap(([, text = ""]) =>
              values.has(text) && wordsOfServers[file] !== text
                ? [`${file}:${index + 1} ${text}`]
                : [],
            );
          }),
      );
      expect(found).to.deep.equal([]);
    });
  }
});
