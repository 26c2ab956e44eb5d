import { exempts } from "../../model/rules/exempting";
import { say } from "../words/words";
import {
  answerBefore,
  askedPhrase,
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  verbOf,
  type Passage,
} from "./edgeMeetings";
import { asksMore } from "./exemptedVisitors";
import type { Risk } from "./risk";

/** Finds rules that refused whoever does not bring a header, a cookie or a certificate, and come to refuse everybody. */
export function exemptedBearerRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings();
  for (const passage of passages) {
    for (const { outcome, by, sample } of passage.is) {
      const old = answerBefore(passage.was, sample);
      const wasForSome =
        old?.outcome === "blocked" && old.by !== undefined && exempts(old.by) && asksMore(old.by);
      if (wasForSome && outcome === "blocked" && by !== undefined && !exempts(by)) {
        found.add(passage, by, sample, {});
      }
    }
  }
  return found
    .all()
    .map((meeting) =>
      meetingRisk(meeting, "edge-rule-blocks", "high", {
        consequence: say`From this change on ${hostsOf(meeting)} ${verbOf(meeting, "refuses", "refuse")} ${askedPhrase(meeting)} whatever they bring, by ${ruleName(meeting.rule)}: those with the header, the cookie or the certificate that let them through until now are blocked too, and nobody reaches an origin any more.`,
        hint: say`Write names of headers in lower case, as http.request.headers has them, and let the rule leave out those who passed.`,
      }),
    )
    .filter(({ cause }) => cause.length > 0);
}
