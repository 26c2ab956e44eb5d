import { schemes } from "../../facts/cloudflare/expressionLanguage";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { renewalPath } from "../../facts/certificateRenewals";
import { publicPaths } from "../../facts/publicPaths";
import { userAgents } from "../../facts/userAgents";
import { isProgramsHostname } from "../traffic/hostnameLabels";

/** Who asks. */
export type Asker =
  "visitors" | "API clients" | "monitors" | "crawlers" | "certificate authorities";

/** Those who ask by programs, and pass no challenge. */
export const programs: readonly Asker[] = ["API clients", "monitors"];

/** A request such as a hostname gets every day, in the forms in which it comes. */
export interface SampleRequest {
  /** What it is, to be read after "requests". */
  readonly name: string;
  /** Who sends it. */
  readonly asker: Asker;
  /** Whether a visitor asks for a page or what belongs to one, and writes nothing. */
  readonly isPage: boolean;
  /** Whether a program declares who sends it. Absent for no. */
  readonly isOfProgram?: true;
  /** Whether the origin is made for it, as the plan shows. Absent for no. */
  readonly isPlanned?: boolean;
  /** The same request from places that have nothing in common. */
  readonly forms: readonly ExpressionRequest[];
}

/** Two visitors that no rule names: of different continents, networks and addresses, all of which are real and are nobody's in particular. */
const places = [
  {
    clientAddress: "24.48.11.87",
    country: "US",
    continent: "NA",
    network: 7922,
    isEuropean: false,
  },
  {
    clientAddress: "91.64.204.13",
    country: "DE",
    continent: "EU",
    network: 3320,
    isEuropean: true,
  },
] as const;

const pages = { accept: "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": "en" };

/** What is true of every one of these requests, as far as it says nothing else. Cookies come with later ones. */
const first = {
  "cf.tls_client_auth.cert_presented": false,
  "cf.tls_client_auth.cert_verified": false,
  "cf.tls_client_auth.cert_revoked": false,
  "cf.waf.score": 99,
  "cf.waf.score.class": "clean",
  "http.cookie": "",
} as const;

/** What Cloudflare takes for a person. Source: Cloudflare docs, bots/concepts/bot-score (30 to 99). */
const person = { "cf.client.bot": false, "cf.bot_management.score": 90 } as const;
const program = { "cf.client.bot": false } as const;
/** What Cloudflare takes for a program that it does not know. Source: that of `person` (1 is certainly automated, up to 29 likely). */
const automated = { "cf.bot_management.score": 1 } as const;
const knownBot = {
  "cf.client.bot": true,
  "cf.verified_bot_category": "Search Engine Crawler",
} as const;

interface Sample extends Pick<SampleRequest, "name" | "asker"> {
  readonly path: string;
  readonly query?: string;
  readonly method?: string;
  readonly agent: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: ExpressionRequest["fields"];
  /** The path of the page of the same hostname that it comes from. Undefined for none. */
  readonly from?: string;
}

const { browser, apiClient, monitor, crawler, certificateAuthority } = userAgents;
const json = { accept: "application/json" };
const visitor = { asker: "visitors", agent: browser, headers: pages, fields: person } as const;

/** What the request for an image is called. */
export const imageName = "for an image";

const [reading, writing] = ["of API clients", "of API clients that write"] as const;
/** What the requests of API clients are called, that read and that write. */
export const callNames: readonly string[] = [reading, writing];

const samples: readonly Sample[] = [
  { ...visitor, name: "for the home page", path: "/" },
  { ...visitor, name: "for a page beneath it", path: "/articles/2026/hello" },
  {
    ...{ ...visitor, name: "for a page with a query", path: "/articles" },
    query: "page=2&utm_source=newsletter",
  },
  {
    ...{ ...visitor, name: imageName, path: "/images/photo.jpg" },
    ...{ headers: { accept: "image/*" }, from: "/" },
  },
  {
    ...{ ...visitor, name: "that send a form", path: "/contact", method: "POST" },
    headers: { ...pages, "content-type": "application/x-www-form-urlencoded" },
    from: "/contact",
  },
  {
    ...{ name: reading, asker: "API clients", path: "/api/v1/items" },
    ...{ agent: apiClient, headers: json, fields: program },
  },
  {
    ...{ name: writing, asker: "API clients", path: "/api/v1/items" },
    ...{ method: "POST", agent: apiClient, fields: program },
    headers: { ...json, "content-type": "application/json" },
  },
  {
    ...{ name: "of crawlers", asker: "crawlers", path: "/" },
    ...{ agent: crawler, headers: pages, fields: knownBot },
  },
  {
    ...{ name: "of certificate authorities", asker: "certificate authorities" },
    ...{ path: `${renewalPath}token`, agent: certificateAuthority, headers: { accept: "*/*" } },
    // Whether Cloudflare takes them for verified bots, no source says.
    fields: {},
  },
];

