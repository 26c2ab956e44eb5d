import { expect } from "chai";
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
    ? problems.problems.map(({ actual }) => actual)
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
    expect(await outcome(good)).to.equal(good);
    expect(await outcome("example.com")).to.deep.equal(['"example.com"']);
  });

  it("are checked as fully when they become known later, and flow on", async () => {
    for (const late of [pulumi.output, (id: string) => Promise.resolve(id)]) {
      expect(await outcome(late(good))).to.equal(good);
      expect(await outcome(late("example.com"))).to.equal(`${refusal} "example.com". Look it up`);
      expect(await outcome(late(""))).to.equal(`${refusal} "". Look it up`);
    }
  });

  it("stay secret, in the refusal too", async () => {
    const checked = checkedIds(new ProblemList(), pulumi.secret(good), check);
    expect(await isSecret(checked)).to.equal(true);
    expect(await outcome(pulumi.secret("example.com"))).to.equal(`${refusal} a secret. Look it up`);
  });

  it("that a resource of the program gives need only name something, for mocks have their own", async () => {
    expect(await given("zone")).to.equal("zone-id");
    expect(await given("zone", (id) => pulumi.interpolate`${id}`)).to.equal("zone-id");
    for (const nothing of ["", " "]) {
      expect(await given("zone", (id) => id.apply(() => nothing))).to.equal(
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
    expect(await list(["a", "b"])).to.deep.equal(["a", "b"]);
    expect(await list(["a", ""])).to.equal("refused");
  });
});
