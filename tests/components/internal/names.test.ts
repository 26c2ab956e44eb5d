import assert from "node:assert/strict";
import { childName, encodeKey } from "../../../components/internal/names";

describe("names of children", () => {
  it("leave everyday keys as they are, and write the rest in hexadecimal", () => {
    assert.equal(childName("web", "record", "www-1_a.b"), "web-record-www-1_a.b");
    assert.equal(encodeKey("*.shop"), "%2A.shop");
    assert.equal(encodeKey("ü💩%"), "%C3%BC%F0%9F%92%A9%25");
  });

  it("do not meet for halves of characters", () => {
    assert.equal(encodeKey("\ud800"), "%uD800");
    assert.equal(encodeKey("\udfff"), "%uDFFF");
    assert.equal(encodeKey("\ufffd"), "%EF%BF%BD");
    assert.equal(encodeKey("%uD800"), "%25uD800");
  });
});
