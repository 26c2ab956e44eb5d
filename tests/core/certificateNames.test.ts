import { expect } from "chai";
import { alternativeHostnames, alternativeNames } from "../../core/certificateNames";

describe("the names of a certificate", () => {
  it("are hostnames and others, each with its kind", () => {
    const written = "DNS:example.com, DNS:*.example.com, IP Address:192.0.2.1, DNS:example.com";
    expect(alternativeNames(written)).to.deep.equal([
      ["DNS", "example.com"],
      ["DNS", "*.example.com"],
      ["IP Address", "192.0.2.1"],
      ["DNS", "example.com"],
    ]);
    expect(alternativeHostnames(written)).to.deep.equal(["example.com", "*.example.com"]);
  });

  it("are none of what another name holds in quotation marks", () => {
    const written = String.raw`URI:"http://x/, DNS:bank.example.com", DNS:"a, DNS:b.example.com\"", DNS:c.example.com`;
    expect(alternativeHostnames(written)).to.deep.equal(["c.example.com"]);
  });

  it("are none where there are none", () => {
    expect(alternativeNames(undefined)).to.deep.equal([]);
    expect(alternativeHostnames("")).to.deep.equal([]);
  });
});
