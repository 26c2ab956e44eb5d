import { expect } from "chai";
import { startCloud } from "../../sandbox/startCloud";

describe("a cloud that a plugin serves", () => {
  it("leads an engine to the plugin for Cloudflare, and to the stand-ins for every other provider", async () => {
    const plugin = { kind: "plugin", version: "6.22.1", command: "/nowhere" } as const;
    const cloud = await startCloud({ providers: plugin });
    try {
      const parts = cloud.debugProviders.split(",").map((one) => one.split(":"));
      const [[, relay] = [], ...others] = parts;
      expect(parts.map(([name]) => name)).to.deep.equal([
        ...["cloudflare", "aws", "tls", "newrelic", "steady-edge-monitors"],
      ]);
      const [aws, tls, newRelic, monitors] = others.map(([, port]) => port);
      expect([tls, newRelic]).to.deep.equal([aws, aws]);
      expect(monitors).to.not.equal(aws);
      expect(others.map(([, port]) => port)).to.not.include(relay);
    } finally {
      await cloud.stop();
    }
  });
});
