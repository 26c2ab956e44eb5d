import { expect } from "chai";
import { setImmediate as turn } from "node:timers/promises";
import { monitorsSettings, monitorTypes } from "../../facts/monitoring/provider";
import { Connection, liveMonitors } from "../../monitoring/connection";
import { BadZabbix, result } from "../support/zabbix/badZabbix";

describe("a connection to a service", () => {
  it("makes more calls than ten without a warning of Node", async () => {
    const zabbix = new BadZabbix();
    const url = await zabbix.start();
    zabbix.answer = (request) => result(request, []);
    const warnings: Error[] = [];
    const warned = (warning: Error): number => warnings.push(warning);
    process.on("warning", warned);
    try {
      const { zabbixUrl, zabbixApiToken } = monitorsSettings;
      const settings = { [zabbixUrl]: url, [zabbixApiToken]: "token" };
      const connection = new Connection(settings, liveMonitors);
      const host = connection.type(monitorTypes.zabbixHost);
      for (let call = 0; call < 12; call += 1) {
        expect(await host.read(String(call), {})).to.equal(undefined);
      }
      await turn();
      expect(warnings.map(({ name }) => name)).to.deep.equal([]);
    } finally {
      process.off("warning", warned);
      zabbix.stop();
    }
  });
});
