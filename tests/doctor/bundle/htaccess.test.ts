import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { apacheAccessEvidence } from "../../../doctor/access";
import { readHtaccess } from "../../../doctor/bundle/collect/htaccess";
import { readApache } from "../../../doctor/configuration/apache";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { failsOf } from "../seen";

describe("a collection's reading of .htaccess", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-htaccess-"));
  after(() => rmSync(folder, { recursive: true }));

  const signal = new AbortController().signal;

  /** What is said of a site whose folder has a `.htaccess`, and whose configuration says what counts of it. */
  async function said(htaccess: string, override: string, location = "") {
    writeFileSync(path.join(folder, ".htaccess"), htaccess);
    const text = `DocumentRoot ${folder}
<VirtualHost *:443>
ServerName www.example.com
<Directory ${folder}>
Require all granted
${override}
</Directory>
${location}
</VirtualHost>
`;
    const unread: { what: string; why: string }[] = [];
    const directives = readApache([{ path: "/etc/apache2/apache2.conf", text }], {
      ...{ root: "/", variables: new Map<string, string>() },
    });
    const own = await readHtaccess({ signal, unread }, directives);
    expect(unread).to.deep.equal([]);
    return failsOf(apacheAccessEvidence([...own, ...directives], "www.example.com", "host"));
  }

  const office = "Require ip 192.0.2.0/24\n";

  for (const [what, htaccess, override, count] of [
    ["heeds it with AllowOverride All", office, "AllowOverride All", 1],
    ["heeds it with AllowOverride AuthConfig", office, "AllowOverride FileInfo AuthConfig", 1],
    [
      "heeds it for whatever file is asked for",
      `<FilesMatch .*>\n${office}</FilesMatch>`,
      "AllowOverride All",
      1,
    ],
    ["heeds the words of 2.2", "Order Deny,Allow\nDeny from all\n", "AllowOverride Limit", 1],
    ["does not without AllowOverride", office, "", 0],
    ["does not with AllowOverride None", office, "AllowOverride None", 0],
    ["does not for words of another group", office, "AllowOverride Limit", 0],
    [
      "does not for some files",
      `<FilesMatch \\.log$>\n${office}</FilesMatch>`,
      "AllowOverride All",
      0,
    ],
    [
      "finds nothing amiss in all of Cloudflare's ranges",
      `Require ip ${[...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6].join(" ")}\n`,
      "AllowOverride All",
      0,
    ],
  ] as const) {
    it(what, async () => {
      expect(await said(htaccess, override)).to.have.length(count);
    });
  }

  it("does not where a <Location> has the last word", async () => {
    const location = "<Location />\nRequire all granted\n</Location>";
    expect(await said(office, "AllowOverride All", location)).to.deep.equal([]);
  });
});
