import { expect } from "chai";
import { existsSync } from "node:fs";
import { rangesAsText } from "../../../core/rangesText";
import { bob, isInstalled, peers, standInRanges, users, WebServer } from "./webServer";
import { skipBecause } from "../../support/skipped";

const modulesFolder = "/usr/lib/apache2/modules";
const modules = [
  "mpm_event",
  "authz_core",
  "authz_host",
  "authz_user",
  "authn_core",
  "authn_file",
  "auth_basic",
  "access_compat",
  "remoteip",
  "dir",
  "alias",
  "rewrite",
  "status",
  "proxy",
  "proxy_http",
];

/** A site with rules of every kind that Apache knows, the old ones too. */
function site(folder: string, port: number, include: "server" | "host"): Record<string, string> {
  const ours = (where: typeof include): string =>
    include === where ? `Include ${folder}/cloudflare.conf` : "";
  return {
    "cloudflare.conf": rangesAsText("apache", standInRanges),
    "remote-ip.conf": rangesAsText("apache-remote-ip", standInRanges),
    users,
    "site/index.html": "home\n",
    "site/private/page": "private\n",
    "site/folder/.htaccess": "Require all granted\n",
    "site/folder/page": "folder\n",
    "site/.htpasswd": users,
    "site/any/page": "any\n",
    "site/granted/page": "granted\n",
    "apache.conf": `
      ServerRoot ${folder}
      ServerName origin.test
      PidFile ${folder}/pid
      ErrorLog ${folder}/error.log
      Listen 127.0.0.1:${port}
      ${modules.map((name) => `LoadModule ${name}_module ${modulesFolder}/mod_${name}.so`).join("\n")}
      ${process.getuid?.() === 0 ? "User nobody\nGroup nogroup" : ""}
      Include ${folder}/remote-ip.conf
      <Directory />
        Require all denied
      </Directory>
      <Directory ${folder}/site>
        AllowOverride All
        Require all granted
      </Directory>
      <Files ".ht*">
        Require all denied
      </Files>
      <Location /private>
        AuthType Basic
        AuthName members
        AuthUserFile ${folder}/users
        Require valid-user
      </Location>
      <Location /any>
        Order allow,deny
        Allow from all
        Satisfy any
      </Location>
      <Location /office>
        SetHandler server-status
        Require ip 203.0.113.0/24
      </Location>
      <Location /granted>
        <If "true">
          Require all granted
        </If>
      </Location>
      ${ours("server")}
      <VirtualHost *:${port}>
        DocumentRoot ${folder}/site
        <Location /everybody>
          Require all granted
        </Location>
        <Proxy "*">
          Require all granted
        </Proxy>
        Alias /everybody ${folder}/site
        ProxyPass /application http://127.0.0.1:9/
        Redirect /old https://www.example.com/
        RewriteEngine on
        RewriteRule ^/moved$ /index.html [L]
        ${ours("host")}
      </VirtualHost>`,
  };
}

const targets = [
  "/",
  "/folder/page",
  "/any/page",
  "/everybody/",
  "/moved",
  "/private/page",
  "/.htpasswd",
  "/office",
];

describe("the ranges as Apache reads them, among a site's own rules", function () {
  let server: WebServer | undefined;

  before(function () {
    if (!isInstalled("apache2", "-v") || !existsSync(modulesFolder)) {
      skipBecause(this, `there is no apache2 here with modules in ${modulesFolder}`);
    }
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  const start = async (include: "server" | "host"): Promise<WebServer> => {
    server = await WebServer.start(
      (folder, port) => site(folder, port, include),
      (folder) => ["apache2", "-f", `${folder}/apache.conf`, "-DFOREGROUND"],
    );
    return server;
  };

  for (const include of ["server", "host"] as const) {
    it(`keep strangers out of everything, whoever they claim to be (included in the ${include})`, async () => {
      const started = await start(include);
      for (const headers of [{}, bob, { "cf-connecting-ip": peers.cloudflare }]) {
        expect(
          await started.statuses("stranger", [...targets, "/application"], headers),
        ).to.deep.equal(
          Object.fromEntries([...targets, "/application"].map((target) => [target, 403])),
        );
      }
    });

    it(`let Cloudflare in, and open nothing to it that the site keeps shut (included in the ${include})`, async () => {
      const started = await start(include);
      expect(await started.statuses("cloudflare", targets)).to.deep.equal({
        "/": 200,
        "/folder/page": 200,
        "/any/page": 200,
        "/everybody/": 200,
        "/moved": 200,
        "/private/page": 401,
        "/.htpasswd": 403,
        "/office": 403,
      });
      expect(await started.get("cloudflare", "/private/page", bob)).to.deep.equal([200, "private"]);
      // The visitor that Cloudflare names is still the one whom the site's own rules judge.
      const [status] = await started.get("cloudflare", "/office", {
        "cf-connecting-ip": "203.0.113.5",
      });
      expect(status).to.equal(200);
    });
  }

  it("answer redirects to strangers, and give way to an <If> of the site's own, as they say", async () => {
    const started = await start("server");
    expect(await started.statuses("stranger", ["/old", "/granted/page"])).to.deep.equal({
      "/old": 302,
      "/granted/page": 200,
    });
    const text = rangesAsText("apache");
    expect(text).to.include("Redirects are still answered to everybody, and");
    expect(text).to.include("# an <If> of your own that grants access comes after this one.");
  });
});
