import { expect } from "chai";
import { pathTypes } from "../../../../facts/resourceTypes";
import { DirectCloud } from "../direct";
import { ClientTypes } from "./clientTypes";
import { HttpClient, type Answered } from "./httpClient";

describe("certificate packs over the API", () => {
  let direct: DirectCloud;
  let client: HttpClient;
  let packs: string;
  beforeEach(async () => {
    direct = await DirectCloud.start();
    client = new HttpClient(await direct.cloud.openApi());
    packs = `/zones/${direct.ids.zoneId}/ssl/certificate_packs`;
  });
  afterEach(() => direct.stop());

  const order = async (...hosts: string[]): Promise<string> => {
    const made = await direct.create(pathTypes.certificatePack, {
      ...{ zoneId: direct.ids.zoneId, type: "advanced", hosts, validityDays: 14 },
      ...{ certificateAuthority: "lets_encrypt", validationMethod: "txt" },
    });
    return made.id;
  };

  it("are the Universal pack, and what programs ordered in their order, each as the client declares it", async function () {
    this.timeout(60_000);
    const ids = [await order("example.com", "b.example.com"), await order("example.com")];
    const list = await client.ok<Answered[]>("GET", packs);
    expect(list.map(({ id, type, hosts }) => [id, type, hosts])).to.deep.equal([
      [direct.ids.zoneId, "universal", ["example.com", "*.example.com"]],
      [ids[0], "advanced", ["example.com", "b.example.com"]],
      [ids[1], "advanced", ["example.com"]],
    ]);
    expect(list[1]).to.deep.include({
      ...{ status: "active", validity_days: 14, certificate_authority: "lets_encrypt" },
      ...{ validation_method: "txt", primary_certificate: ids[0] },
      certificates: [{ id: ids[0], hosts: ["example.com", "b.example.com"], status: "active" }],
    });
    const types = new ClientTypes(["shared", "ssl/certificate-packs/certificate-packs"]);
    for (const pack of list) {
      expect(
        types.problems(
          "ssl/certificate-packs/certificate-packs",
          "CertificatePackListResponse",
          pack,
        ),
      ).to.deep.equal([]);
      expect(await client.ok("GET", `${packs}/${pack.id}`)).to.deep.equal(pack);
    }
  });

  it("come in pages, and are of one zone", async () => {
    const id = await order("example.com");
    const page = await client.call<Answered[]>("GET", `${packs}?per_page=1&page=2`);
    expect(page.body.result.map((pack) => pack.id)).to.deep.equal([id]);
    expect(page.body.result_info).to.deep.equal({
      ...{ page: 2, per_page: 1, count: 1, total_count: 2, total_pages: 2 },
    });
    expect(await client.refused("GET", `${packs}/${"0".repeat(32)}`)).to.deep.equal([404, 0]);
  });

  it("are ordered and deleted, and refused where a value is none", async () => {
    const wanted = {
      ...{ type: "advanced", hosts: ["example.com", "*.shop.example.com"], validity_days: 90 },
      ...{ certificate_authority: "google", validation_method: "txt" },
    };
    const made = await client.ok<Answered>("POST", `${packs}/order`, wanted);
    expect(made).to.deep.include({ ...wanted, status: "active", primary_certificate: made.id });
    expect(await client.ok("GET", `${packs}/${made.id}`)).to.deep.equal(made);
    expect(await client.refused("POST", `${packs}/order`, {})).to.deep.equal([400, 0]);
    const never = { ...wanted, validity_days: 7 };
    expect(await client.refused("POST", `${packs}/order`, never)).to.deep.equal([400, 0]);
    expect(await client.ok("DELETE", `${packs}/${made.id}`)).to.deep.equal({ id: made.id });
    expect(await client.refused("GET", `${packs}/${made.id}`)).to.deep.equal([404, 0]);
    expect(await client.refused("DELETE", `${packs}/${direct.ids.zoneId}`)).to.deep.equal([404, 0]);
  });
});
