import { apiErrors as awsErrors } from "../../../facts/aws/apiErrors";
import { providerRetries as awsRetries } from "../../../facts/aws/apiCalls";
import { awsResourceRules } from "../../../facts/aws/resourceRules";
import { apiErrors as cloudflareErrors } from "../../../facts/cloudflare/apiErrors";
import type { ApiErrorFact } from "../../../facts/apiErrorFact";
import {
  hangSeconds,
  providerRetries as cloudflareRetries,
} from "../../../facts/cloudflare/apiCalls";
import { cloudflareResourceRules } from "../../../facts/cloudflare/resourceRules";
import type { ResourceRules } from "../../../facts/resourceRules";
import { tlsResourceRules } from "../../../facts/tls/resourceRules";
import { awsServedTypes } from "../../../sandbox/cloud/aws/handlers";
import { cloudflareServedTypes } from "../../../sandbox/cloud/cloudflare/handlers";
import { tlsServedTypes } from "../../../sandbox/cloud/tls/handlers";
import { servedInvokes } from "../../../sandbox/cloud/invokes/invoke";
import { measuredSentences } from "./measured";

const tlsOpening = `The stand-in for the \`tls\` provider makes real keys, requests and certificates. It asks no API, so that the journal has no
call of it: what it makes stands in the stack's state alone. Certificates of the Origin CA are real ones as well, signed by a CA of
the sandbox that is named like Cloudflare's, always with ECDSA; its key follows from the account's id, and nobody else trusts it.
The older forms of a key for OpenSSH and its fingerprints are left empty.`;

const opening = `# The stand-in providers, and what they check

The sandbox and \`steady-edge/testing\` run a real Pulumi engine against stand-ins for the \`cloudflare\`, \`aws\` and \`tls\` providers.
A stand-in is not the real thing: what passes here can still be refused by a real account, for a rule that is not in these
tables. What is refused here would be refused there, as far as the sources go.

## The stand-ins, or your own plugin

Where you have the Cloudflare plugin that your \`@pulumi/cloudflare\` wants, it can serve Cloudflare in the sandbox, against the same account:
\`steady-edge sandbox … --providers auto|stand-in|installed\`, and \`startCloud({ providers })\` in tests. It is looked for where Pulumi keeps
plugins and on \`PATH\`, run where it lies, never written and never downloaded; another version is passed over, or refused with \`installed\`.
AWS is always served by the stand-in.

- The plugin calls the account's REST API on the loopback interface. It is led there by its own settings \`baseUrl\` and \`apiToken\`, which take the
  place of whatever base URL and credentials the program names, so that no program reaches the API of the internet from here, and none needs a
  token. Neither gets into the state. The plugin sees no login, no token and no proxy of yours.
- Before anything runs, the plugin is started, greeted as the engine will greet it, and asked for its version. One that does not answer, dies, is
  made for another processor or takes longer than the ten seconds that the engine waits is passed over, or refused with \`installed\`, and it is
  said why. One that falls silent later is told to the engine as what it is.
- Each provider of each run has a process of its own, which ends with the engine's connection.
- It is the plugin that tries again, in real time: \`timeScale\` is the stand-in's. States of the two are kept apart by the command.
- What the API answers is the same in both cases, and made by the same tables: a plugin shows what the *provider* does, not what an account would.

What was proven with what

- **Engine and stand-ins** ran in all tests of this project, in CI.
- **No real Cloudflare plugin ran in this project's CI**, and none ran against the account of the sandbox: it cannot be had there. The way to it was
  proven with a plugin of this project's own, a process that speaks the engine's protocol and the account's REST API. CI lives an environment,
  an example, a transition and a killed run with it; \`bench/provider-run.md\` has the whole run, once: it is our stand-in behind a process, no real
  provider.
- A real one, 6.17.0, ran by hand against a small twin of the API; what it did is [below](#what-was-measured-with-the-real-provider), with the test that
  asks the stand-in the same.
- \`npm run test:provider -- <path of a plugin>\`, in a clone of this repository, lives the environments, the examples, the transitions and the killed
  runs of the tests with your plugin: preview, \`up\`, a second \`up\` and a preview after a refresh that must be empty, \`destroy\`. It ends with a
  table of where the plugin and the stand-in differ, in calls, states and diffs, and with exit code 1 where a run failed. \`--only <text>\` picks
  scenarios by their title, \`--kills <number>\` says how many runs are killed. A difference is worth an issue.

## What they do for every type

- **Types.** Inputs are held against the declared types of the installed \`@pulumi/cloudflare\`, \`@pulumi/aws\` and \`@pulumi/tls\`: what is
  missing, unknown (with the nearest known name), of the wrong type, however deep. A type that the SDK does not declare is an error.
- **Tables.** Enumerated values, ranges, properties that exclude each other, and properties whose change replaces the resource
  are below. They are checked in the preview. The Cloudflare provider compares enumerated values without case, as it was seen
  to; the API then compares exactly.
- **API rules.** Codes and the rules behind them are below. They are checked when the call is made, so a preview does not
  see them: a proxied record with a TTL of 300 passes the preview and fails at apply.
- **Answers.** A refresh sees what the API would say: origins sorted by name, whole record names, short IPv6 addresses, quoted
  texts, no port 0, webhooks of chat services without the secret of their URL. The state after a create or update keeps the program's own form. Diffs carry no detailed diff, and
  computed properties become unknown in the preview of an update of a Cloudflare resource, as measured.
- **Warnings.** Of a resource that a destroy leaves as it is, the engine shows a warning when it is planned and when it is
  made, in the words of the real provider: "This resource cannot be destroyed from Terraform". \`steady-edge sandbox\` says it
  once for all of them.
- **Retries.** After 429, 5xx and broken connections: ${cloudflareRetries.retries} times for Cloudflare, ${awsRetries.retries} for AWS, with growing waits that
  \`timeScale\` shortens. A call without an answer is given up after ${hangSeconds} seconds of the same time, or when the engine cancels.
- **What programs make** is there for the rest of the run and in later runs: zones with all that is in them, accounts, VPCs,
  groups. A zone that a program makes is pending, on the Free plan until a \`ZoneSubscription\` says otherwise, and takes what is
  in it away when it goes. Where nobody named the zones, the assumed \`example.com\` gives way to one that a program makes; where
  nobody named the networks, every well-formed id of what belongs to networks (a VPC, a security group, a gateway, a machine) is taken for one that the user has.
- **Nothing happens by itself.** Certificates expire, and none that ACM or Cloudflare would renew is renewed; machines of an Auto Scaling
  group neither come nor go.
- **Other types** of both SDKs are checked by their declared types and stored as given, without rules of their own. What only the
  cloud could say about them is made up in the declared type, after its name: an address, an ARN, a hostname under \`.example\`.
  Those of AWS that may be left unnamed are named after the resource. One that a program names is deleted before another takes its place,
  unless the program says otherwise, as bridged providers do.

What they do not do: public certificates are not signed, DNS is not served, permissions and tokens are not checked, \`DependencyViolation\`
is not waited out, and no rate limit applies unless a test asks for one.

Functions: ${servedInvokes.map((name) => `\`${name}\``).join(", ")}. Besides, a function that is named after a resource type (\`getSubnet\`, \`getSubnets\`) finds what programs have made, by its id, its
name, its tags and its filters. Any other is an error.
`;

/**
 * Writes the page that lists what the stand-ins check, out of the tables themselves.
 * @returns Markdown, not yet formatted.
 */
export function standInsDocument(): string {
  return [
    opening,
    "## Cloudflare",
    resourceTable(cloudflareResourceRules, cloudflareServedTypes),
    errorTable("How the API refuses", cloudflareErrors),
    "## AWS",
    resourceTable(awsResourceRules, awsServedTypes),
    errorTable("How the APIs refuse", awsErrors),
    measuredTable(),
    "## TLS",
    tlsOpening,
    resourceTable(tlsResourceRules, tlsServedTypes),
  ].join("\n\n");
}

function resourceTable(
  rules: Readonly<Record<string, ResourceRules>>,
  served: readonly string[],
): string {
  const rows = Object.entries(rules).map(([type, rule]) =>
    row([
      `\`${type}\`${served.includes(type) ? "" : " (tables only)"}`,
      names(rule.replaces),
      Object.entries(rule.oneOf ?? {})
        .map(([path, values]) => `\`${path}\`: ${values.map((value) => `\`${value}\``).join(" ")}`)
        .join("; "),
      Object.entries(rule.between ?? {})
        .map(
          ([path, [least, most]]) =>
            `\`${path}\` ${rule.orZero?.includes(path) === true ? "0 or " : ""}${least} to ${bound(most)}`,
        )
        .join("; "),
      special(rule),
      rule.source,
    ]),
  );
  const head = ["Type", "Replaced by", "Enumerated", "Ranges", "Else", "Source"];
  return [row(head), row(head.map(() => "---")), ...rows].join("\n");
}

