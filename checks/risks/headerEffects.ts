import {
  fetchDirectives,
  includesSubdomains,
  strictTransportHeader,
} from "../../facts/cloudflare/responseHeaders";
import { defaultBrowserSeconds } from "../../facts/cloudflare/zoneSettings";
import type { HeaderEdit } from "../../model/rules/headerEdits";
import type { Severity } from "../findings/severity";

/** What becomes of visitors where a rule does something to a header. */
export interface Effect {
  /** Whose header it is. */
  readonly of: HeaderEdit["of"];
  /** The headers, in lower case. */
  readonly headers: readonly string[];
  /** Whether a rule does it, where others did something until now. */
  readonly isMet: (
    edit: HeaderEdit,
    old: readonly HeaderEdit[],
    now: readonly HeaderEdit[],
  ) => boolean;
  /** How sure it is that visitors see errors. */
  readonly severity: Severity;
  /** What becomes of them, to be read after what the edge does. */
  readonly meets: string;
  /** Whether it is about what stands beneath the hostnames, and how sure errors are depends on that. Absent for no. */
  readonly isOfNamesBeneath?: true;
  /** Whether it is about pages that browsers show, so that hostnames of programs do not meet it. Absent for no. */
  readonly isOfPages?: true;
}

/** Whether a header is taken away. */
export const isRemoved = ({ operation }: HeaderEdit): boolean => operation === "remove";

/** Whether a rule gives a header a value of a kind; of one that is not known nobody can tell. */
const gives =
  (isMeant: (value: string) => boolean): Effect["isMet"] =>
  ({ operation, value }) =>
    operation !== "remove" && typeof value === "string" && isMeant(value);

/** The header of answers by which browsers let pages of other origins read them. Source: Fetch, "HTTP CORS protocol". */
const readersHeader = "access-control-allow-origin";
const credentialsHeader = "access-control-allow-credentials";

/**
 * What becomes of visitors. What Cloudflare refuses to write has no effect here (`x-forwarded-proto`), nor has what it writes again after
 * every rule (`x-forwarded-for`). Source: RFC 9110, RFC 6265 and RFC 6797 of the headers; Fetch and CSP Level 3; Cloudflare docs,
 * fundamentals/reference/http-headers, rules/transform/request-header-modification ("Important remarks") and response-header-modification (set and add); RFC 9111, section 5.2.2.1 (max-age);
 * W3C Clear Site Data, section 3.1 (cookies of the registered domain); HTML, "Cross-origin opener policies" and "Cross-origin embedder policies"; RFC 6266 (attachment).
 */
