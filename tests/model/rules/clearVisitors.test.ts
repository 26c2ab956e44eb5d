import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import type { ModelResource, ModelValue } from "../../../model/graph/resources";
import { clearVisitors } from "../../../model/rules/clearVisitors";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const setting = (settingId: string, value: ModelValue, zoneId = "zone"): ModelResource =>
  resource("zoneSetting", `${settingId} ${zoneId}`, { zoneId, settingId, value });
const read = (...resources: ModelResource[]): unknown => {
  const { hostnames, isSure } = clearVisitors(readTrafficPaths(resources), undefined);
  return [hostnames, isSure];
};
const www = record("www.example.com");
const full = setting("ssl", "full");

describe("the hostnames whose visitors an origin is asked for in the clear", () => {
  it("are surely those of a zone that says how it encrypts and not that it leads to HTTPS", () => {
    expect(read(www, full)).to.deep.equal([["www.example.com"], "yes"]);
    expect(read(www, full, setting("always_use_https", "off"))).to.deep.equal([
      ["www.example.com"],
      "yes",
    ]);
    expect(read(www, full, setting("always_use_https", "on"))).to.deep.equal([[], "yes"]);
  });

  it("are perhaps those of which it is not known whether the edge leads to HTTPS", () => {
    const perhaps = [["www.example.com"], "unknown"];
    expect(read(www)).to.deep.equal(perhaps);
    expect(read(www, full, setting("always_use_https", unknownValue))).to.deep.equal(perhaps);
    expect(read(record("www.example.com", { proxied: unknownValue }), full)).to.deep.equal(perhaps);
  });

  it("are sure only where each of them is", () => {
    const other = record("www.example.net", { zoneId: "other" });
    const both = ["www.example.com", "www.example.net"];
    expect(read(www, full, other)).to.deep.equal([both, "unknown"]);
    expect(read(www, full, other, setting("ssl", "full", "other"))).to.deep.equal([both, "yes"]);
  });
});
