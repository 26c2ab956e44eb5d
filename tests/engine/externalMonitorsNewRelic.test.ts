import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { ExternalMonitors, type NewRelicArgs } from "../../components/externalMonitors";
import { runProgram, startCloud, type Cloud } from "../../sandbox/testing";

const secrets = ["NRAK-9Z8Y7X6W5V4U", "let-me-in-7Qd2"] as const;

describe("ExternalMonitors in New Relic, by the types that its SDK declares", () => {
  let cloud: Cloud;
  before(async () => {
    cloud = await startCloud();
  });
  after(() => cloud?.stop());

  it("are made, changed in place and deleted, and keep key and header out of state and events", async () => {
    let more: Partial<NewRelicArgs> = {};
    const [apiKey, header] = secrets;
    const stack = await runProgram(cloud, () => {
      new ExternalMonitors("site", {
        urls: {
          shop: {
            url: "https://shop.example.com/healthz",
            headers: { "X-Monitor": pulumi.secret(header) },
          },
        },
        newRelic: { accountId: "1234567", apiKey, locations: ["EU_WEST_1", "US_EAST_1"], ...more },
      });
      return Promise.resolve({});
    });
    try {
      expect((await stack.preview()).changes).to.deep.equal({ create: 7 });
      const { changes, events } = await stack.up();
      expect(changes).to.deep.equal({ create: 7 });
      expect((await stack.up()).changes).to.deep.equal({});
      expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
      const state = JSON.stringify(await stack.exportState());
      for (const secret of secrets) {
        expect(state.includes(secret), "state").to.equal(false);
        expect(JSON.stringify(events).includes(secret), "events").to.equal(false);
      }
      more = { certificateDays: 30, locations: ["EU_WEST_1"] };
      expect((await stack.up()).changes).to.deep.equal({ update: 3 });
      expect((await stack.destroy()).changes).to.deep.equal({ delete: 7 });
      expect(cloud.account.types().filter((type) => type.startsWith("newrelic:"))).to.deep.equal(
        [],
      );
    } finally {
      await stack.close();
    }
  });
});
