import { turnedSettings } from "../../facts/cloudflare/turnedSettings";
import { onOff } from "../../facts/cloudflare/zoneSettings";
import { EdgeZones } from "../../model/rules/edgeZones";
import { turnedSetting, untouched, type TurnedSettingId } from "../../model/rules/settingTurns";
import type { PlanChange } from "../../model/plan/plan";
import type { Severity } from "../findings/severity";
import { names, say, titleOf, type Phrase } from "../words/words";
import { isNewZone } from "./newZones";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** What is said of a setting that is switched. */
interface TurnWords extends Pick<Risk, "id" | "hint"> {
  readonly severity: Severity;
  readonly consequence: (hostnames: Phrase) => Phrase;
}

/** What becomes of requests where a setting has other values than before; undefined where nobody misses anything. */
type Turn = (was: readonly string[], is: readonly string[]) => TurnWords | undefined;

/** Finds settings of zones that are switched so that requests, answers or pages look otherwise. Source: that of `turnedSettings`. */
export function settingTurnRisks(context: RiskContext): Risk[] {
  return changesOf(context, "zoneSetting", ["create", "update", "replace"]).flatMap((change) =>
    turnRisk(context, change),
  );
}

function turnRisk(context: RiskContext, change: PlanChange): Risk[] {
  const now = change.after && turnedSetting(change.after);
  const before = change.before && turnedSetting(change.before);
  if (now === undefined || (change.before !== undefined && before?.id !== now.id)) {
    return [];
  }
  const words = turns[now.id]((before ?? untouched(now)).values, now.values);
  const zones = EdgeZones.of(context.after);
  const hostnames = zones.reachedIn(now.zone);
  if (words === undefined || isNewZone(context, now.zone)) {
    return [];
  }
  const title = hostnames.length === 0 ? zones.title(now.zone) : titleOf(hostnames);
  const served = hostnames.length === 0 ? say`${zones.title(now.zone)}` : names(hostnames);
  return [
    {
      ...words,
      ...{ subject: now.zone, title, about: hostnames, cause: [causeOf(change)] },
      consequence: words.consequence(served),
    },
  ];
}

/** Words for a setting that comes to have a value. */
function onceIs(value: string, words: TurnWords): Turn {
  return (was, is) => (is[0] === value && was[0] !== value ? words : undefined);
}

/** Words for a setting that has a value no more. */
function onceWas(value: string, words: TurnWords): Turn {
  return (was, is) => (was[0] === value && is[0] !== value ? words : undefined);
}

function either(...turnsOf: readonly Turn[]): Turn {
  return (was, is) => turnsOf.map((turn) => turn(was, is)).find((words) => words !== undefined);
}

const overwrites = "overwrite_header";

const turns: Readonly<Record<TurnedSettingId, Turn>> = {
  [turnedSettings.trueClientIp]: onceWas(onOff.on, {
    ...{ id: "request-header-changed", severity: "medium" },
    consequence: (hostnames) =>
      say`From this change on requests to ${hostnames} reach origins without True-Client-IP: those that read the visitor's address there limit, log or admit by none, or take all visitors for a few.`,
    hint: say`Let origins read CF-Connecting-IP first, or add the header by a Managed Transform.`,
  }),
  [turnedSettings.pseudoIpv4]: either(
    onceIs(overwrites, {
      ...{ id: "request-header-changed", severity: "low" },
      consequence: (hostnames) =>
        say`From this change on origins of ${hostnames} get an address of class E (240.0.0.0/4) in CF-Connecting-IP and X-Forwarded-For for every visitor with IPv6, and the real one in CF-Connecting-IPv6: whom they let in or limit by an address of IPv6, they no longer know.`,
      hint: say`Let origins that admit by address read CF-Connecting-IPv6 first, or use add_header.`,
    }),
    onceWas(overwrites, {
      ...{ id: "request-header-changed", severity: "medium" },
      consequence: (hostnames) =>
        say`From this change on origins of ${hostnames} get addresses of IPv6 in CF-Connecting-IP and X-Forwarded-For, where one of IPv4 stood for them until now: what reads or keeps addresses of IPv4 alone fails for every visitor with IPv6.`,
      hint: say`See first that what reads the visitor's address bears IPv6, columns of databases too.`,
    }),
  ),
  [turnedSettings.responseBuffering]: onceIs(onOff.on, {
    ...{ id: "answers-buffered", severity: "medium" },
    consequence: (hostnames) =>
      say`From this change on Cloudflare may hold answers of ${hostnames} back until they are whole: server-sent events, streamed answers and progress arrive late or not at all.`,
    hint: say`Leave response_buffering off where an answer is to be read while it comes.`,
  }),
  [turnedSettings.imageResizing]: either(
    (was, is) =>
      was[0] !== onOff.off && is[0] === onOff.off
        ? {
            ...{ id: "images-unmade", severity: "medium" },
            consequence: (hostnames) =>
              say`From this change on Cloudflare makes no images for ${hostnames} any more: pages that show them by URLs with /cdn-cgi/image/ have none there, and what a Worker asks to be resized comes as it is.`,
            hint: say`Let pages show the images themselves first.`,
          }
        : undefined,
    onceWas("open", {
      ...{ id: "images-unmade", severity: "medium" },
      consequence: (hostnames) =>
        say`From this change on Cloudflare makes images at ${hostnames} from those of the zone alone: pages that show images of a bucket or a site elsewhere by URLs with /cdn-cgi/image/ lose them.`,
      hint: say`Name the other origins of images among those that are allowed, or leave it open until no page shows such URLs.`,
    }),
  ),
  [turnedSettings.onlyTls12]: onceIs(onOff.on, {
    ...{ id: "tls-version-raised", severity: "low" },
    consequence: (hostnames) =>
      say`Visitors of ${hostnames} who speak TLS 1.0 or 1.1 alone meet an error from this change on.`,
    hint: say`See in the zone's analytics how many visitors do first, and set min_tls_version in its place.`,
  }),
  [turnedSettings.ciphers]: (was, is) => {
    const isFewer = is.length > 0 && (was.length === 0 || was.some((each) => !is.includes(each)));
    const isOneKind = [ofEcdsa, ofRsa].some((kind) => has(was, kind) && !has(is, kind));
    return !isFewer
      ? undefined
      : {
          ...{ id: "tls-ciphers-fewer", severity: isOneKind ? "medium" : "low" },
          consequence: (hostnames) =>
            say`From this change on visitors of ${hostnames} who speak TLS 1.2 or less, and none of the cipher suites that are left, meet an error when they connect; TLS 1.3 has its own.${isOneKind ? say` All that are left are for certificates of one kind of key: where the certificate has the other, nobody connects by TLS 1.2.` : []}`,
          hint: say`Keep suites for ECDSA and for RSA, and see in the zone's analytics who speaks TLS 1.2 first.`,
        };
  },
};

/** Whether a list has cipher suites of a kind; an empty one stands for all that there are. */
function has(suites: readonly string[], kind: RegExp): boolean {
  return suites.length === 0 || suites.some((each) => kind.test(each));
}

const ofEcdsa = /ECDSA/;
const ofRsa = /-RSA-|^AES/;
