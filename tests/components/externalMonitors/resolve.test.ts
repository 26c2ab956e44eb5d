import { expect } from "chai";
import type {
  MonitoredUrlArgs,
  NewRelicArgs,
  UptimeRobotArgs,
  ZabbixArgs,
} from "../../../components";
import { resolveExternalMonitors } from "../../../components/externalMonitors/resolve";

/** As programs write it that pass on what they were not given themselves. */
const open = <T>(value: unknown): T => value as T;

describe("defaults of ExternalMonitors", () => {
  it("stand where an argument is given as undefined, as where it is left out", () => {
    const url = { url: "https://www.example.com/healthz" };
    const zabbix = { url: "https://zabbix.example.com", token: "t", hostGroups: ["Sites"] };
    const newRelic = { accountId: 1, apiKey: "k", locations: ["US_EAST_1"] };
    const checked = { headers: {} };
    const left = resolveExternalMonitors(
      { www: open<MonitoredUrlArgs>(url) },
      {
        ...checked,
        zabbix: open<ZabbixArgs>(zabbix),
        uptimeRobot: open<UptimeRobotArgs>({ apiKey: "u" }),
        newRelic: open<NewRelicArgs>(newRelic),
      },
    );
    const none = undefined;
    const undefinedOnes = resolveExternalMonitors(
      {
        www: open<MonitoredUrlArgs>({
          ...{ ...url, intervalSeconds: none, timeoutSeconds: none },
          ...{ followRedirects: none, paused: none },
        }),
      },
      {
        ...checked,
        zabbix: open<ZabbixArgs>({
          ...{ ...zabbix, severity: none, consecutiveFailures: none, tags: none },
        }),
        uptimeRobot: open<UptimeRobotArgs>({ apiKey: "u", url: none }),
        newRelic: open<NewRelicArgs>({ ...newRelic, region: none, certificateDays: none }),
      },
    );
    expect(undefinedOnes).to.deep.equal(left);
    expect([left.newRelic?.certificateDays, left.urls["www"]?.intervalSeconds]).to.deep.equal([
      14, 60,
    ]);
  });
});