export const effects: readonly Effect[] = [
  {
    ...{ of: "requests", headers: ["cookie", "authorization"], isMet: isRemoved, severity: "high" },
    meets:
      "the origin knows no visitor any more: nobody who is signed in stays so, carts are empty, and calls with a token get Error 401",
  },
  {
    ...{ of: "requests", isMet: isRemoved, severity: "medium" },
    headers: ["cf-connecting-ip", "true-client-ip"],
    meets:
      "by X-Forwarded-For alone the origin still learns who asks, and if it reads another header, it takes all visitors for a few: limits and bans by address meet everybody at once, and it may refuse whom it lets in by address",
  },
  {
    ...{ of: "requests", headers: ["x-forwarded-proto"], isMet: isRemoved, severity: "medium" },
    meets:
      "unless Cloudflare writes it again, an origin that redirects to HTTPS by it takes every request for one in the clear and redirects it to itself: browsers give up with ERR_TOO_MANY_REDIRECTS",
  },
  {
    ...{ of: "requests", headers: ["content-type", "host", "origin"], severity: "medium" },
    isMet: () => true,
    meets:
      "forms and calls reach the origin as something else than they are, and it may refuse them",
  },
  {
    ...{ of: "answers", headers: ["set-cookie"], isMet: isRemoved, severity: "high" },
    meets: "no browser gets a cookie: nobody can sign in, and carts stay empty",
  },
  {
    ...{ of: "answers", headers: ["set-cookie"], severity: "high" },
    isMet: ({ operation }) => operation === "set",
    meets:
      "it stands in place of every cookie that the origin gives: nobody can sign in, and carts stay empty (add leaves those of the origin)",
  },
  {
    ...{ of: "answers", headers: ["clear-site-data"], severity: "high" },
    isMet: gives((value) => clears(value, ["cookies", "*"])),
    meets:
      "browsers drop the cookies of the whole domain with each answer: nobody who is signed in stays so, and carts are empty",
  },
  {
    ...{ of: "answers", headers: ["clear-site-data"], severity: "medium", isOfPages: true },
    isMet: gives((value) => clears(value, ["storage"])),
    meets:
      "browsers drop with each page what its scripts keep there: whoever is signed in by a token in that storage is so no more, and drafts and carts that live in it are gone",
  },
  {
    ...{ of: "answers", headers: ["content-security-policy"], severity: "high", isOfPages: true },
    isMet: gives(loadsNothing),
    meets:
      "browsers run no script and apply no style of its pages: the policy lets them load nothing",
  },
  {
    ...{ of: "answers", headers: ["content-security-policy"], severity: "medium", isOfPages: true },
    isMet: ({ operation, value }) =>
      operation !== "remove" && (typeof value !== "string" || fetchDirectives.test(value)),
    meets:
      "browsers load on its pages nothing but what the policy names: a script of a payment or consent provider that it does not name is not run",
  },
  {
    ...{ of: "answers", severity: "high", headers: [readersHeader] },
    isMet: ({ value, place }, old, now) =>
      value === "*" &&
      old.some((each) => each.name === readersHeader && each.value !== "*") &&
      now.some((each) => each.place === place && each.name === credentialsHeader),
    meets:
      "browsers give no page the answer to a call with cookies where it is *, and the same rule allows them: whoever is signed in at a site that calls with them sees it without its content",
  },
  {
    ...{ of: "answers", severity: "medium", headers: [readersHeader] },
    isMet: ({ value }, old) => value !== "*" || old.some(({ name }) => name === readersHeader),
    meets:
      "browsers let pages of other origins read its answers by this header alone: calls of a site under another hostname fail where it does not name them, and those with cookies where it is *",
  },
  {
    ...{ of: "answers", severity: "medium", isMet: () => true },
    headers: ["access-control-allow-headers", "access-control-allow-methods"],
    meets:
      "browsers let pages of other origins call it by this header alone: calls of a site under another hostname fail where it does not name what they send",
  },
  {
    ...{ of: "answers", headers: ["content-disposition"], severity: "high", isOfPages: true },
    isMet: gives((value) => /^\s*attachment\b/i.test(value)),
    meets: "browsers save its pages and show none of them",
  },
  {
    ...{ of: "answers", headers: ["cross-origin-embedder-policy"], severity: "medium" },
    isOfPages: true,
    isMet: gives((value) => value.startsWith("require-corp")),
    meets:
      "browsers load on its pages nothing of other origins that does not say it may be: images, scripts and frames of payment, consent and video providers stay away",
  },
  {
    ...{ of: "answers", headers: ["cross-origin-embedder-policy"], severity: "medium" },
    isOfPages: true,
    isMet: gives((value) => value.startsWith("credentialless")),
    meets:
      "browsers show on its pages no frame of another origin that does not say the same, as those of payment, consent and video providers may not, and ask for images and scripts there without cookies",
  },
  {
    ...{ of: "answers", headers: ["cross-origin-opener-policy"], severity: "medium" },
    isOfPages: true,
    isMet: gives((value) => /^same-origin(?!-allow-popups)/.test(value)),
    meets:
      "a window that its pages open for a sign-in or a payment elsewhere knows them no more, and what it would tell them never comes",
  },
  {
    ...{ of: "answers", headers: ["cross-origin-resource-policy"], severity: "medium" },
    isMet: gives((value) => value !== "cross-origin"),
    meets:
      "browsers give what it answers to no page of another site, and with same-origin to none of another hostname: images, scripts and fonts that others load from it are missing there",
  },
  {
    ...{ of: "answers", headers: ["location"], isMet: () => true, severity: "medium" },
    meets: "redirects of the origin, after a sign-in or an order, lead elsewhere or nowhere",
  },
  {
    ...{ of: "answers", headers: ["content-type"], severity: "high", isOfPages: true },
    isMet: ({ operation, value }) =>
      operation === "set" && typeof value === "string" && !/html/i.test(value),
    meets: "browsers show the source of its pages, or save them, and no visitor sees one",
  },
  {
    ...{ of: "answers", severity: "medium", isMet: () => true },
    headers: ["content-type", "content-encoding", "content-length", "transfer-encoding"],
    meets:
      "browsers take answers for something else than they are, and show pages as text or not at all",
  },
  {
    ...{ of: "answers", headers: ["cache-control"], severity: "medium" },
    isMet: gives(
      (value) => Number(/(?:^|[,\s])max-age=(\d+)/i.exec(value)?.[1] ?? 0) > defaultBrowserSeconds,
    ),
    meets:
      "browsers keep its pages for as long as max-age says, and no purge reaches them: who was there sees the old page, with links to scripts and styles that the next deployment may take away",
  },
  {
    ...{ of: "answers", headers: [strictTransportHeader], severity: "medium" },
    isOfNamesBeneath: true,
    isMet: gives((value) => value.toLowerCase().includes(includesSubdomains)),
    meets:
      "browsers insist on HTTPS for every hostname beneath too, and one that has none is out of reach for as long as max-age says, also after an undo",
  },
];

/** Whether an answer has browsers drop one of some kinds of data. A kind without its quotes is none. Source: W3C Clear Site Data, section 3. */
function clears(value: string, kinds: readonly string[]): boolean {
  return kinds.some((kind) => value.includes(`"${kind}"`));
}

/** Whether a policy names no source of scripts and styles. Source: Content Security Policy Level 3 (default-src stands for what is not named). */
function loadsNothing(policy: string): boolean {
  const sources = new Map(
    policy
      .toLowerCase()
      .split(";")
      .map((directive) => directive.trim().split(/\s+/))
      .map(([name = "", ...own]) => [name, own] as const),
  );
  return ["script-src", "style-src"].every((name) => {
    const own = sources.get(name) ?? sources.get("default-src");
    return own !== undefined && (own.length === 0 || own.join() === "'none'");
  });
}
