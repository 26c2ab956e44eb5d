import {
  hinderingSettings,
  type HinderingSetting,
  type Hindrance,
} from "../../model/rules/servingSettings";
import { ofThisChange } from "../findings/finding";
import { say, type Phrase } from "../words/words";
import { causeOf, type Risk, type RiskContext } from "./risk";

/** What is said of each. */
interface Said extends Pick<Risk, "id" | "severity" | "hint"> {
  readonly meets: (zone: string) => Phrase;
}

const words: Readonly<Record<Hindrance, Said>> = {
  "no WebSockets": {
    ...{ id: "websockets-off", severity: "medium" },
    meets: (zone) =>
      say`From this change on Cloudflare passes no WebSocket connection of ${zone} on to an origin: chats, live updates and whatever else keeps a connection open fail, while the pages around them load.`,
    hint: say`Leave websockets on, unless nothing in the zone opens such a connection.`,
  },
  "no HTTP/2": {
    ...{ id: "visitors-http2-off", severity: "low" },
    meets: (zone) =>
      say`From this change on visitors of ${zone} are served by HTTP/1.1: browsers bear it and are slower, calls of gRPC fail.`,
    hint: say`Leave http2 on where gRPC is spoken.`,
  },
  "under attack": {
    ...{ id: "under-attack-mode", severity: "medium" },
    meets: (zone) =>
      say`From this change on every visitor of ${zone} gets a challenge first: API clients, monitors and webhooks cannot pass it and get Error 403.`,
    hint: say`Set it by hand while an attack lasts, or let a configuration rule set it for pages alone.`,
  },
};

/** Finds settings of zones that come to keep visitors, or some of them, from getting through. */
export function servingSettingRisks(context: RiskContext): Risk[] {
  if (!context.changesOfType.has("zoneSetting")) {
    return [];
  }
  const hinders = ({ certainty }: HinderingSetting): boolean => certainty === "yes";
  const idOf = ({ zone, hindrance }: HinderingSetting): string => `${hindrance} ${zone}`;
  const stood = new Set(hinderingSettings(context.before.inventory).filter(hinders).map(idOf));
  return hinderingSettings(context.after.inventory)
    .filter((setting) => hinders(setting) && !stood.has(idOf(setting)))
    .flatMap(({ resource, zone, title, hindrance }) => {
      const { meets, ...said } = words[hindrance];
      const change = context.changes.get(resource.key);
      return change === undefined
        ? []
        : [
            {
              ...{ ...said, subject: zone, title, consequence: meets(title) },
              cause: [causeOf(change)],
              ...ofThisChange,
            },
          ];
    });
}
