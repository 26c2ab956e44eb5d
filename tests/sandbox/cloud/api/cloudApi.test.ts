import { expect } from "chai";

import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../../sandbox/cloud/accountSeed";
import { httpAtDoor } from "./httpClient";

interface Pool {
  readonly id: string;
  readonly origins: readonly { readonly name: string; readonly header?: object }[];
}

describe("the account as Cloudflare's API", () => {
  const here = httpAtDoor();

  it("brings a load balancer up and takes it down again, each call one line in the journal", async () => {
    const pools = `/accounts/${accountId}/load_balancers/pools`;
    const balancers = `/zones/${zoneId}/load_balancers`;
    const origins = [
      { name: "b", address: "192.0.2.1" },
      { name: "a", address: "192.0.2.2", header: { Host: ["www.example.com"] } },
    ];
    const pool = await here.client.ok<Pool>("POST", pools, { name: "main", origins });
    expect(pool.origins.map(({ name }) => name)).to.deep.equal(["a", "b"]);
    expect(pool.origins[0]?.header).to.deep.equal({ Host: ["www.example.com"] });
    const balancer = await here.client.ok("POST", balancers, {
      name: "www.example.com",
      default_pools: [pool.id],
      fallback_pool: pool.id,
      region_pools: { WNAM: [pool.id] },
      proxied: true,
    });
    expect(balancer.region_pools).to.deep.equal({ WNAM: [pool.id] });
    expect(await here.client.refused("DELETE", `${pools}/${pool.id}`)).to.deep.equal([412, 1005]);
    await here.client.ok("DELETE", `${balancers}/${balancer.id}`);
    await here.client.ok("DELETE", `${pools}/${pool.id}`);
    expect(here.cloud.account.size).to.equal(0);
    expect(
      here.cloud.journal.calls.map(({ method, changed, attempt, outcome }) => [
        ...[method, changed, attempt, outcome.status],
      ]),
    ).to.deep.equal([
      ["POST", true, 0, 200],
      ["POST", true, 0, 200],
      ["DELETE", false, 0, 412],
      ["DELETE", true, 0, 200],
      ["DELETE", true, 0, 200],
    ]);
  });

  it("sets settings of a zone, all of several or none", async () => {
    const settings = `/zones/${zoneId}/settings`;
    const value = { strict_transport_security: { enabled: true, max_age: 2592000 } };
    await here.client.ok("PATCH", `${settings}/security_header`, { value });
    const items = [
      { id: "ssl", value: "strict" },
      { id: "min_tls_version", value: "3" },
    ];
    expect(await here.client.refused("PATCH", settings, { items })).to.deep.equal([400, 1007]);
    const untouched = await here.client.ok("GET", `${settings}/min_tls_version`);
    expect(untouched.value).to.equal("1.0");
    expect(await here.client.refused("GET", `${settings}/ssl`)).to.deep.equal([404, 0]);
    expect((await here.client.ok("GET", `${settings}/security_header`)).value).to.deep.equal(value);
    expect(here.cloud.journal.calls.map(({ changed }) => changed)).to.deep.equal([
      ...[true, false, false, false, false],
    ]);
  });
});
