import type { OutsideMonitor } from "../alarms/outsideMonitors";
import { answerOf } from "./edgeAnswers";
import type { AskedHostname } from "./askedHostnames";
import type { EdgeZones } from "./edgeZones";
import type { SampleAnswer } from "./sampleAnswer";
import { settingsOf } from "./requestSettings";
import { ofHost, ofOutsideMonitor } from "./sampleRequests";

/**
 * Asks the rules of a zone about the requests that monitors outside, which a program declares, send to a hostname.
 * @param zones - The rules of the edge.
 * @param zone - The zone as `zoneOf` calls it.
 * @param hostname - One of its hostnames.
 * @param monitors - The monitors, of any hostnames.
 * @returns What becomes of each.
 */
export function answersForOutside(
  zones: EdgeZones,
  zone: string,
  hostname: AskedHostname,
  monitors: readonly OutsideMonitor[],
): readonly SampleAnswer[] {
  const own = monitors.filter((one) => one.hostname === hostname.host && one.on !== "no");
  if (own.length === 0) {
    return [];
  }
  const met = zones.metIn(zone);
  const answers = zones.answersFor(zone, hostname);
  const like = answers.find(({ sample }) => sample.asker === "monitors")?.sample;
  return own.flatMap(({ url, hasNoOtherHeaders }) => {
    if (like === undefined || url === undefined) {
      return [];
    }
    const sample = ofHost(ofOutsideMonitor(like, url, hasNoOtherHeaders), hostname.host);
    return [{ sample, settings: settingsOf(met, sample), ...answerOf(met, sample) }];
  });
}
