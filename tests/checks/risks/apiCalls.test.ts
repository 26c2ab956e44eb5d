import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { reviewSteps, type Step } from "../report/plans";

const zoneId = "f".repeat(32);

function records(count: number, op: string): Step[] {
  return Array.from({ length: count }, (_, index): Step => {
    const name = `${op}${index}`;
    const properties = {
      ...{ zoneId, name: `${name}.example.com`, type: "TXT", content: `"${op}"`, ttl: 300 },
    };
    const sides = {
      ...(op === "create" ? {} : { old: properties }),
      ...(op === "delete" ? {} : { new: { ...properties, content: `"${op} now"` } }),
    };
    return { op, type: "record", name, id: name, ...sides };
  });
}

const said = (steps: readonly Step[]) =>
  reviewSteps(steps)
    .risks.filter(({ id }) => id === "api-calls-over-limit")
    .map(({ severity, title, consequence }) => [severity, title, bareText(consequence)]);

describe("calls of Cloudflare's API in a review", () => {
  it("are told where a plan needs more than Cloudflare takes in five minutes", () => {
    expect(said([...records(1000, "create"), ...records(201, "update")])).to.deep.equal([
      [
        "medium",
        "shop/production",
        "This takes about 1201 calls of Cloudflare's API, which takes 1200 in 300 s from one user: expect the provider to wait, " +
          "or the run to stop with code 429. What is half done stays so until somebody runs it again; with --refresh every " +
          "Cloudflare resource of the stack is one call more.",
      ],
    ]);
  });

  it("are two for a replacement, and none for what stays or is only forgotten", () => {
    const settings = Array.from({ length: 50 }, (_, index): Step => ({
      ...{ op: "delete", type: "setting", name: `s${index}`, id: "ssl" },
      old: { zoneId, settingId: `s${index}`, value: "on" },
    }));
    const replaced = records(600, "replace");
    const kept = [...records(400, "same"), ...settings];
    expect(said([...replaced, ...kept])).to.deep.equal([]);
    expect(said([...replaced, ...kept, ...records(1, "delete")])).to.have.lengthOf(1);
  });
});
