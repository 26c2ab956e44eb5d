import { expect } from "chai";
import { alertTypes, type AlertType } from "../../facts/cloudflare/notifications";

describe("alertTypes", () => {
  it("keeps the fixed values of filters sorted, as the API answers them", () => {
    const types: readonly AlertType[] = Object.values(alertTypes);
    for (const values of types.flatMap(({ filters }) => Object.values(filters))) {
      expect(values).to.deep.equal(values && [...values].sort());
    }
  });
});
