import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Zone } from "@pulumi/cloudflare/zone";
import { ProblemList } from "../../../components/internal/checked";
import { checkedIds, cloudflareIdProblem } from "../../../components/internal/ids";
import { underMocks } from "../../support/mocks";
import { isSecret, value } from "../../support/value";

const good = "0123456789abcdef0123456789abcdef";
const check = (id: unknown) => cloudflareIdProblem("zoneId", id, "Look it up");
const refusal = "zoneId must be an id of 32 lower-case hexadecimal characters; got";

/** The words of the refusal, or the id that flows on. */
async function outcome(id: pulumi.Input<string>): Promise<unknown> {
  const problems = new ProblemList();
  const checked = checkedIds(problems, id, check);
  return problems.problems.length > 0
    ? problems.problems.map(({ got }) => got)
    : value(checked).catch((error: Error) => error.message.split("  - ")[1]);
}

/** What becomes of the id that a resource of the program gives. */
async function given(
  name: string,
  change: (id: pulumi.Output<string>) => pulumi.Input<string> = (id) => id,
): Promise<unknown> {
  const { result } = await underMocks(false, (parent) => {
    const zone = new Zone(name, { account: {}, name: "example.com" }, { parent });
    return outcome(change(zone.id));
  });
  return result;
}

describe("ids", () => {
  it("are checked at once where they are plain", async () => {
    assert.equal(await outcome(good), good);
    assert.deepEqual(await outcome("example.com"), ['"example.com"']);
  });

  it("are checked as fully when they become known later, and flow on", async () => {
    for (const late of [pulumi.output, (id: string) => Promise.resolve(id)]) {
      assert.equal(await outcome(late(good)), good);
      assert.equal(await outcome(late("example.com")), `${refusal} "example.com". Look it up`);
      assert.equal(await outcome(late("")), `${refusal} "". Look it up`);
    }
  });

  it("stay secret, in the refusal too", async () => {
    const checked = checkedIds(new ProblemList(), pulumi.secret(good), check);
    assert.equal(await isSecret(checked), true);
    assert.equal(await outcome(pulumi.secret("example.com")), `${refusal} a secret. Look it up`);
  });

  it("that a resource of the program gives need only name something, for mocks have their own", async () => {
    assert.equal(await given("zone"), "zone-id");
    assert.equal(await given("zone", (id) => pulumi.interpolate`${id}`), "zone-id");
    for (const nothing of ["", " "]) {
      assert.equal(
        await given("zone", (id) => id.apply(() => nothing)),
        `${refusal} ${JSON.stringify(nothing)}. Look it up`,
      );
    }
  });

  it("of a list are excused only where every one of them names something", async () => {
    const list = (ids: readonly string[]) =>
      underMocks(false, (parent) => {
        const zone = new Zone("zone", { account: {}, name: "example.com" }, { parent });
        const late = zone.id.apply(() => [...ids]);
        const first = (known: readonly string[]) => known.map(check).find((one) => one);
        return value(checkedIds(new ProblemList(), late, first)).catch(() => "refused");
      }).then(({ result }) => result);
    assert.deepEqual(await list(["a", "b"]), ["a", "b"]);
    assert.equal(await list(["a", ""]), "refused");
  });
});
