import { expect } from "chai";
import { outputsText } from "../../cli/outputsText";

describe("the outputs of a stack, for people", () => {
  it("are YAML, with lists of plain values on one line", () => {
    const codes = [521, 522];
    const outputs = {
      failover: { web: { codes, again: codes, reasons: ["It is out.", "It is back: soon."] } },
      ids: { main: ["sg-1", "sg-2"] },
      none: {},
      token: "[secret]",
    };
    expect(outputsText(outputs).split("\n")).to.deep.equal([
      "outputs:",
      "  failover:",
      "    web:",
      "      codes: [521, 522]",
      "      again: [521, 522]",
      "      reasons:",
      "        - It is out.",
      '        - "It is back: soon."',
      "  ids:",
      "    main: [sg-1, sg-2]",
      "  none: {}",
      '  token: "[secret]"',
      "",
    ]);
  });

  it("are nothing where there are none", () => {
    expect(outputsText({})).to.equal("");
  });

  it("keep a value that looks like YAML a text", () => {
    expect(outputsText({ a: "yes: [1]\n- b" })).to.equal(
      "outputs:\n  a: |-\n    yes: [1]\n    - b\n",
    );
  });
});
