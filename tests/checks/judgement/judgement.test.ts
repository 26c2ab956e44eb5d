import { expect } from "chai";
import { judge } from "../../../checks/judgement/judgement";
import { reviewAsJson } from "../../../checks/report";
import { readPlan } from "../../../model/plan/planFile";
import { preview, reviewSteps, today, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);

const zone: Step = {
  ...{ op: "same", type: "zone", name: "zone", id: zoneId },
  old: { name: "example.com", account: { id: "0".repeat(32) } },
};

function record(name: string, more: object): object {
  return { zoneId, name, type: "A", content: "203.0.113.7", ttl: 1, proxied: true, ...more };
}

function setting(name: string, was: string, is: string): Step {
  const value = (text: string): object => ({ zoneId, settingId: name, value: text });
  return { op: "update", type: "setting", name, id: name, old: value(was), new: value(is) };
}

/** Everything that is found, the risks first. */
function found(steps: readonly Step[], acknowledged: readonly string[] = []): string[] {
  const plan = readPlan(JSON.stringify(preview([zone, ...steps])));
  const { risks, findings, excused } = judge(plan, { now: today, configuration: { acknowledged } });
  return [...risks, ...findings, ...excused].map(
    ({ id, title, scope, introduced, acknowledged: isWanted, cause }) =>
      [
        `${id} ${title}: ${scope}, ${introduced}`,
        ...(isWanted ? ["acknowledged"] : []),
        ...cause.map(({ change }) => `by ${change.name}`),
      ].join(", "),
  );
}

describe("the judgement of a plan", () => {
  it("tells what a change breaks, and beside it what stood before", () => {
    expect(found([setting("ssl", "flexible", "full")])).to.deep.equal([
      "origin-tls-on example.com: change, by this change, by ssl",
      "tls-not-strict example.com: state, before",
      "tls-mode-automatic example.com: state, before",
    ]);
  });

  it("says once what both a rule and a risk find", () => {
    expect(found([setting("ssl", "strict", "flexible")])).to.deep.equal([
      "tls-weaker example.com: change, by this change, by ssl",
      "tls-mode-automatic example.com: state, before",
    ]);
  });

  it("says which change brings what breaks a rule and is no risk", () => {
    expect(found([setting("min_tls_version", "1.2", "1.0")])).to.deep.equal([
      "tls-version-old example.com: state, by this change, by min_tls_version",
    ]);
  });

  it("makes a risk of what kept a rule until now", () => {
    const was = record("www.example.com", { proxied: false });
    const step = { op: "update", type: "record", name: "www", id: "r" };
    const is = { ...was, content: "10.0.0.7", proxied: true };
    expect(found([{ ...step, old: { ...was, proxied: true }, new: is }])).to.deep.equal([
      "address-unroutable www.example.com: change, by this change, by www",
      "destination-changed www.example.com: change, by this change, by www",
    ]);
  });

  it("says a TTL that is refused beside a record that is in the way of the same name", () => {
    const alias = record("www.example.com", { type: "CNAME", content: "example.net", ttl: 300 });
    const steps: Step[] = [
      { op: "same", type: "record", name: "old", id: "r", old: record("www.example.com", {}) },
      { op: "create", type: "record", name: "new", new: alias },
    ];
    expect(found(steps)).to.deep.equal([
      "cname-conflict www.example.com: change, by this change, by new",
      "record-ttl-refused www.example.com: change, by this change, by new",
    ]);
  });

  it("takes a risk for wanted where every finding that says the same is", () => {
    const steps: Step[] = [
      { op: "delete", type: "record", name: "www", id: "r", old: record("www.example.com", {}) },
    ];
    const stops = "hostname-stops www.example.com: change, by this change";
    expect(found(steps)).to.deep.equal([`${stops}, by www`]);
    expect(found(steps, ["www.example.com"])).to.deep.equal([
      `${stops}, acknowledged, by www`,
      "serving-path-removed www.example.com: state, by this change, acknowledged",
    ]);
  });

  it("stands in the JSON of a review under the names that it had", () => {
    const steps = [setting("ssl", "flexible", "full"), setting("min_tls_version", "1.2", "1.0")];
    const review = reviewSteps([zone, ...steps]);
    const { stacks } = JSON.parse(reviewAsJson([review])) as {
      readonly stacks: readonly Readonly<Record<"risks" | "findings", readonly object[]>>[];
    };
    expect(stacks.map(({ risks, findings }) => [risks[0], findings])).to.deep.equal([
      [
        {
          kind: "origin-tls-on",
          severity: "medium",
          subject: zoneId,
          title: "example.com",
          acknowledged: false,
          consequence:
            "Every hostname of example.com: from this change on, Cloudflare asks the origin by HTTPS, at port 443: one that does not listen there is answered with Error 521, one that shows no certificate at all with Error 525. What remains: any certificate is believed, an expired or foreign one too, until the mode is strict.",
          causes: [
            {
              ...{ key: urnOf("setting", "ssl"), operation: "update" },
              properties: [{ path: "value", old: '"flexible"', new: '"full"' }],
            },
          ],
          hint: "See that each origin answers at port 443 with a certificate first; one of the Origin CA is good for strict as well.",
        },
        [
          {
            ...{ rule: "tls-not-strict", severity: "high", introduced: false },
            subject: urnOf("setting", "ssl"),
            mayTouch: { zone: "example.com" },
            message:
              'example.com.ssl must be strict, so that only an origin with a valid certificate is believed; got "full"',
            hint: "Give the origin a certificate of Cloudflare's Origin CA or of a public one, then set ssl to strict.",
          },
          {
            ...{ rule: "tls-mode-automatic", severity: "medium", introduced: false },
            subject: urnOf("setting", "ssl"),
            mayTouch: { zone: "example.com" },
            message:
              "example.com.ssl_automatic_mode must be custom, so that nobody but this program changes the mode; got nothing",
            hint: "Set ssl_automatic_mode to custom beside ssl.",
          },
          {
            ...{ rule: "tls-version-old", severity: "medium", introduced: true },
            subject: urnOf("setting", "min_tls_version"),
            mayTouch: { zone: "example.com" },
            message: 'example.com.min_tls_version must be 1.2 or 1.3; got "1.0"',
            hint: "Set min_tls_version to 1.2.",
          },
        ],
      ],
    ]);
  });
});
