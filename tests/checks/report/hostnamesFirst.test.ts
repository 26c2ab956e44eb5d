import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { reviewAsMarkdown } from "../../../checks/report";
import { reviewSteps, riskLines, urnOf, type Step } from "./plans";

const zoneId = "f".repeat(32);
/** What the engine writes for a value that is known after apply. */
const late = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const record = (more: object = {}): object => ({
  ...{ zoneId, name: "www.example.com", type: "A", content: "203.0.113.1", ttl: 1, ...more },
});
const step = (op: string, type: string, name: string, old?: object, now?: object): Step => ({
  ...{ op, type, name },
  ...(old === undefined ? {} : { id: name, old }),
  ...(now === undefined ? {} : { new: now }),
});
const words = (steps: readonly Step[]): string[] =>
  reviewSteps(steps).risks.map(({ consequence }) => bareText(consequence));

describe("hostnames come first in a review", () => {
  it("says what a place comes from that is only known after the update", () => {
    const edge = "aws:lb/loadBalancer:LoadBalancer";
    const moved = step("update", "record", "www", record(), record({ content: late }));
    const [said, ...more] = words([
      { ...moved, from: { content: [urnOf(edge, "edge")] } },
      step("create", edge, "edge", undefined, { idleTimeout: 930 }),
    ]);
    expect(more).to.deep.equal([]);
    expect(said).to.contain(
      "Visitors of www.example.com go to an address of edge, known after apply instead of 203.0.113.1",
    );
  });

  it("calls a zone by a hostname in it, where nothing says what the zone is called", () => {
    const setting = (value: string): object => ({ zoneId, settingId: "ssl", value });
    const weaker = step("update", "setting", "ssl", setting("strict"), setting("full"));
    expect(riskLines([weaker, step("same", "record", "www", record())])).to.deep.equal([
      "high tls-weaker the zone of www.example.com",
    ]);
    const apex = record({ name: "example.com" });
    const steps = [
      weaker,
      step("same", "record", "www", record()),
      step("same", "record", "a", apex),
    ];
    expect(riskLines(steps)).to.deep.equal(["high tls-weaker the zone of example.com"]);
    expect(reviewAsMarkdown([reviewSteps(steps)]).split("### ")[1]).to.not.contain(zoneId);
    expect(riskLines([weaker])).to.deep.equal([`high tls-weaker ${zoneId}`]);
  });

  it("takes a name relative to its zone for its full form, where the state shows that", () => {
    const short = record({ name: "www" });
    const www: Step = {
      ...step("update", "record", "www", short, { ...short, content: "203.0.113.2" }),
      outputs: { name: "www.example.com" },
    };
    expect(riskLines([www])).to.deep.equal(["medium destination-changed www.example.com"]);
    const apex: Step = {
      ...step("same", "record", "apex", record({ name: "@" })),
      outputs: { name: "example.com" },
    };
    const gone = step("delete", "record", "api", record({ name: "api" }));
    expect(riskLines([apex, gone])).to.deep.equal(["high hostname-stops api.example.com"]);
    const renamed = step("update", "record", "x", short, record({ comment: "full" }));
    expect(riskLines([apex, renamed])).to.deep.equal([]);
  });

  const wildcard = step("same", "record", "all", record({ name: "*.example.com" }));

  it("takes no name for gone that a wildcard goes on serving alike", () => {
    expect(riskLines([wildcard, step("delete", "record", "www", record())])).to.deep.equal([]);
  });

  it("says where a wildcard leads that goes on serving a name otherwise", () => {
    const elsewhere = record({ content: "203.0.113.9" });
    expect(riskLines([wildcard, step("delete", "record", "www", elsewhere)])).to.deep.equal([
      "medium destination-changed www.example.com",
    ]);
  });
});
