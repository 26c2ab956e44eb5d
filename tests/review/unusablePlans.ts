import { fixture } from "../checks/report/plans";

/** What a plan must be. */
export const kinds = "a preview's JSON, an event log or an exported state of Pulumi";

/** How to make a plan. */
export const made = "Make one with: pulumi preview --json";

/** What is said of JSON without its end. */
export const cut =
  "got JSON that is cut off or damaged. Write the file again and see that the command that makes it ends well";

/** What is said of a plan that is text. */
export const noJson =
  "got text that is not JSON. Keep standard error out of the file, and make it with: pulumi preview --json";

/** What is said of JSON of another shape. */
export const update = "A newer engine may write it otherwise: update this package";

const events = JSON.parse(fixture("events-drift.json")) as object[];
/** An event log, line by line. */
export const eventLines = events.map((event) => JSON.stringify(event));
const deep = "[".repeat(50_000) + "]".repeat(50_000);
const deepState = `{"urn":"urn:pulumi:a::b::c:d:E::f","type":"c:d:E","inputs":{"a":${deep}}}`;

/** Content of a plan that cannot be used, and what is said of it, where FILE stands for its name. */
export const unusablePlans: Readonly<
  Record<string, readonly [content: string | Buffer, says: string]>
> = {
  "an empty file": ["", `FILE must be ${kinds}; got an empty file. ${made}`],
  "white space": [" \n\t\n", `FILE must be ${kinds}; got an empty file. ${made}`],
  "a byte order mark and nothing else": [
    "\uFEFF",
    `FILE must be ${kinds}; got an empty file. ${made}`,
  ],
  "what a preview writes for people": [
    "Previewing update (dev)\n",
    `FILE must be ${kinds}; ${noJson}`,
  ],
  "a preview behind a line of a log": [
    `> npm run plan\n${fixture("ssl-full.json")}`,
    `FILE must be ${kinds}; ${noJson}`,
  ],
  "a page of HTML": ["<!DOCTYPE html>\n<html></html>", `FILE must be ${kinds}; ${noJson}`],
  "a truncated preview": [fixture("ssl-full.json").slice(0, 3000), `FILE must be ${kinds}; ${cut}`],
  "a preview that is cut within a sign": [
    Buffer.from('{"steps":[{"op":"é').subarray(0, -1),
    `FILE must be ${kinds}; ${cut}`,
  ],
  "a truncated list of events": [
    fixture("events-drift.json").slice(0, 3000),
    `FILE must be ${kinds}; ${cut}`,
  ],
  "an event log whose last line is cut": [
    eventLines.join("\n").slice(0, -40),
    `line ${events.length} of FILE must be an engine event; ${cut}`,
  ],
  "an event log with a line of something else": [
    [eventLines[0], "", "warning: slow", ...eventLines.slice(1)].join("\n"),
    `line 3 of FILE must be an engine event; ${noJson}`,
  ],
  "a plan of Terraform": [
    '{"format_version":"1.2","resource_changes":[]}',
    `FILE must be ${kinds}; got a plan or state of Terraform. ${made}`,
  ],
  "a state of Terraform": [
    '{"version":4,"terraform_version":"1.9.0","serial":3,"resources":[]}',
    `FILE must be ${kinds}; got a plan or state of Terraform. ${made}`,
  ],
  "the lines of terraform plan -json": [
    '{"@level":"info","@module":"terraform.ui","terraform":"1.9.0","type":"version"}\n{"type":"planned_change"}\n',
    `FILE must be ${kinds}; got a plan or state of Terraform. ${made}`,
  ],
  "a change set of CloudFormation": [
    '{"Changes":[],"StackName":"shop"}',
    `FILE must be ${kinds}; got something of CloudFormation. ${made}`,
  ],
  "an answer of the AWS CLI": [
    '{"SecurityGroups":[{"GroupId":"sg-1"}]}',
    `FILE must be ${kinds}; got an object with SecurityGroups. ${made}`,
  ],
  "a list of Kubernetes": [
    '{"apiVersion":"v1","items":[],"kind":"List","metadata":{"resourceVersion":""}}',
    `FILE must be ${kinds}; got an object with apiVersion, items, kind, metadata. ${made}`,
  ],
  "an answer of Cloudflare's API": [
    '{"success":true,"errors":[],"messages":[],"result":[]}',
    `FILE must be ${kinds}; got an object with success, errors, messages, result. ${made}`,
  ],
  "the plan that pulumi preview --save-plan writes": [
    '{"manifest":{"version":"v3.246.0"},"resourcePlans":{}}',
    `FILE must be ${kinds}; got what pulumi preview --save-plan writes. ${made}`,
  ],
  "an empty object": ["{}", `FILE must be ${kinds}; got an empty object. ${made}`],
  "an empty list": ["[]", `FILE must be ${kinds}; got an empty list. ${made}`],
  "a list of something else": [
    "[1,2]",
    `FILE must be engine events, as the Automation API gives them or an event log holds them; got a JSON list of something else. ${made}`,
  ],
  "a number": ["42", `FILE must be ${kinds}; got 42. ${made}`],
  null: ["null", `FILE must be ${kinds}; got null. ${made}`],
  "a text in quotes": ['"plan"', `FILE must be ${kinds}; got "plan". ${made}`],
  "steps of another shape": [
    '{"steps":{"a":1}}',
    `steps of FILE must be a list of objects; got "object". ${update}`,
  ],
  "a step without its names": [
    '{"steps":[{"operation":"create"}]}',
    `steps[0] of FILE must have an op and a urn, both texts; got an object with operation. ${update}`,
  ],
  "a state of a newer version": [
    '{"version":99,"deployment":{"resources":[]}}',
    "version of FILE must be one of 3 and 4; got 99. A newer engine wrote this state: update this package",
  ],
  "resources of another shape": [
    '{"version":3,"deployment":{"resources":["vpc"]}}',
    `deployment.resources of FILE must be a list of objects; got "vpc". ${update}`,
  ],
  "JSON that is nested too deeply": [
    `{"steps":[{"op":"create","urn":"urn:pulumi:a::b::c:d:E::f","newState":${deepState}}]}`,
    "FILE must be the output of Pulumi; got JSON that is nested too deeply to be read",
  ],
  "UTF-16, as PowerShell writes it": [
    Buffer.from('\uFEFF{"steps":[]}', "utf16le"),
    "FILE must be text in UTF-8; got text in UTF-16. Write it in UTF-8: in PowerShell with Out-File -Encoding utf8",
  ],
  "UTF-16 without its mark": [
    Buffer.from('{"steps":[]}', "utf16le"),
    "FILE must be text in UTF-8; got bytes that are no text",
  ],
  "UTF-16 in the other order": [
    Buffer.from('\uFEFF{"steps":[]}', "utf16le").swap16(),
    "FILE must be text in UTF-8; got text in UTF-16. Write it in UTF-8: in PowerShell with Out-File -Encoding utf8",
  ],
  "an archive": [
    Buffer.from([0x1f, 0x8b, 8, 0, 0xff, 0xfe, 0xfd]),
    "FILE must be text in UTF-8; got bytes that are no text",
  ],
  "a preview of which a full disk left zeros": [
    `{"steps":[${"\0".repeat(100)}`,
    "FILE must be text in UTF-8; got bytes that are no text",
  ],
};