const visits = samples.filter(({ asker }) => asker === "visitors").map(({ name }) => name);

/**
 * Whether requests are all that visitors send every day, or more.
 * @param names - The names of the requests.
 */
export function isEveryVisit(names: ReadonlyMap<string, unknown>): boolean {
  return visits.every((name) => names.has(name));
}

/** What is known of the rules that requests meet, and of their zone. */
interface Surroundings {
  /** The lists of addresses and networks that rules name, which hold none of these visitors. */
  readonly lists?: readonly string[];
  /** What rules ask about: of paths that only some sites have, those are asked for that they are about. */
  readonly texts?: readonly string[];
  /** What is known of the zone: `cf.zone.name` and the like. */
  readonly zone?: ExpressionRequest["fields"];
}

/**
 * Makes the requests that a hostname gets every day.
 * @param host - The hostname.
 * @param monitored - The path that monitors ask for.
 * @param surroundings - What is known of the rules and of the zone. Defaults to nothing.
 * @returns The requests, those of visitors first.
 */
export function sampleRequests(
  host: string,
  monitored = "/",
  { lists = [], texts = [], zone = {} }: Surroundings = {},
): SampleRequest[] {
  const empty = Object.fromEntries(lists.map((name) => [name, []]));
  const monitors: Sample = {
    ...{ name: `of monitors for ${monitored}`, asker: "monitors", path: monitored },
    ...{ agent: monitor, headers: { accept: "*/*" }, fields: program },
  };
  const parts = publicPaths
    .filter(({ mark }) => texts.some((text) => text.toLowerCase().includes(mark)))
    .map((part): Sample => ({ ...part, ...visitor, headers: { accept: "*/*" }, from: "/" }));
  return [...samples, monitors, ...parts].map(({ name, asker, ...sample }) => ({
    ...{ name, asker },
    isPage: visits.includes(name) && sample.method === undefined,
    forms: places.map((place) => {
      const form = formOf(host, sample, place);
      // Elsewhere a rule about bots means those that nobody asked for.
      const isOfPrograms = asker === "API clients" && isProgramsHostname(host);
      const own = isOfPrograms ? automated : {};
      return { ...form, fields: { ...form.fields, ...own, ...zone }, lists: empty };
    }),
  }));
}

/**
 * Makes the request of a monitor outside, which a program declares.
 * @param monitors - The request of a monitor to the same hostname.
 * @param url - What it asks.
 * @param hasNoOtherHeaders - Whether it sends no header that a program gave it.
 */
export function ofOutsideMonitor(
  monitors: SampleRequest,
  url: URL,
  hasNoOtherHeaders: boolean,
): SampleRequest {
  const scheme = url.protocol === "http:" ? schemes.clear : schemes.encrypted;
  const asked = { scheme, path: url.pathname, query: url.search.slice(1), hasNoOtherHeaders };
  return {
    ...{ ...monitors, name: `of monitors outside for ${url.pathname}`, isOfProgram: true },
    forms: monitors.forms.map((form) => ({ ...form, ...asked })),
  };
}

/**
 * Whether each who sends a request may get an answer of their own that a cache could keep: it reads a page or calls an API, and is no
 * image. The cache keeps answers to GET only.
 * @param sample - The request.
 */
export function differsByVisitor({ asker, forms: [form] }: SampleRequest): boolean {
  const isFile = /\.\w+$/.test(form?.path ?? "");
  return form?.method === "GET" && !isFile && ["visitors", "API clients"].includes(asker);
}

/**
 * The same request to another hostname, of those that share answers.
 * @param sample - The request.
 * @param host - The other hostname.
 */
export function ofHost(sample: SampleRequest, host: string): SampleRequest {
  return { ...sample, forms: sample.forms.map((form) => ({ ...form, host })) };
}

function formOf(
  host: string,
  {
    path,
    query = "",
    method = "GET",
    agent,
    headers,
    fields,
    from,
  }: Omit<Sample, "name" | "asker">,
  { continent, isEuropean, network, ...place }: (typeof places)[number],
): ExpressionRequest {
  const referer = from === undefined ? undefined : `${schemes.encrypted}://${host}${from}`;
  return {
    ...{ scheme: schemes.encrypted, host, path, query, method, ...place },
    headers: { "user-agent": agent, ...headers, ...(referer === undefined ? {} : { referer }) },
    hasNoOtherHeaders: true,
    fields: {
      "http.referer": referer ?? "",
      ...{ ...first, ...fields },
      "ip.src.continent": continent,
      "ip.src.is_in_european_union": isEuropean,
      "ip.src.asnum": network,
    },
  };
}
