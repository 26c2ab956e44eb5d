import type { SampleAnswer } from "../../model/rules/sampleAnswer";
import { isProgramsHostname } from "../../model/traffic/hostnameLabels";
import { say, type Phrase } from "../words/words";
import { answerBefore, ruleName, type Passage } from "./edgeMeetings";
import { redirectCauses } from "./redirectCauses";
import { urlsOf } from "./redirectTargets";
import { causeOf, type Risk } from "./risk";

/**
 * Finds calls of programs that come to be redirected to another hostname.
 * Source: RFC 9110, section 15.4 (after 301 and 302 clients may ask by GET, without what they sent; after 307 and 308 they may not); WHATWG,
 * Fetch standard, HTTP-redirect fetch (POST becomes GET; Authorization does not go along to another origin).
 * @param passage - The hostname.
 */
export function redirectedCallsRisk({ context, hostname, was, is }: Passage): Risk[] {
  const calls = is.filter(({ sample }) => sample.asker === "API clients");
  const [call] = calls;
  const old = call && answerBefore(was, call.sample);
  const [target] = call === undefined ? [] : urlsOf([call], hostname.host);
  const isTaken = target !== undefined && target.url.hostname !== hostname.host;
  // A whole site that moves takes along what few programs ask of it; a rule about its API is about them.
  const isTheirs =
    isProgramsHostname(hostname.host) ||
    is.every(({ sample, outcome }) => !sample.isPage || outcome !== "redirected");
  const cause =
    isTaken && old?.outcome === "passes" && isTheirs ? redirectCauses(context, target.by) : [];
  const isLost = calls.some(losesContent);
  return target === undefined || cause.length === 0
    ? []
    : [
        {
          ...{ id: "redirect-takes-programs", severity: isLost ? "high" : "medium" },
          ...{ subject: hostname.title, title: hostname.title },
          consequence: say`From this change on calls of API clients to ${hostname.title} are redirected to ${target.url.hostname}, by ${ruleName(target.by)}: ${isLost ? lost : led}.`,
          cause: cause.map((change) => causeOf(change)),
          hint: say`Leave what clients call out of the redirect, and tell their owners first${isLost ? say`; with status 308 what they send goes along` : []}.`,
        },
      ];
}

const lost: Phrase = say`what they send by POST arrives there as a GET without it, and without Authorization, so that such calls fail; clients that follow no redirect fail with all of them`;
const led: Phrase = say`clients that follow no redirect fail, and those that do send no Authorization to another hostname`;

/** Whether a call that sends something is redirected in a way in which that gets lost. */
function losesContent({ sample: { forms }, redirect }: SampleAnswer): boolean {
  return (
    redirect !== undefined &&
    redirect.mayKeepMethod !== true &&
    forms.every(({ method }) => method !== "GET")
  );
}
