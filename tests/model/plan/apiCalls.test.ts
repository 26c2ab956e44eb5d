import { expect } from "chai";
import { cloudflareCalls, makesCloudflareCall, overCallLimit } from "../../../model/plan/apiCalls";
import { fromPreviewJson } from "../../../model/plan/previewJson";
import { stackUrn } from "../fixtures";

const type = "cloudflare:index/dnsRecord:DnsRecord";
const setting = "cloudflare:index/zoneSetting:ZoneSetting";

describe("the calls of Cloudflare's API", () => {
  it("are one for every step that makes one", () => {
    const calling = [
      ...["create", "create-replacement", "update", "delete", "delete-replaced"],
      ...["import", "import-replacement", "read", "refresh"],
    ];
    expect(calling.filter((op) => !makesCloudflareCall({ op, type }))).to.deep.equal([]);
    const others = ["same", "replace", "discard", "read-discard", "remove-pending-replace", ""];
    expect(others.filter((op) => makesCloudflareCall({ op, type }))).to.deep.equal([]);
  });

  it("are none of other providers, nor for what is only forgotten", () => {
    const call = (op: string, token: string, retained?: boolean) =>
      makesCloudflareCall({ op, type: token, ...(retained === undefined ? {} : { retained }) });
    expect([
      ...[call("create", "aws:ec2/vpc:Vpc"), call("create", "my:cloudflare:Site")],
      ...[call("delete", type, true), call("delete-replaced", type, true)],
      ...[call("delete", setting), call("delete-replaced", setting)],
    ]).to.deep.equal([false, false, false, false, false, false]);
    expect([
      ...[call("update", type, true), call("delete", type, false), call("update", setting)],
      call("delete", "cloudflare:index/unheardOf:UnheardOf"),
    ]).to.deep.equal([true, true, true, true]);
  });

  it("are counted over a plan, two for a replacement", () => {
    const state = (name: string, more: object = {}) => ({
      ...{ urn: `${stackUrn}${type}::${name}`, type, custom: true, inputs: { name } },
      ...more,
    });
    const step = (op: string, name: string, oldState?: object, newState?: object) => ({
      ...{ op, urn: `${stackUrn}${type}::${name}`, oldState, newState },
    });
    const calls = (...steps: object[]) =>
      cloudflareCalls(fromPreviewJson({ steps, changeSummary: {} }));
    const retained = { retainOnDelete: true };
    expect([
      calls(step("create", "a", undefined, state("a")), step("same", "b", state("b"), state("b"))),
      calls(step("replace", "a", state("a"), state("a"))),
      calls(step("replace", "a", state("a", retained), state("a"))),
      calls(step("replace", "a", state("a"), state("a", { importID: "i" }))),
      calls(step("delete", "a", state("a"))),
      calls(step("delete", "a", state("a", retained))),
      calls(),
    ]).to.deep.equal([1, 2, 1, 2, 1, 0, 0]);
  });

  it("are too many at once from one above the limit", () => {
    expect(overCallLimit(1200)).to.equal(undefined);
    expect(overCallLimit(1201)).to.equal(
      "This takes about 1201 calls of Cloudflare's API, which takes 1200 in 300 s from one user: expect the provider to wait, or the run to stop with code 429",
    );
  });
});
