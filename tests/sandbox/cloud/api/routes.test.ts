import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { defaultZoneId } from "../../../../sandbox/cloud/accountSeed";
import { routed } from "../../../../sandbox/cloud/api/routes";
import { ApiError } from "../../../../sandbox/cloud/calls/apiError";
import { packageFile } from "../../../../sandbox/packageFile";

const id = "0123456789abcdef0123456789abcdef";
const records = `/zones/${defaultZoneId}/dns_records`;

/** Every call of the API that the official client knows, `:id` at its placeholders. */
function clientCalls(): string[] {
  const folder = packageFile("node_modules/cloudflare/resources");
  const call = /this\._client\.(get|post|put|patch|delete|getAPIList)\(path `([^`]*)`/g;
  const found = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const text = file.endsWith(".mjs") ? readFileSync(path.join(folder, file), "utf8") : "";
    for (const [, method = "", template = ""] of text.matchAll(call)) {
      const scopes = template.includes("${accountOrZone}") ? ["accounts", "zones"] : [""];
      for (const scope of scopes) {
        const route = template.replace("${accountOrZone}", scope).replace(/\$\{[^}]*\}/g, ":id");
        found.add(`${method === "getAPIList" ? "GET" : method.toUpperCase()} ${route}`);
      }
    }
  }
  return [...found].sort();
}

function refusal(method: string, target: string): ApiError {
  try {
    routed(method, target);
  } catch (error) {
    return error as ApiError;
  }
  throw new Error(`${method} ${target} is served`);
}

/** What the API does with a call; undefined where it does not serve it. */
function servedParams(call: string): Readonly<Record<string, string>> | undefined {
  const [method = "", route = ""] = call.split(" ");
  try {
    return routed(method, route.replaceAll(":id", id)).params;
  } catch (error) {
    if (error instanceof ApiError) {
      return undefined;
    }
    throw error;
  }
}

describe("the routes of the API", () => {
  it("take no word of the API's own for the id of an object", () => {
    const calls = clientCalls();
    expect(calls.length).to.be.greaterThan(2_000);
    const mistaken = calls.filter((call) => {
      const { settingId: _setting, phase: _phase, ...ids } = servedParams(call) ?? {};
      return Object.values(ids).some((value) => value !== id);
    });
    expect(mistaken).to.deep.equal([]);
  });

  it("serve what the official client calls at the same paths", () => {
    const served = clientCalls().filter((call) => servedParams(call) !== undefined);
    expect(served).to.include.members([
      "GET /zones/:id/dns_records/export",
      "POST /zones/:id/dns_records/batch",
      "GET /zones/:id/dns_records/:id",
      "GET /zones/:id/ssl/certificate_packs",
      "PUT /zones/:id/rulesets/phases/:id/entrypoint",
    ]);
  });

  const unserved: readonly (readonly [method: string, path: string])[] = [
    ["POST", `${records}/import`],
    ["POST", `${records}/scan`],
    ["GET", `${records}/scan`],
    ["GET", `${records}/usage`],
    ["GET", `${records}/batch`],
    ["DELETE", `${records}/export`],
    ["GET", `${records}/645577699`],
    ["POST", `/zones/${id}/healthchecks/preview`],
    ["GET", `/zones/${id}/origin_tls_client_auth/hostnames`],
    ["GET", `/accounts/${id}/load_balancers/pools/all/health`],
    ["DELETE", `/zones/${id}/rulesets/${id}/rules/first`],
    ["GET", "/zones/__proto__"],
  ];
  for (const [method, target] of unserved) {
    const isServed = ["batch", "export"].some((word) => target.endsWith(word));
    it(`refuse ${method} ${target} in words`, () => {
      const { status, code, words, more } = refusal(method, target);
      if (isServed) {
        expect([status, code]).to.deep.equal([405, "10405"]);
        return;
      }
      expect([status, code]).to.deep.equal([404, "7003"]);
      expect(words).to.equal(
        `Could not route to ${target}, perhaps your object identifier is invalid?`,
      );
      expect(more.means).to.equal(
        `An id is 32 hexadecimal digits, that of a tunnel a UUID, and ${method} ${target} is nothing that the sandbox serves otherwise`,
      );
    });
  }

  it("say 7000 of what no path is like, and find certificates by numbers, too", () => {
    const { status, code } = refusal("POST", `${records}/scan/trigger`);
    expect([status, code]).to.deep.equal([400, "7000"]);
    const number = "328578533902268680212849205732770752308931942346";
    expect(routed("GET", `/certificates/${number}`).params).to.deep.equal({ id: number });
  });
});
