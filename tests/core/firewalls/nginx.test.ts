import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { rangesAsText } from "../../../core/rangesText";
import { bob, isInstalled, peers, standInRanges, users, WebServer } from "./webServer";
import { skipBecause } from "../../support/skipped";

/** A site whose own rules would be replaced, or satisfied, by `allow` and `deny` around them. */
function site(folder: string, port: number, keepOut: boolean): Record<string, string> {
  return {
    "cloudflare.conf": rangesAsText("nginx", standInRanges),
    "real-ip.conf": rangesAsText("nginx-real-ip", standInRanges),
    "site/index.html": "home\n",
    "site/private/page": "private\n",
    "site/.htpasswd": users,
    "nginx.conf": `
      daemon off;
      pid ${folder}/pid;
      events {}
      http {
        client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
        uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
        access_log ${folder}/access.log;
        include ${folder}/cloudflare.conf;
        include ${folder}/real-ip.conf;
        satisfy any;
        error_page 403 /index.html;
        server {
          listen 127.0.0.1:${port};
          root ${folder}/site;
          ${keepOut ? "if ($from_cloudflare = 0) { return 403; }" : ""}
          location /private { auth_basic members; auth_basic_user_file ${folder}/site/.htpasswd; }
          location ~ /\\.ht { deny all; }
          location /office { allow 203.0.113.0/24; deny all; return 200 office; }
          location /everybody/ { allow all; alias ${folder}/site/; }
          location /said { return 200 said; }
          rewrite ^/moved$ /index.html last;
        }
      }`,
  };
}

const start = (keepOut: boolean): Promise<WebServer> =>
  WebServer.start(
    (folder, port) => site(folder, port, keepOut),
    (folder) => ["nginx", "-p", folder, "-c", `${folder}/nginx.conf`, "-e", `${folder}/error.log`],
  );

const open = ["/", "/everybody/", "/said", "/moved"];
const shut = ["/private/page", "/.htpasswd"];

describe("the ranges as nginx reads them, among a site's own rules", function () {
  let server: WebServer | undefined;

  before(function () {
    if (!isInstalled("nginx", "-v")) {
      skipBecause(this, "there is no nginx here");
    }
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  it("keep strangers out of everything, whatever a location allows or they claim to be", async () => {
    server = await start(true);
    for (const headers of [{}, bob, { "cf-connecting-ip": peers.cloudflare }]) {
      expect(await server.statuses("stranger", [...open, ...shut], headers)).to.deep.equal({
        "/": 403,
        "/everybody/": 403,
        "/said": 403,
        "/moved": 403,
        "/private/page": 403,
        "/.htpasswd": 403,
      });
    }
  });

  it("let Cloudflare in, and open nothing to it that the site keeps shut", async () => {
    server = await start(true);
    expect(await server.statuses("cloudflare", [...open, ...shut])).to.deep.equal({
      "/": 200,
      "/everybody/": 200,
      "/said": 200,
      "/moved": 200,
      "/private/page": 401,
      "/.htpasswd": 403,
    });
    expect(await server.get("cloudflare", "/private/page", bob)).to.deep.equal([200, "private"]);
  });

  it("keep nobody out without the line in the server, as they say", async () => {
    server = await start(false);
    expect(await server.get("stranger", "/")).to.deep.equal([200, "home"]);
    expect(rangesAsText("nginx")).to.include("# Without that line nobody is kept out.");
  });

  it("show the visitor's address, and believe a stranger nothing", async () => {
    server = await start(false);
    await server.get("cloudflare", "/said", { "cf-connecting-ip": "198.51.100.77" });
    await server.get("stranger", "/said", { "cf-connecting-ip": "198.51.100.77" });
    // A line is written after its answer was sent.
    const logged = path.join(server.folder, "access.log");
    while (readFileSync(logged, "utf8").split("\n").length < 3) {
      await sleep(20);
    }
    expect(
      readFileSync(logged, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => line.split(" ")[0]),
    ).to.deep.equal(["198.51.100.77", peers.stranger]);
  });
});
