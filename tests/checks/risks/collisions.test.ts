import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { reviewSteps, riskLines, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const record = (content: string, more: object = {}): object => ({
  ...{ zoneId, name: "www.example.com", type: "A", content, ttl: 1, ...more },
});

describe("collisions on the way", () => {
  const indexed = (...contents: readonly (readonly [old?: string, now?: string])[]): Step[] =>
    contents.map(([old, now], index) => ({
      ...{ type: "record", name: `www-${index}`, id: `r${index}` },
      op: now === undefined ? "delete" : old === now ? "same" : "update",
      ...(old === undefined ? {} : { old: record(old) }),
      ...(now === undefined ? {} : { new: record(now) }),
    }));

  it("foretells that a record changes into one that goes only at the end: records by index, the first removed", () => {
    const [a, b, c] = ["203.0.113.1", "203.0.113.2", "203.0.113.3"];
    const { risks } = reviewSteps(indexed([a, b], [b, c], [c]));
    const refused = risks.filter(({ id }) => id === "record-refused");
    expect(
      refused.map(({ severity, subject, cause }) => [
        severity,
        subject,
        cause.map(({ change }) => change.name),
      ]),
    ).to.deep.equal([
      ["medium", urnOf("record", "www-0"), ["www-0", "www-1"]],
      ["medium", urnOf("record", "www-1"), ["www-1", "www-2"]],
    ]);
  });

  it("foretells nothing where the last of them goes, or one changes into what is free", () => {
    const [a, b, c] = ["203.0.113.1", "203.0.113.2", "203.0.113.3"];
    const refused = (steps: readonly Step[]): string[] =>
      riskLines(steps).filter((line) => line.includes("refused"));
    expect(refused(indexed([a, a], [b, b], [c]))).to.deep.equal([]);
    expect(refused(indexed([a, c], [b]))).to.deep.equal([]);
  });

  it("foretells that a record changes into one that stays", () => {
    const [a, b] = ["203.0.113.1", "203.0.113.2"];
    const lines = riskLines(indexed([a, b], [b, b]));
    expect(
      lines.filter((line) => line === "medium record-refused www.example.com"),
    ).to.have.lengthOf(1);
  });

  const refusedOf = (steps: readonly Step[]): string[] =>
    reviewSteps(steps)
      .risks.filter(({ id }) => id.endsWith("-refused"))
      .map(({ severity, subject }) => `${severity} ${subject.split("::").at(-1) ?? ""}`);
  const [one, two, three] = ["203.0.113.1", "203.0.113.2", "203.0.113.3"];

  it("foretells a chain of changes, unless each waits for the one whose place it takes", () => {
    const [first, second] = indexed([one, two], [two, three]) as [Step, Step];
    expect(refusedOf([first, second])).to.deep.equal(["medium www-0"]);
    expect(refusedOf([second, first])).to.deep.equal(["medium www-0"]);
    const waiting = { ...first, after: [urnOf("record", "www-1")] };
    expect(refusedOf([waiting, second])).to.deep.equal([]);
    const other: Step = {
      op: "same",
      type: "record",
      name: "x",
      id: "x",
      old: { ...record(one), type: "TXT" },
    };
    const through = { ...other, after: [urnOf("record", "www-1")] };
    expect(refusedOf([{ ...first, after: [urnOf("record", "x")] }, through, second])).to.deep.equal(
      [],
    );
    const wrongWay = { ...second, after: [urnOf("record", "www-0")] };
    expect(refusedOf([first, wrongWay])).to.deep.equal(["medium www-0"]);
  });

  it("foretells that two change places, of records and of load balancers, whichever waits", () => {
    const swap = indexed([one, two], [two, one]);
    expect(refusedOf(swap)).to.deep.equal(["medium www-0", "medium www-1"]);
    const [first, second] = swap as [Step, Step];
    expect(refusedOf([{ ...first, after: [urnOf("record", "www-1")] }, second])).to.deep.equal([
      "medium www-1",
    ]);
    const balancer = (name: string, old: string, now: string): Step => {
      const at = (host: string): object => ({
        ...{ zoneId, name: host, defaultPools: ["p"], fallbackPool: "p", proxied: true },
      });
      return { op: "update", type: "balancer", name, id: name, old: at(old), new: at(now) };
    };
    expect(
      refusedOf([
        balancer("l", "a.example.com", "b.example.com"),
        balancer("m", "b.example.com", "a.example.com"),
      ]),
    ).to.deep.equal(["medium m", "medium l"]);
  });

  const named = (name: string, type: string, content: string): object => ({
    ...{ zoneId, name, type, content, ttl: 1 },
  });
  const at = (op: string, name: string, old?: object, now?: object): Step => ({
    ...{ op, type: "record", name, id: name },
    ...(old === undefined ? {} : { old }),
    ...(now === undefined ? {} : { new: now }),
  });

  it("foretells that a CNAME gets a name at which several records stand until the end", () => {
    const target = "a.example.net";
    const steps = [
      at(
        "update",
        "cname",
        named("old.example.com", "CNAME", target),
        named("www.example.com", "CNAME", target),
      ),
      ...[one, two, three].map((content, index) =>
        at("delete", `a-${index}`, named("www.example.com", "A", content)),
      ),
    ];
    const [risk, ...more] = reviewSteps(steps).risks.filter(({ id }) => id === "record-refused");
    expect(more).to.deep.equal([]);
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "Cloudflare refuses to give cname the name www.example.com with 81053, since a-0, a-1 and a-2 still stands there: the update stops half-way, and the old record goes on.",
    );
  });

  it("foretells by its own code that an address joins a CNAME which goes at the end, or later", () => {
    const target = "a.example.net";
    const gone = at("delete", "cname", named("www.example.com", "CNAME", target));
    const moved = at(
      "update",
      "cname",
      named("www.example.com", "CNAME", target),
      named("old.example.com", "CNAME", target),
    );
    const made = at("create", "a", undefined, named("www.example.com", "A", one));
    const words = (steps: readonly Step[]): string[] =>
      reviewSteps(steps)
        .risks.filter(({ id }) => id === "record-refused")
        .map(({ consequence }) => /8105\d/.exec(bareText(consequence))?.[0] ?? "");
    expect(words([gone, made])).to.deep.equal(["81054"]);
    expect(words([moved, made])).to.deep.equal(["81054"]);
    expect(words([moved, { ...made, after: [urnOf("record", "cname")] }])).to.deep.equal([]);
    expect(
      words([gone, at("create", "mx", undefined, named("www.example.com", "TXT", "x"))]),
    ).to.deep.equal([]);
  });

  it("foretells nothing of a CNAME that gets a free name, or another target", () => {
    const [old, now] = [
      named("old.example.com", "CNAME", "a.example.net"),
      named("www.example.com", "CNAME", "a.example.net"),
    ];
    expect(refusedOf([at("update", "cname", old, now)])).to.deep.equal([]);
    expect(
      refusedOf([at("update", "cname", old, { ...old, content: "b.example.net" })]),
    ).to.deep.equal([]);
  });
});
