import { mkdirSync, renameSync, rmdirSync } from "node:fs";
import { DeployedProject, up } from "./deployedProject";

describe("the command, given bad settings", () => {
  const deployed = new DeployedProject();

  const settings: Readonly<Record<string, readonly [text: string, place: string, says: string]>> = {
    "YAML that ends in the middle": [
      'config:\n  a: "open\n',
      ":3:1",
      'must be valid YAML; got Missing closing "quote',
    ],
    "YAML indented with tabs": [
      "config:\n\ta: b\n",
      ":2:1",
      "must be valid YAML; got Tabs are not allowed as indentation",
    ],
    "a key that stands twice": [
      "config:\n  a: b\n  a: c\n",
      ":3:3",
      "must be valid YAML; got Map keys must be unique",
    ],
    "several documents": [
      "config: {}\n---\nconfig: {}\n",
      ":2:1",
      "must be valid YAML; got several documents in one file",
    ],
    "a list of settings": ["- config\n", "", 'must hold a map; got ["config"]'],
    "configuration that is no map": ["config: dev\n", ": config", 'must be a map; got "dev"'],
    "a key that cannot be": [
      "config: { a:b:c: 1 }\n",
      ': config["a:b:c"]',
      'must be named namespace:name; got "a:b:c"',
    ],
    "a number that JSON cannot write": [
      "config: { steady-edge:environment: { account: .nan } }\n",
      ': config["steady-edge:environment"]',
      "must hold only numbers that JSON can write; got NaN",
    ],
    "a value that holds itself": [
      "config: { steady-edge:environment: &all { account: *all } }\n",
      ': config["steady-edge:environment"]',
      "must be at most 100 levels deep; got a value that goes deeper",
    ],
  };
  for (const [what, [text, place, says]] of Object.entries(settings)) {
    it(`names the place of ${what}`, () =>
      deployed.changed(
        deployed.stackFile("dev"),
        () => text,
        () => deployed.refuses(up, undefined, [`${deployed.stackFile("dev")}${place} ${says}`]),
      ));
  }

  it("refuses a stack without an environment, with the way to one", () =>
    deployed.changed(
      deployed.stackFile("dev"),
      () => "config: { aws:region: us-east-1 }\n",
      () =>
        deployed.refuses(up, 'Invalid environment "dev":', [
          "steady-edge:environment must be set in stacks/Pulumi.dev.yaml; got nothing. Copy stacks/Pulumi.dev.yaml and " +
            "put in your own account, zone and origins",
        ]),
    ));

  it("names every unknown key, wrong type and missing field of an environment", () =>
    deployed.changed(
      deployed.stackFile("dev"),
      (text) =>
        text
          .replace("ownsSettings: false", "ownsSetings: no")
          .replace("emails: [dev@example.com]", "emails: dev@example.com"),
      () =>
        deployed.refuses(up, 'Invalid environment "dev":', [
          "zone.ownsSettings must be true or false; got nothing",
          "zone.ownsSetings must be a key that there is; got an unknown name. Did you mean ownsSettings?",
          'alerts.emails must be a list; got "dev@example.com"',
        ]),
    ));

  it("names ids that cannot be, and secrets in plain text, and does not show these", () =>
    deployed.changed(
      deployed.stackFile("dev"),
      (text) =>
        text
          .replace("id: 0123456789abcdef0123456789abcdef", "id: my-account")
          .replace("emails: [dev@example.com]", "webhooks: { chat: { urlConfigKey: chatUrl } }")
          .replace(
            "config:\n",
            "config:\n  steady-edge:chatUrl: https://hooks.example.net/topsecret\n",
          ),
      () =>
        deployed.refuses(up, 'Invalid environment "dev":', [
          'account.id must be an id of 32 lower-case hexadecimal characters; got "my-account". Cloudflare\'s dashboard ' +
            "shows it on the overview page of the zone, under API",
          "alerts.webhooks.chat.urlConfigKey must name a secret of this stack's configuration; got plain text. Set it " +
            "with pulumi config set --secret steady-edge:<name>",
        ]),
    ));

  it("names expressions with the place, a maintenance without an end and monitors without credentials, all at once", () =>
    deployed.changed(
      deployed.stackFile("dev"),
      (text) => `${text}
    maintenance: { sites: [web] }
    edgeRules:
      cacheRules:
        - { key: assets, when: 'starts_with(http.request.uri.path, "/assets/") and (ssl', bypass: true }
      redirects:
        - { key: old, when: http.hots eq "old.example.com", toHostname: www.example.com }
    externalMonitors:
      urls: { web: { url: https://dev.example.com/healthz } }
      zabbix: { url: https://zabbix.example.com, host: dev, hostGroups: [Linux servers] }
`,
      () =>
        deployed.refuses(up, 'Invalid environment "dev":', [
          "externalMonitors.zabbix.apiTokenConfigKey must be the name of a configuration value; got nothing",
          "maintenance.until must be an instant in UTC such as 2026-12-01T04:00:00Z; got nothing",
          'edgeRules.redirects[0].when must name a field or a function at line 1, column 1; got "http.hots". Did you mean http.host?',
          "edgeRules.cacheRules[0].when must have `)` at line 1, column 56; got the end",
        ]),
    ));

  const folders: Readonly<Record<string, () => string>> = {
    "a stack's settings": () => deployed.stackFile("dev"),
    "Pulumi.yaml": () => deployed.file("Pulumi.yaml"),
  };
  for (const [what, place] of Object.entries(folders)) {
    it(`says so where a folder stands in the place of ${what}`, async () => {
      const file = place();
      renameSync(file, `${file}.away`);
      mkdirSync(file);
      try {
        await deployed.refuses(up, undefined, [
          `${file} must be a file that can be read; got a folder`,
        ]);
      } finally {
        rmdirSync(file);
        renameSync(`${file}.away`, file);
      }
    });
  }

  it("has nothing to do afterwards, for nothing was lost", () => deployed.isAsBefore());
});
