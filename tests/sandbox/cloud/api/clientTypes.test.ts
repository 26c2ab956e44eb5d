import { expect } from "chai";
import { dnsTypeRules } from "../../../../facts/cloudflare/dnsRecordTypes";
import { types } from "../../../../sandbox/cloud/account/indexes";
import { cloudflareServedTypes } from "../../../../sandbox/cloud/cloudflare/handlers";
import { ClientTypes } from "./clientTypes";
import { clientAtDoor } from "./officialClient";
import { recordSamples } from "./recordSamples";
import { account, served, uploadedAsForm, zone, type Body } from "./servedAnswers";

/** What no program makes. */
const readOnly: readonly (readonly [path: string, file: string, name: string])[] = [
  ["/user/tokens/verify", "user/tokens/tokens", "TokenVerifyResponse"],
  [account, "accounts/accounts", "Account"],
  ["/ips", "ips/ips", "IPListResponse"],
  [zone, "zones/zones", "Zone"],
  [
    `${zone}/ssl/certificate_packs`,
    "ssl/certificate-packs/certificate-packs",
    "CertificatePackListResponse",
  ],
  [`${zone}/custom_pages`, "custom-pages/custom-pages", "CustomPageListResponse"],
];

describe("what the sandbox's API answers, by the official client's types", () => {
  const here = clientAtDoor();
  let client: ClientTypes;
  const made = new Map<string, string>();

  before(function () {
    this.timeout(120_000);
    client = new ClientTypes([
      ...["shared", "load-balancers/pools/health"],
      ...served.map(({ declared: [file] }) => file),
      ...readOnly.map(([, file]) => file),
    ]);
  });

  const named = (text: string) =>
    text.replace(/<([^>]+)>/g, (_, type: string) => made.get(type) ?? "");
  const call = async (method: string, path: string, body?: Body): Promise<unknown> => {
    const answer = await fetch(`${here.url}${named(path)}`, {
      method,
      headers: { authorization: `Bearer ${here.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: named(JSON.stringify(body)) }),
    });
    const text = await answer.text();
    expect(answer.ok, `${method} ${path}: ${text}`).to.equal(true);
    return (JSON.parse(text) as { result: unknown }).result;
  };

  it("is tried for every type that has rules of its own", () => {
    // Items of lists are answered with an operation, rules of waiting rooms with a list: their own tests read them back.
    const apart = [types.accountListItem, types.waitingRoomRules, uploadedAsForm];
    const tried = new Set([...served.map(({ type }) => type), ...apart]);
    expect(cloudflareServedTypes.filter((type) => !tried.has(type))).to.deep.equal([]);
    expect(recordSamples.map(({ type }) => type).sort()).to.deep.equal(
      Object.keys(dnsTypeRules).sort(),
    );
  });

  for (const { type, declared, listed, method, path, bodies, isSingle, answersId } of served) {
    const [file, name] = declared;
    for (const body of bodies) {
      const what = typeof body.type === "string" ? ` ${body.type}` : "";
      it(`has every field of ${name}${what} at ${method} ${path
        .split("/")
        .slice(path.startsWith("/certificates") ? 1 : 3)
        .join("/")}`, async () => {
        const answer = (await call(method, path, body)) as { readonly id: string };
        made.set(type, answer.id);
        const own = isSingle === true ? path : `${path}/${answer.id}`;
        const read = await call("GET", own);
        expect(client.problems(file, name, read), JSON.stringify(read)).to.deep.equal([]);
        if (answersId === true) {
          expect(answer).to.deep.equal({ id: answer.id });
        } else {
          expect(client.problems(file, name, answer), JSON.stringify(answer)).to.deep.equal([]);
        }
        if (isSingle !== true) {
          const all = (await call("GET", path)) as { readonly id: string }[];
          const [element] = all.filter(({ id }) => id === answer.id);
          expect(
            client.problems(file, listed ?? name, element),
            JSON.stringify(element),
          ).to.deep.equal([]);
        }
      });
    }
  }

  for (const [path, file, name] of readOnly) {
    it(`has every field of ${name} at GET ${path}`, async () => {
      const answers = [await call("GET", path)].flat();
      expect(answers).to.not.deep.equal([]);
      for (const answer of answers) {
        expect(client.problems(file, name, answer), JSON.stringify(answer)).to.deep.equal([]);
      }
    });
  }

  it("would be found short of a field, and with one of another kind", () => {
    expect(
      client.problems("load-balancers/pools/health", "HealthGetResponse", { pool_id: 1 }),
    ).to.deep.equal(["HealthGetResponse.pool_id must be string | undefined; got 1"]);
  });
});
