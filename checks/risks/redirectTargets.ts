import { targetUrl } from "../../model/rules/redirects";
import type { EdgeRule } from "../../model/rules/edgeRules";
import type { SampleAnswer } from "../../model/rules/sampleAnswer";
import { ofHost } from "../../model/rules/sampleRequests";

/** Where a request is redirected to. */
export interface Target {
  /** The URL. */
  readonly url: URL;
  /** The rule that redirects it. */
  readonly by: EdgeRule;
}

/**
 * Finds where the pages lead that visitors ask a hostname for.
 * @param answers - What becomes of its requests.
 * @param host - The hostname.
 * @returns The targets; none where one of the pages is not redirected.
 */
export function targetsOf(answers: readonly SampleAnswer[], host: string): Target[] {
  const pages = answers.filter(({ sample }) => sample.isPage);
  const targets = urlsOf(pages, host);
  return targets.length === pages.length ? targets : [];
}

/**
 * Finds where requests to a hostname are redirected to.
 * @param answers - What becomes of them.
 * @param host - The hostname.
 * @returns The targets of those that are.
 */
export function urlsOf(answers: readonly SampleAnswer[], host: string): Target[] {
  return answers.flatMap(({ sample, redirect, by }) => {
    const [form] = ofHost(sample, host).forms;
    const url = redirect && form && targetUrl(redirect, form);
    return url === undefined || by === undefined ? [] : [{ url, by }];
  });
}
