import { expect } from "chai";
import { childName, encodeKey } from "../../../components/internal/names";

describe("names of children", () => {
  it("leave everyday keys as they are, and write the rest in hexadecimal", () => {
    expect(childName("web", "record", "www-1_a.b")).to.equal("web-record-www-1_a.b");
    expect(encodeKey("*.shop")).to.equal("%2A.shop");
    expect(encodeKey("ü💩%")).to.equal("%C3%BC%F0%9F%92%A9%25");
  });

  it("do not meet for halves of characters", () => {
    expect(encodeKey("\ud800")).to.equal("%uD800");
    expect(encodeKey("\udfff")).to.equal("%uDFFF");
    expect(encodeKey("\ufffd")).to.equal("%EF%BF%BD");
    expect(encodeKey("%uD800")).to.equal("%25uD800");
  });
});
