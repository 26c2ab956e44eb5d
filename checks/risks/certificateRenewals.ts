import { renewalPath } from "../../facts/certificateRenewals";
import type { EdgeRule } from "../../model/rules/edgeRules";
import type { SampleAnswer } from "../../model/rules/sampleAnswer";
import { mayRenewOverHttp } from "../../model/rules/httpRenewals";
import { targetUrl } from "../../model/rules/redirects";
import { ofHost, type SampleRequest } from "../../model/rules/sampleRequests";
import { say, type Phrase } from "../words/words";
import {
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/** Hostnames of which a rule comes to lead authorities to another path than that of the proof. */
interface Leading {
  /** The path that they are led to. */
  readonly path: string;
}

/** Whether a request is that of an authority that issues certificates. */
export function isOfAuthority({ asker }: SampleRequest): boolean {
  return asker === "certificate authorities";
}

/**
 * Whether an answer to a request counts: those of authorities do where an origin may renew its certificate by them.
 * @param passage - The hostname.
 * @param sample - The request.
 */
export function isAwaited({ context, hostname }: Passage, sample: SampleRequest): boolean {
  return !isOfAuthority(sample) || mayRenewOverHttp(context.after, hostname.title);
}

/**
 * Says what becomes of certificates where authorities get no answer from the origin.
 * @param meeting - What a rule comes to answer.
 * @returns A sentence with a space before it; nothing where it leaves authorities alone.
 */
export function renewalPhrase({ samples }: Pick<Meeting, "samples">): Phrase {
  return [...samples.values()].some(isOfAuthority)
    ? [
        ` A certificate of an origin that is renewed over HTTP, at ${renewalPath}, is not renewed any more: from the day on which it expires, in Full (strict) visitors get Error 526.`,
      ]
    : [];
}

/** What keeps the way of authorities open. */
export const renewalHint = say`Leave ${renewalPath} out of the expression, or take a certificate of the Origin CA, or one that is renewed by DNS.`;

/** Finds rules that come to lead authorities elsewhere than to the proof that they ask for, while visitors still get the pages that they ask for. */
export function certificateRenewalRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings<Leading>();
  for (const passage of passages) {
    const { context, hostname, was, is } = passage;
    const isServed = is.some(
      ({ sample, outcome, rewritten }) =>
        sample.isPage && outcome === "passes" && rewritten === undefined,
    );
    const [now, old] = [is, was].map((answers) => {
      const answer = answers.find(({ sample }) => isOfAuthority(sample));
      return answer && ledTo(answer, hostname.host);
    });
    if (now === undefined || old?.path === now.path || !isServed) {
      continue;
    }
    if (mayRenewOverHttp(context.after, hostname.title)) {
      const { by, path, sample } = now;
      found.add(passage, by, sample, { path });
    }
  }
  return found.all().map(leadingRisk);
}

/** The other path that an authority's request leads to, and the rule by which it does. */
function ledTo(
  { sample, redirect, rewritten, by, outcome }: SampleAnswer,
  host: string,
): { readonly by: EdgeRule; readonly path: string; readonly sample: SampleRequest } | undefined {
  const [form] = ofHost(sample, host).forms;
  const rule = redirect === undefined ? rewritten?.by.at(-1) : by;
  const url = redirect && form && targetUrl(redirect, form);
  const path = url?.pathname ?? (outcome === "passes" ? rewritten?.request?.path : undefined);
  return rule === undefined || path === undefined || path === form?.path
    ? undefined
    : { by: rule, path, sample };
}

function leadingRisk(leading: Meeting & Leading): Risk {
  const { rule, path } = leading;
  return meetingRisk(leading, "certificate-renewal-misled", "medium", {
    consequence: [
      ...say`From this change on authorities that ask ${hostsOf(leading)} for the proof at ${renewalPath} are led to ${path}, by ${ruleName(rule)}.`,
      ...renewalPhrase(leading),
    ],
    hint: renewalHint,
  });
}
