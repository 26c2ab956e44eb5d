import { expect } from "chai";
import { isPublicHostname } from "../../../model/traffic/hostnameLabels";

describe("the hostname by which everybody knows a site", () => {
  it("is the domain itself, or its `www`", () => {
    const hostnames = ["example.com", "www.example.com", "example.co.uk", "www.example.co.uk"];
    expect(hostnames.filter(isPublicHostname)).to.deep.equal(hostnames);
  });

  it("is not one beneath, whatever its first label is", () => {
    const beneath = ["www.staging.example.com", "shop.example.com", "www.admin.example.co.uk"];
    expect(beneath.filter(isPublicHostname)).to.deep.equal([]);
  });
});