function special(rule: ResourceRules): string {
  return [
    ...(rule.conflicts ?? []).map((group) => `at most one of ${names(group)}`),
    ...(rule.exactlyOne ?? []).map((group) => `exactly one of ${names(group)}`),
    rule.deleteIsEmpty === true ? "destroy leaves it as it is" : "",
    rule.writeOnly === undefined ? "" : `never given back: ${names(rule.writeOnly)}`,
    rule.dynamic === undefined ? "" : `no secret inside ${names(rule.dynamic)}`,
    rule.keptWhenRemoved === undefined
      ? ""
      : `stays when no longer given: ${names(rule.keptWhenRemoved)}`,
    rule.sets === undefined || rule.sets.length === 0 ? "" : `order is free in ${names(rule.sets)}`,
  ]
    .filter((part) => part !== "")
    .join("; ");
}

function errorTable(title: string, errors: Readonly<Record<string, ApiErrorFact>>): string {
  const rows = Object.values(errors).map(({ status, code, when, means, source }) =>
    row([
      `${status}`,
      code ?? "not published",
      means === undefined ? when : `${when}. ${means}`,
      source,
    ]),
  );
  const head = ["Status", "Code", "When", "Source"];
  return [`### ${title}`, "", row(head), row(head.map(() => "---")), ...rows].join("\n");
}

function measuredTable(): string {
  const rows = measuredSentences.map(({ says, file, test, differs }) =>
    row([says, differs === undefined ? `\`${file}\`` : `Not so here: ${differs}`, test ?? ""]),
  );
  const opening =
    "pulumi-cloudflare 6.17.0 ran once on the engine 3.246.0, against a small twin of the API. What it did there is asked of the\n" +
    "stand-in by these tests. What a real account would have answered was not seen.";
  const head = [row(["What it did", "Where it is asked", "Test"]), row(["---", "---", "---"])];
  return ["## What was measured with the real provider", "", opening, "", ...head, ...rows].join(
    "\n",
  );
}

function names(list: readonly string[]): string {
  return list.map((name) => `\`${name}\``).join(" ");
}

function bound(most: number): string {
  return most === Number.MAX_SAFE_INTEGER ? "any" : `${most}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;
}
