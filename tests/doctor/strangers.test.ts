import { expect } from "chai";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import { doctorCommand } from "../../cli/doctorRun";
import { examineSite } from "../../doctor/examine";
import { fakeTerminal } from "../cli/fakeTerminal";
import { sideBySide } from "../support/sideBySide";
import { root } from "./certificates";
import { plainServer, rightTls, saying, Servers, shortWait } from "./origin/servers";

const servers = new Servers();

/** What an application answers, by path; others are 404. */
type Pages = Readonly<
  Record<string, readonly [status: number, body: string, headers?: Record<string, string>]>
>;

/** A site as a stranger sets it up. */
interface Site {
  readonly pages: Pages;
  /** What the paths answer that `pages` has not. Defaults to 404. */
  readonly others?: Pages[string];
  /** What Cloudflare makes in the origin's place. Defaults to handing the origin's answer on. */
  readonly edge?: number;
  readonly hangs?: boolean;
  readonly address?: string;
}

const json = { "content-type": "application/json" };
const express = { "x-powered-by": "Express" };
const cookie = { "set-cookie": "laravel_session=x; path=/" };
const nginx502 =
  "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>";

/** What is said of each was decided before any was run: the exit code, and the causes or what they are between. */
const sites: readonly (readonly [string, Site, number, string])[] = [
  [
    "an Express application with a page of health",
    { pages: { "/": [200, "hi", express], "/health": [200, '{"status":"ok"}', json] } },
    ...([0, ""] as const),
  ],
  [
    "WordPress that writes about errors",
    {
      pages: {
        "/": [200, "<img src=/wp-content/a.png> Error establishing a database connection: a guide"],
        "/wp-json/": [200, '{"name":"A site","namespaces":[],"status":"error"}', json],
      },
    },
    ...([0, ""] as const),
  ],
  [
    "an application of one page, which answers all paths alike",
    { pages: {}, others: [200, "<!doctype html><div id=app></div>"] },
    ...([0, ""] as const),
  ],
  [
    "an API without a page at its root",
    { pages: {}, others: [404, '{"status":"error","message":"Not found"}', json] },
    ...([0, ""] as const),
  ],
  ["a site behind a login", { pages: {}, others: [401, "who are you"] }, ...([0, ""] as const)],
  [
    "an origin with IPv6 alone",
    { pages: { "/": [200, "hi"] }, address: "::1" },
    ...([0, ""] as const),
  ],
  [
    "an application that says that its cache is down",
    {
      pages: {
        "/": [200, "hi"],
        "/healthz": [503, '{"status":"DOWN","components":{"redis":{"status":"DOWN"}}}', json],
      },
    },
    ...([1, "cache-down"] as const),
  ],
  [
    "nginx whose application is down",
    { pages: {}, others: [502, nginx502] },
    ...([1, "origin-answers-5xx"] as const),
  ],
  [
    "Laravel whose database refuses its password",
    { pages: {}, others: [500, "SQLSTATE[HY000] [1045] Access denied for user 'shop'", cookie] },
    ...([1, "database-access origin-answers-5xx"] as const),
  ],
  ["an origin that hangs", { pages: {}, hangs: true, edge: 524 }, ...([1, "origin-slow"] as const)],
  [
    "a firewall that lets in this machine and not Cloudflare",
    { pages: { "/": [200, "hi"] }, edge: 522 },
    ...([3, "cloudflare-blocked dns-retired-address route-swallows-cloudflare"] as const),
  ],
];

async function diagnosisOf(site: Site): Promise<[exitCode: number, text: string, causes: string]> {
  const { pages, others = [404, "no such page"], edge, hangs, address = "127.0.0.1" } = site;
  const answer = ({ url = "" }: IncomingMessage, response: ServerResponse): void => {
    const [status, body, headers] = pages[url] ?? others;
    if (hangs !== true) {
      response.writeHead(status, headers).end(body);
    }
  };
  const edgeServer = createHttps(rightTls, (request, response) => {
    response.setHeader("cf-ray", "8a1b2c3d4e5f6789-FRA");
    if (request.url === "/cdn-cgi/trace") {
      response.end("colo=FRA\n");
    } else if (edge === undefined) {
      answer(request, response);
    } else {
      response.writeHead(edge).end(JSON.stringify({ cloudflare_error: true, error_code: edge }));
    }
  });
  const moved = saying("HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n");
  const ports = {
    edge: await servers.start(edgeServer),
    https: await servers.start(createHttps(rightTls, answer), address),
    http: await servers.start(plainServer(moved), address),
  };
  const terminal = fakeTerminal();
  const exitCode = await doctorCommand(
    "https://www.example.com/",
    { origin: [address], resolver: ["127.0.0.1:1"], json: true },
    terminal,
    (typed, ...rest) =>
      examineSite(
        { ...typed, ports, connectTo: "127.0.0.1", trusted: [root.pem], patience: shortWait },
        ...rest,
      ),
  );
  const { causes, undecided } = JSON.parse(terminal.stdout()) as {
    causes: { cause: string }[];
    undecided: { between: string[] }[];
  };
  const between = causes.length > 0 ? [] : undecided.flatMap((each) => each.between);
  return [exitCode, terminal.stderr(), [...causes.map(({ cause }) => cause), ...between].join(" ")];
}

describe("sites that strangers set up", () => {
  const diagnosis = sideBySide(sites, ([, site]) => diagnosisOf(site));
  after(() => servers.stop());

  for (const each of sites) {
    const [name, , exitCode, causes] = each;
    it(`are called what they are: ${name}`, async () => {
      const [code, text, found] = await diagnosis(each);
      expect([code, found], text.slice(-1500)).to.deep.equal([exitCode, causes]);
    });
  }
});
