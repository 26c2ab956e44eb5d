import { expect } from "chai";

import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../../sandbox/cloud/accountSeed";
import type { Properties } from "../../../../sandbox/cloud/values";
import { startCloud } from "../../../../sandbox/startCloud";
import { HttpClient, httpAtDoor, type Answered } from "./httpClient";

const zone = `/zones/${zoneId}`;
const phase = "http_request_firewall_custom";
const entryPoint = `${zone}/rulesets/phases/${phase}/entrypoint`;
const block = (ref: string, path = `/${ref}`) => ({
  ...{ ref, action: "block" },
  expression: `http.request.uri.path eq "${path}"`,
});

type Rule = Properties & { readonly id: string; readonly ref: string; readonly version: string };
type Ruleset = Answered & { readonly version: string; readonly rules: readonly Rule[] };

const refs = ({ rules }: Ruleset) => rules.map(({ ref }) => ref);
const versions = ({ rules }: Ruleset) => rules.map(({ ref, version }) => `${ref} ${version}`);

describe("rulesets over HTTP", () => {
  const here = httpAtDoor();
  const made = () =>
    here.client.ok<Ruleset>("PUT", entryPoint, { rules: [block("a"), block("b"), block("c")] });
  const rulesOf = ({ id }: Ruleset) => `${zone}/rulesets/${id}/rules`;
  const idOf = ({ rules }: Ruleset, ref: string) =>
    rules.find((rule) => rule.ref === ref)?.id ?? "";
  const said = async (method: string, path: string, body?: unknown) => {
    const { status, body: envelope } = await here.client.call(method, path, body);
    const [error] = envelope.errors;
    return `${status} ${error?.code ?? "-"} ${error?.message ?? ""}`;
  };

  it("puts a rule first, last, before, after and at a number, and moves it with its version kept", async () => {
    const ruleset = await made();
    const rules = rulesOf(ruleset);
    const added = async (ref: string, position?: object) =>
      refs(await here.client.ok<Ruleset>("POST", rules, { ...block(ref), position }));
    expect(await added("last")).to.deep.equal(["a", "b", "c", "last"]);
    expect(await added("first", { before: "" })).to.deep.equal(["first", "a", "b", "c", "last"]);
    expect(await added("d", { after: idOf(ruleset, "c") })).to.deep.equal([
      "first",
      "a",
      "b",
      "c",
      "d",
      "last",
    ]);
    expect(await added("e", { index: 2 })).to.deep.equal([
      "first",
      "e",
      "a",
      "b",
      "c",
      "d",
      "last",
    ]);
    const moved = await here.client.ok<Ruleset>("PATCH", `${rules}/${idOf(ruleset, "a")}`, {
      position: { after: "" },
    });
    expect(versions(moved)).to.deep.equal(["first 1", "e 1", "b 1", "c 1", "d 1", "last 1", "a 1"]);
    expect(moved.version).to.equal("6");
    expect(idOf(moved, "a")).to.equal(idOf(ruleset, "a"));
  });

  it("defines a rule anew, so that what is not sent goes, but keeps id and ref and counts its version", async () => {
    const ruleset = await made();
    const path = `${rulesOf(ruleset)}/${idOf(ruleset, "b")}`;
    const log = { action: "log", expression: "true", description: "seen" };
    const changed = await here.client.ok<Ruleset>("PATCH", path, log);
    expect(versions(changed)).to.deep.equal(["a 1", "b 2", "c 1"]);
    expect(idOf(changed, "b")).to.equal(idOf(ruleset, "b"));
    const again = await here.client.ok<Ruleset>("PATCH", path, { ...log, description: undefined });
    expect(again.rules[1]).to.deep.include({ action: "log", description: "", version: "3" });
    expect(again.rules[0]).to.deep.equal(changed.rules[0]);
    expect(await said("PATCH", path, { description: "without the rest" })).to.equal(
      "400 0 rules[1].action must be given; got nothing",
    );
    const left = await here.client.ok<Ruleset>("DELETE", path);
    expect(refs(left)).to.deep.equal(["a", "c"]);
    expect(await here.client.refused("DELETE", path)).to.deep.equal([404, 0]);
    expect(await here.client.refused("PATCH", path, log)).to.deep.equal([404, 0]);
  });

  it("knows a rule by its id or its ref, and makes one with neither anew", async () => {
    const ruleset = await made();
    const { ref: _ref, ...anonymous } = block("b");
    const written = await here.client.ok<Ruleset>("PUT", `${zone}/rulesets/${ruleset.id}`, {
      rules: [
        { ...block("renamed", "/a"), id: idOf(ruleset, "a") },
        anonymous,
        block("c", "/elsewhere"),
      ],
    });
    const [first, second, third] = written.rules;
    expect([first?.id, first?.ref, first?.version]).to.deep.equal([
      idOf(ruleset, "a"),
      "renamed",
      "2",
    ]);
    expect(ruleset.rules.map(({ id }) => id)).to.not.include(second?.id);
    expect([second?.ref, second?.version]).to.deep.equal([second?.id, "1"]);
    expect([third?.id, third?.version]).to.deep.equal([idOf(ruleset, "c"), "2"]);
  });

  it("refuses positions that are none, and changes nothing then", async () => {
    const ruleset = await made();
    const rules = rulesOf(ruleset);
    const refused = (position: unknown) => said("POST", rules, { ...block("x"), position });
    const it = "400 0 invalid position: it takes before, after, or an index of 1 to 4";
    expect(await refused({ index: 0 })).to.equal(it);
    expect(await refused({ index: 5 })).to.equal(it);
    expect(await refused({ index: "1" })).to.equal(it);
    expect(await refused("first")).to.equal(it);
    expect(await refused([])).to.equal(it);
    expect(await refused({ before: "0".repeat(32) })).to.equal(
      `400 0 invalid position: there is no rule "${"0".repeat(32)}"`,
    );
    expect(await refused({ after: null })).to.equal(
      "400 0 invalid position: there is no rule null",
    );
    expect(await here.client.ok<Ruleset>("GET", entryPoint)).to.deep.equal(ruleset);
  });

  it("refuses what the phase, the plan and the language of expressions do not have, with the API's codes", async () => {
    const put = (rules: unknown) => said("PUT", entryPoint, { rules });
    expect(await put([{ ...block("a"), action: "route" }])).to.equal(
      `400 0 'route' is not a valid value for Action because it is not possible to use the route action in a ruleset with phase ${phase} and kind zone`,
    );
    expect(await put([{ ...block("a"), expression: "http.host eq" }])).to.match(
      /^400 20125 could not parse filter expression: /,
    );
    expect(await put([block("a"), block("a")])).to.equal("400 0 rule ref 'a' is not unique");
    expect(await put([{ ...block("a"), action_parameters: { bic: true } }])).to.equal(
      '400 0 invalid JSON: unknown field "bic"',
    );
    expect(await here.client.refused("GET", entryPoint)).to.deep.equal([404, 10003]);
  });

  it("refuses more rules than the plan gives, a second entry point, and kinds that a phase does not have", async () => {
    const cloud = await startCloud({ zones: [{ id: zoneId, name: "example.com", plan: "free" }] });
    try {
      const client = new HttpClient(await cloud.openApi());
      const rules = ["a", "b", "c", "d", "e", "f"].map((ref) => block(ref));
      expect(await client.refused("PUT", entryPoint, { rules })).to.deep.equal([400, 50001]);
      const five = await client.ok<Ruleset>("PUT", entryPoint, { rules: rules.slice(1) });
      expect(
        await client.refused("POST", `${zone}/rulesets/${five.id}/rules`, block("a")),
      ).to.deep.equal([400, 50001]);
      expect(refs(await client.ok<Ruleset>("GET", entryPoint))).to.have.length(5);
      const second = { name: "second", kind: "zone", phase, rules: [] };
      expect(await client.refused("POST", `${zone}/rulesets`, second)).to.deep.equal([400, 20217]);
      const bulk = `/zones/${zoneId}/rulesets/phases/http_request_redirect/entrypoint`;
      expect(await client.refused("PUT", bulk, { rules: [] })).to.deep.equal([400, 0]);
      const ofAccount = `/accounts/${accountId}/rulesets/phases/http_request_redirect/entrypoint`;
      const { kind } = await client.ok("PUT", ofAccount, { rules: [] });
      expect(kind).to.equal("root");
    } finally {
      await cloud.stop();
    }
  });

  it("answers bodies of other kinds with a refusal, never a failure of its own", async () => {
    for (const rules of [
      "none",
      1,
      {},
      [1],
      ["a"],
      [null],
      [[]],
      [{ action: 1, expression: {} }],
    ]) {
      const { status } = await here.client.call("PUT", entryPoint, { rules });
      expect([JSON.stringify(rules), status]).to.deep.equal([JSON.stringify(rules), 400]);
    }
    const odd = { ...block("a"), action_parameters: { __proto__: { x: 1 }, headers: "none" } };
    expect((await here.client.call("PUT", entryPoint, { rules: [odd] })).status).to.equal(400);
    expect(await here.client.refused("GET", entryPoint)).to.deep.equal([404, 10003]);
  });
});
