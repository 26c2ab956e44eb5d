import { expect } from "chai";
import { createServer, type Server } from "node:http";
import { createServer as createHttps } from "node:https";
import { createServer as createTcp } from "node:net";
import { examineApplication } from "../../doctor/application";
import type { Evidence } from "../../doctor/evidence";
import { judge } from "../../doctor/judge";
import { witness } from "../../doctor/witness";
import { rightTls, Servers } from "./origin/servers";

const servers = new Servers();
const never = new AbortController().signal;

/** What a server answers: a status, a body and headers. */
type Page = readonly [status: number, body: string, headers?: Readonly<Record<string, string>>];

const json = { "content-type": "application/json" };
const wordPress = { link: '<https://www.example.com/wp-json/>; rel="https://api.w.org/"' };
const laravel = { "set-cookie": "laravel_session=x; path=/" };
const nginx = (title: string): string =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n`;

function site(pages: Readonly<Record<string, Page>>, asked: string[] = []): Server {
  return createServer(({ url = "", method }, response) => {
    asked.push(`${method} ${url}`);
    const [status, body, headers] = pages[url] ?? [404, "<html>no such page</html>"];
    response.writeHead(status, headers).end(body);
  });
}

async function examine(server: Server): Promise<Evidence[]> {
  const place = { address: "127.0.0.1", port: await servers.start(server), isTls: false };
  return examineApplication({ hostname: "www.example.com", path: "/", places: [place] }, never);
}

const lineOf = ({ outcome, check, seen, speaksFor, weight }: Evidence): string =>
  `${outcome} ${check}: ${seen}${speaksFor.length === 0 ? "" : ` [${speaksFor.join(" ")}]`}${weight === "setting" ? " (setting)" : ""}`;

const none = (more = ""): string =>
  `unknown health: no endpoint says how the application is (asked for /healthz, /health${more})`;

/** What is said of each was decided before any was run. */
const cases: readonly (readonly [string, Readonly<Record<string, Page>>, readonly string[]])[] = [
  ["a plain site", { "/": [200, "<h1>hi</h1>"] }, ["pass page: 200", none()]],
  [
    "a site that writes about errors",
    {
      "/": [200, "Error establishing a database connection: how to mend it. Too many connections"],
    },
    ["pass page: 200", none()],
  ],
  [
    "WordPress without its database",
    { "/": [500, "<h1>Error establishing a database connection</h1>"] },
    [
      "fail page: 500: WordPress has no connection to its database [database-down database-access database-connections database-unreachable]",
      none(),
    ],
  ],
  [
    "WordPress with a plugin that fails",
    { "/": [500, "There has been a critical error on this website.", wordPress] },
    [
      "fail page: 500, made with WordPress: the application fails [application-error]",
      none(", /wp-json/"),
    ],
  ],
  [
    "WordPress that is being updated",
    { "/": [503, "Briefly unavailable for scheduled maintenance. Check back in a minute."] },
    ["fail page: 503: the site is in maintenance [maintenance]", none()],
  ],
  [
    "WordPress that is well",
    {
      "/": [200, "<link href='/wp-content/themes/x.css'>"],
      "/wp-json/": [200, '{"namespaces":[],"status":"error"}', json],
    },
    ["pass page: 200, made with WordPress", "pass health: the REST API of WordPress answers"],
  ],
  [
    "Laravel whose database refuses it",
    { "/": [500, "SQLSTATE[HY000] [1045] Access denied for user 'shop'@'localhost'", laravel] },
    [
      "fail page: 500, made with Laravel: the database refuses the application [database-access]",
      none(", /up"),
    ],
  ],
  [
    "Laravel whose cache is down",
    {
      "/": [
        500,
        "Predis\\Connection\\ConnectionException: Connection refused [tcp://127.0.0.1:6379]",
      ],
    },
    ["fail page: 500: the cache does not take connections [cache-down]", none()],
  ],
  [
    "Node without a module",
    { "/": [500, "Error: Cannot find module 'express'", { "x-powered-by": "Express" }] },
    ["fail page: 500, made with Node: a module or a file is missing [dependency-missing]", none()],
  ],
  [
    "nginx whose application is down",
    { "/": [502, nginx("502 Bad Gateway")] },
    [
      "fail page: 502: nginx has no whole answer of what is behind it [upstream-down php-fpm-down php-fpm-socket-rights upstream-resets upstream-closes-early php-fpm-worker-crash php-fpm-terminates upstream-malformed upstream-headers-too-large upstream-tls]",
      none(),
    ],
  ],
  [
    "nginx whose application hangs",
    { "/": [504, nginx("504 Gateway Time-out")] },
    [
      "fail page: 504: nginx waited in vain for what is behind it [upstream-slow upstream-unreachable php-fpm-pool-exhausted]",
      none(),
    ],
  ],
  [
    "an error without a word",
    { "/": [500, ""] },
    ["unknown page: 500: the page names no cause", none()],
  ],
  [
    "Spring with its database down",
    {
      "/": [200, "hi"],
      "/health": [
        503,
        '{"status":"DOWN","components":{"db":{"status":"DOWN"},"diskSpace":{"status":"UP"}}}',
        json,
      ],
    },
    [
      "pass page: 200",
      "fail health: 503: components.db not well [database-down database-unreachable database-connections database-access]",
    ],
  ],
  [
    "health+json with its cache down",
    {
      "/": [200, "hi"],
      "/healthz": [200, '{"status":"warn","checks":{"redis:ping":[{"status":"fail"}]}}', json],
    },
    ["pass page: 200", "fail health: 200: checks.redis:ping not well [cache-down]"],
  ],
  [
    "Terminus that is well",
    {
      "/": [200, "hi"],
      "/health": [200, '{"status":"ok","info":{"database":{"status":"up"}},"error":{}}', json],
    },
    ["pass page: 200", "pass health: 200: 2 parts, all well"],
  ],
  [
    "this project's own page that fails",
    { "/": [200, "hi"], "/healthz": [503, "failed\n"] },
    [
      "pass page: 200",
      "fail health: 503: the application says that it is not well [application-error dependency-missing cache-down database-down database-unreachable]",
    ],
  ],
  [
    "this project's own page that is well",
    { "/": [200, "hi"], "/healthz": [200, "ok\n"] },
    ["pass page: 200", "pass health: 200: well"],
  ],
  [
    "a page for every path",
    { "/": [200, "<html>hi"], "/healthz": [200, "<html>hi"], "/health": [200, "<html>hi"] },
    ["pass page: 200", none()],
  ],
  [
    "an API that knows no such path",
    { "/": [200, "{}", json], "/health": [404, '{"status":"error","message":"Not found"}', json] },
    ["pass page: 200", none()],
  ],
  [
    "JSON that is of no health",
    { "/": [200, "[]", json], "/health": [200, '{"articles":[{"status":"error"}]}', json] },
    ["pass page: 200", none()],
  ],
];

describe("the doctor at the application", () => {
  afterEach(() => servers.stop());

  for (const [name, pages, expected] of cases) {
    it(`says of ${name} what it shows`, async () => {
      expect((await examine(site(pages))).map(lineOf)).to.deep.equal(expected);
    });
  }

  it("reads the pages of PHP-FPM, where PHP shows them", async () => {
    const status = (waiting: number, reached: number): Page => [
      200,
      JSON.stringify({
        ...{ pool: "www", "listen queue": waiting, "listen queue len": 511 },
        ...{ "idle processes": 0, "active processes": 5, "max children reached": reached },
      }),
      json,
    ];
    const php = (waiting: number, reached: number) =>
      site({
        "/": [200, "hi", { "x-powered-by": "PHP/8.2.1" }],
        "/status?json": status(waiting, reached),
        "/ping": [200, "pong"],
      });
    const told = async (waiting: number, reached: number): Promise<string | undefined> =>
      (await examine(php(waiting, reached)))
        .filter(({ check }) => check === "php-fpm-status")
        .map(lineOf)[0];
    const seen = (rest: string): string => `php-fpm-status: pool www: 5 active, 0 idle, ${rest}`;
    expect(await told(7, 3)).to.equal(
      `fail ${seen("7 of 511 waiting, 3 times at its most [php-fpm-pool-exhausted]")}`,
    );
    expect(await told(0, 3)).to.equal(
      `fail ${seen("0 of 511 waiting, 3 times at its most [php-fpm-pool-exhausted] (setting)")}`,
    );
    expect(await told(0, 0)).to.equal(`pass ${seen("0 of 511 waiting, 0 times at its most")}`);
    const [, ping] = (await examine(php(0, 0))).filter(({ check }) => check.startsWith("php-fpm"));
    expect(ping && lineOf(ping)).to.equal("pass php-fpm-ping: pong");
  });

  it("sends a handful of requests, of GET alone", async () => {
    const asked: string[] = [];
    await examine(site({ "/": [200, "hi", laravel] }, asked));
    expect(asked).to.deep.equal([
      ...["GET /", "GET /healthz", "GET /health", "GET /up", "GET /status?json", "GET /ping"],
    ]);
  });

  it("goes on to the next place, over TLS or in clear, and says why none answers", async () => {
    const port = await servers.start(
      createHttps(rightTls, (_request, response) => response.end("hi")),
    );
    const closed = { address: "127.0.0.1", port: 1, isTls: true };
    const places = [closed, { address: "127.0.0.1", port, isTls: true }];
    const site = { hostname: "www.example.com", path: "/" };
    const [page] = await examineApplication({ ...site, places }, never);
    expect(page && lineOf(page)).to.equal("pass page: 200");
    expect(
      (await examineApplication({ ...site, places: [closed] }, never)).map(lineOf),
    ).to.deep.equal(["unknown page: no answer (ECONNREFUSED)"]);
    expect((await examineApplication({ ...site, places: [] }, never)).map(lineOf)).to.deep.equal([
      "unknown page: no answer (no place to ask)",
    ]);
  });

  it("does not wait for a place that is silent before it asks the next", async () => {
    const order: string[] = [];
    const silent = await servers.start(
      createTcp((socket) => socket.once("data", () => order.push("the silent one is asked"))),
    );
    const answering = await servers.start(
      createServer((_request, response) => {
        order.push("the next is asked");
        response.end("hi");
      }),
    );
    const places = [silent, answering].map((port) => ({
      address: "127.0.0.1",
      port,
      isTls: false,
    }));
    const target = { hostname: "www.example.com", path: "/", places };
    const [page] = await examineApplication(target, never);
    // Were the silent one waited for, its reason would come before: an answer that is given up is none.
    expect(page && lineOf(page)).to.equal("pass page: 200");
    expect(order.slice(0, 2)).to.deep.equal(["the silent one is asked", "the next is asked"]);
    const both = [silent, silent].map((port) => ({ address: "127.0.0.1", port, isTls: false }));
    const asked = order.length;
    const none = await examineApplication({ ...target, places: both }, AbortSignal.timeout(4500));
    expect(none.map(lineOf)).to.deep.equal([
      "unknown page: no answer (no answer in time, no answer in time)",
    ]);
    expect(order.slice(asked)).to.deep.equal(Array(2).fill("the silent one is asked"));
  });

  it("ends with its deadline where nothing answers", async () => {
    const port = await servers.start(createTcp(() => undefined));
    const places = [{ address: "127.0.0.1", port, isTls: false }];
    const target = { hostname: "www.example.com", path: "/", places };
    const evidence = await examineApplication(target, AbortSignal.timeout(200));
    expect(evidence.map(lineOf)).to.deep.equal(["unknown page: no answer (no answer in time)"]);
  });

  it("is hurt by no report of health, however deep or long", async () => {
    const deep = `${'{"db":'.repeat(5000)}{"status":"DOWN"}${"}".repeat(5000)}`;
    const long = JSON.stringify(Array.from({ length: 5000 }, () => ({ a: { status: "down" } })));
    for (const body of [deep, long, '{"status":', "\u001b[2J"]) {
      const evidence = await examine(site({ "/": [200, "hi"], "/health": [200, body, json] }));
      expect(evidence).to.have.length(2);
      expect(evidence.every(({ seen }) => seen.length < 1000 && !seen.includes("\u001b"))).to.equal(
        true,
      );
    }
  });

  it("lets logs say what the web server's page does not", async () => {
    const evidence = await examine(site({ "/": [502, nginx("502 Bad Gateway")] }));
    const edge = witness("edge", "answer", "x").fail("502", [
      "origin-answers-5xx",
      "edge-own-error",
    ]);
    const origin = witness("origin", "answer", "y").fail("502", ["origin-answers-5xx"]);
    const unaided = judge([...evidence, edge, origin]);
    expect(unaided.causes.map(({ cause }) => cause)).to.deep.equal(["origin-answers-5xx"]);
    expect(unaided.undecided.map(({ probe }) => probe?.between)).to.deep.equal([
      ["upstream-down", "php-fpm-down"],
    ]);
    const log = witness("logs", "socket-rights", "error.log", "log").fail("permission denied", [
      "php-fpm-socket-rights",
    ]);
    const aided = judge([...evidence, edge, origin, log]);
    expect(aided.causes.map(({ cause }) => cause)).to.deep.equal([
      ...["php-fpm-socket-rights", "origin-answers-5xx"],
    ]);
    expect(aided.undecided).to.deep.equal([]);
  });
});
