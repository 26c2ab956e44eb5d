import { servingSettings } from "../../facts/cloudflare/zoneSettings";
import { zoneSwitch, type RuledSwitch } from "../../model/rules/ruledSwitches";
import { EdgeZones } from "../../model/rules/edgeZones";
import { switchedBy } from "../../model/rules/requestSettings";
import { imageName, ofHost, programs, type SampleRequest } from "../../model/rules/sampleRequests";
import { isProgramsHostname } from "../../model/traffic/hostnameLabels";
import type { Severity } from "../findings/severity";
import type { Phrase } from "../words/words";
import { alikePassages, hostsOf, meetingRisk, Meetings, type Passage } from "./edgeMeetings";
import type { Risk } from "./risk";
import {
  checkedPrograms,
  checkHint,
  deferHint,
  deferredScripts,
  protectedImages,
  protectHint,
} from "./switchWords";

/** What a switch does where it comes on for requests. */
interface Switching extends Pick<Risk, "id" | "hint"> {
  readonly name: RuledSwitch;
  readonly setting: string;
  readonly severity: Severity;
  /** Whose requests meet it. */
  readonly isMet: (sample: SampleRequest, host: string) => boolean;
  readonly consequence: (hostnames: Phrase) => Phrase;
}

const switchings: readonly Switching[] = [
  {
    ...{ name: "browserCheck", setting: servingSettings.browserCheck, id: "bots-refused" },
    ...{ severity: "medium", consequence: checkedPrograms, hint: checkHint },
    isMet: ({ asker }) => programs.includes(asker),
  },
  {
    ...{ name: "rocketLoader", setting: servingSettings.rocketLoader, id: "scripts-deferred" },
    ...{ severity: "medium", consequence: deferredScripts, hint: deferHint },
    isMet: ({ isPage }, host) => isPage && !isProgramsHostname(host),
  },
  {
    ...{ name: "hotlinkProtection", setting: servingSettings.hotlinkProtection },
    ...{ id: "hotlinks-refused", severity: "low" },
    ...{ consequence: protectedImages, hint: protectHint },
    isMet: ({ name }) => name === imageName,
  },
];

/** Finds configuration rules and page rules that come to switch on what hinders requests, or no longer switch it off. What a zone switches is told of elsewhere. */
export function ruledSwitchRisks(passages: readonly Passage[]): Risk[] {
  return switchings.flatMap((switching) => {
    const found = new Meetings();
    for (const passage of alikePassages(passages)) {
      const { context, zone, zones, hostname, is } = passage;
      const [before, after] = [EdgeZones.of(context.before).metIn(zone), zones.metIn(zone)];
      const [zoneBefore, zoneAfter] = [context.before, context.after].map(({ inventory }) =>
        zoneSwitch(inventory, zone, switching.setting),
      );
      for (const { sample } of is.filter((each) => switching.isMet(each.sample, hostname.host))) {
        const own = ofHost(sample, hostname.host);
        const [old, now] = [before, after].map((met) => switchedBy(met, own, switching.name));
        const was = old?.value ?? zoneBefore;
        const isOn = (now?.value ?? zoneAfter) === "yes";
        const by = now?.by ?? old?.by;
        const isRuled = now !== undefined || zoneBefore === "yes";
        if (isOn && was === "no" && isRuled && by !== undefined) {
          found.add(passage, by, own, {});
        }
      }
    }
    return found.all().map((meeting) =>
      meetingRisk(meeting, switching.id, switching.severity, {
        consequence: switching.consequence(hostsOf(meeting)),
        hint: switching.hint,
      }),
    );
  });
}
