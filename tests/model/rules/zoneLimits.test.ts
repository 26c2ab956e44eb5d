import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import type { ModelValue } from "../../../model/graph/resources";
import { zoneLimit } from "../../../model/rules/zoneProducts";
import { resource } from "../resource";

const read = (settingId: string, value: ModelValue): unknown =>
  zoneLimit(resource("zoneSetting", "s", { zoneId: "zone", settingId, value }));

describe("a limit that holds for every request of a zone", () => {
  it("is a number, as such or as a text, or not known", () => {
    const id = "max_upload";
    expect(read(id, 100)).to.deep.equal({ id, value: 100 });
    expect(read(id, "100")).to.deep.equal({ id, value: 100 });
    for (const value of ["", "much", null, unknownValue] as const) {
      expect(read(id, value), String(value)).to.deep.equal({ id, value: unknownValue });
    }
  });

  it("is none of another setting", () => {
    expect(read("brotli", "on")).to.equal(undefined);
  });
});
