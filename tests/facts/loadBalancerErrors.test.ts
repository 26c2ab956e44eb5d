import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { loadBalancerErrors, type LoadBalancerError } from "../../facts/aws/loadBalancerErrors";
import { bareText, errorOf } from "../../checks/words/words";

const folder = path.join(__dirname, "..", "..", "checks", "risks");
const errors: readonly LoadBalancerError[] = Object.values(loadBalancerErrors);

describe("errors behind load balancers of AWS", () => {
  it("stand in their table alone: no sentence of a risk has its own 503 or 504, or what a load balancer answers", () => {
    const own = readdirSync(folder).filter((file) =>
      /Error 50[34]|Error \d+ from the load balancer/.test(
        readFileSync(path.join(folder, file), "utf8"),
      ),
    );
    expect(own).to.deep.equal([]);
  });

  it("are each told in some sentence", () => {
    const text = readdirSync(folder)
      .map((file) => readFileSync(path.join(folder, file), "utf8"))
      .join("");
    const untold = Object.keys(loadBalancerErrors).filter(
      (name) => !text.includes(`errorOf(loadBalancerErrors.${name})`),
    );
    expect(untold).to.deep.equal([]);
  });

  it("name the vendor's document, and say where the code only follows from it", () => {
    expect(
      errors.filter(
        ({ source }) =>
          !/^(Elastic Load Balancing, user guide|AWS WAF developer guide)/.test(source),
      ),
    ).to.deep.equal([]);
    expect(errors.filter(({ standing }) => standing === "documented")).to.have.lengthOf(7);
  });

  it("are told as a sentence tells them", () => {
    expect(errors.map((error) => bareText(errorOf(error)))).to.deep.equal([
      ...[
        "Error 503",
        "Error 521 or 522",
        "Error 500",
        "Error 502",
        "Error 504",
        "Error 522",
        "Error 502 or 504",
      ],
      ...["Error 502, 503 or 504", "Error 502, 503 or 504", "Error 500, 502, 503 or 504"],
      ...["Error 521 or 503", "Error 464"],
      ...["Error 502", "Error 403", "Error 202 or 405"],
      "Error 502, 503, 521 or 522",
    ]);
  });
});
