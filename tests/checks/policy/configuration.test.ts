import { assert, expect } from "chai";
import { readPolicyConfiguration } from "../../../checks/policy/configuration";
import { PolicyConfigurationError } from "../../../checks/policy/configurationError";
import { describeProblem } from "../../../core/problem";

function refused(value: unknown): string[] {
  try {
    readPolicyConfiguration(value);
  } catch (error) {
    assert.instanceOf(error, PolicyConfigurationError);
    return error.problems.map(describeProblem);
  }
  return [];
}

describe("policy: configuration", () => {
  it("is empty by default", () => {
    expect(readPolicyConfiguration(undefined)).to.deep.equal({});
  });

  it("takes severities, limits, exceptions and acknowledgements", () => {
    const configuration = {
      rules: {
        "detection-slow": { severity: "high", limits: { maximumSeconds: 30 } },
        "address-retired": { limits: { retiredAddresses: ["192.0.2.0/24", "2001:db8::1"] } },
        "origin-open": {
          exceptions: [{ subject: "legacy", reason: "moves in January", expires: "2027-01-31" }],
        },
        "safety-record-missing": { disabled: true },
      },
      acknowledged: ["www.example.com"],
    };
    expect(readPolicyConfiguration(configuration)).to.deep.equal(configuration);
  });

  it("names every problem at once", () => {
    expect(
      refused({
        rules: {
          "detection-slo": {},
          "detection-slow": { severity: "urgent", limits: { maximumSeconds: 0, minimum: 1 } },
          "origin-open": {
            disabled: "no",
            exceptions: [{ subject: "a", reason: " ", expires: "31.1.2027" }, { subject: "b" }],
            limits: { ports: [443] },
          },
          "address-retired": { limits: { retiredAddresses: ["192.0.2.0/24", "nowhere"] } },
          "check-regions-beyond-plan": { limits: { plan: "gold" } },
        },
        acknowleged: [],
      }),
    ).to.deep.equal([
      'policy.rules["origin-open"].disabled must be true or false; got "no"',
      "policy.acknowleged must be a key that there is; got an unknown name. Did you mean acknowledged?",
      'policy.rules["detection-slow"].severity must be one of high, medium, low; got "urgent"',
      'policy.rules["origin-open"].exceptions[0].reason must not be empty; got " "',
      'policy.rules["origin-open"].exceptions[0].expires must be a day, written YYYY-MM-DD; got "31.1.2027"',
      'policy.rules["origin-open"].exceptions[1].reason must be a text; got nothing',
      'policy.rules["origin-open"].exceptions[1].expires must be a day, written YYYY-MM-DD; got nothing',
      'policy.rules["detection-slo"] must be one of the 57 rules; got "detection-slo". Did you mean detection-slow?',
      'policy.rules["detection-slow"].limits.maximumSeconds must be a whole number of at least 1; got 0',
      'policy.rules["detection-slow"].limits.minimum must be a limit of detection-slow: maximumSeconds; got "minimum"',
      'policy.rules["origin-open"].limits.ports must be a limit of origin-open: it has none; got "ports"',
      'policy.rules["address-retired"].limits.retiredAddresses must be a list of IP addresses and CIDRs; got ["192.0.2.0/24","nowhere"]',
      'policy.rules["check-regions-beyond-plan"].limits.plan must be one of free, pro, business, enterprise; got "gold"',
    ]);
  });

  it("leaves out the spaces around names, and looks at rules under any key", () => {
    const exception = { subject: " legacy ", reason: " moves ", expires: "2028-02-29" };
    expect(
      readPolicyConfiguration({
        rules: { "origin-open": { exceptions: [exception], limits: {} } },
        acknowledged: [" www.example.com\n"],
      }),
    ).to.deep.equal({
      rules: {
        "origin-open": {
          exceptions: [{ subject: "legacy", reason: "moves", expires: "2028-02-29" }],
          limits: {},
        },
      },
      acknowledged: ["www.example.com"],
    });
    expect(refused(JSON.parse('{"rules": {"__proto__": {"disabled": 1}}}'))).to.deep.equal([
      "policy.rules.__proto__.disabled must be true or false; got 1",
      'policy.rules.__proto__ must be one of the 57 rules; got "__proto__". steady-edge policy list names them all',
    ]);
  });

  it("refuses what is no map", () => {
    expect(refused([])).to.deep.equal(["policy must be a map with rules, acknowledged; got []"]);
    expect(refused({ rules: { "origin-open": [] } })).to.deep.equal([
      'policy.rules["origin-open"] must be a map with severity, disabled, limits, exceptions; got []',
    ]);
    expect(refused({ rules: { nothing: {} } })).to.deep.equal([
      'policy.rules.nothing must be one of the 57 rules; got "nothing". steady-edge policy list names them all',
    ]);
  });

  it("refuses a day that does not exist", () => {
    for (const expires of [
      "2027-02-30",
      "2027-02-29",
      "2027-13-01",
      "2027-1-1",
      "2027-01-01T00:00",
    ]) {
      const exceptions = [{ subject: "a", reason: "b", expires }];
      expect(refused({ rules: { "origin-open": { exceptions } } })).to.deep.equal([
        `policy.rules["origin-open"].exceptions[0].expires must be a day, written YYYY-MM-DD; got "${expires}"`,
      ]);
    }
  });
});
