import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const host = "www.example.com";
const held = (settingId: string, value: unknown): object => ({ zoneId, settingId, value });
const turns = (id: string, was: unknown, is: unknown): readonly Step[] => [
  www,
  becomes(modelTypes.zoneSetting, id, held(id, was), held(id, is)),
];
const sets = (id: string, value: unknown): readonly Step[] => [
  www,
  comes(modelTypes.zoneSetting, id, held(id, value)),
];
const named = (severity: string, id: string): string[] => [`${severity} ${id} ${host}`];
const modern = "ECDHE-ECDSA-AES128-GCM-SHA256";
const ofRsa = "ECDHE-RSA-AES128-GCM-SHA256";
const older = "ECDHE-RSA-AES128-SHA";

const plans: StrangersPlans = [
  [
    "Browser Integrity Check that comes",
    turns("browser_check", "off", "on"),
    named("medium", "bots-refused"),
  ],
  ["Browser Integrity Check that goes", turns("browser_check", "on", "off"), []],
  ["Browser Integrity Check as it is by default", sets("browser_check", "on"), []],
  [
    "True-Client-IP that goes",
    turns("true_client_ip_header", "on", "off"),
    named("medium", "request-header-changed"),
  ],
  ["True-Client-IP that comes", turns("true_client_ip_header", "off", "on"), []],
  [
    "IPv4 in place of the addresses of IPv6",
    turns("pseudo_ipv4", "off", "overwrite_header"),
    named("low", "request-header-changed"),
  ],
  [
    "addresses of IPv6 where IPv4 stood for them",
    turns("pseudo_ipv4", "overwrite_header", "off"),
    named("medium", "request-header-changed"),
  ],
  ["IPv4 beside the addresses of IPv6", turns("pseudo_ipv4", "off", "add_header"), []],
  [
    "Rocket Loader that comes",
    turns("rocket_loader", "off", "on"),
    named("medium", "scripts-deferred"),
  ],
  ["Rocket Loader that goes", turns("rocket_loader", "on", "off"), []],
  [
    "answers that are held back until they are whole",
    sets("response_buffering", "on"),
    named("medium", "answers-buffered"),
  ],
  ["answers that go on as they come", turns("response_buffering", "on", "off"), []],
  [
    "images that are made no more",
    turns("image_resizing", "on", "off"),
    named("medium", "images-unmade"),
  ],
  [
    "images of other sites that are made no more",
    turns("image_resizing", "open", "on"),
    named("medium", "images-unmade"),
  ],
  ["images that come to be made", turns("image_resizing", "off", "on"), []],
  ["images that were never made", sets("image_resizing", "off"), []],
  [
    "nothing older than TLS 1.2",
    turns("tls_1_2_only", "off", "on"),
    named("low", "tls-version-raised"),
  ],
  [
    "older cipher suites that go",
    turns("ciphers", [modern, ofRsa, older], [modern, ofRsa]),
    named("low", "tls-ciphers-fewer"),
  ],
  [
    "cipher suites for certificates of one kind alone",
    turns("ciphers", [modern, ofRsa], [modern]),
    named("medium", "tls-ciphers-fewer"),
  ],
  [
    "fewer cipher suites of the kind of key that alone was left",
    turns("ciphers", [ofRsa, older], [ofRsa]),
    named("low", "tls-ciphers-fewer"),
  ],
  [
    "a list of cipher suites where all were",
    sets("ciphers", [modern, ofRsa]),
    named("low", "tls-ciphers-fewer"),
  ],
  ["another order of cipher suites", turns("ciphers", [modern, ofRsa], [ofRsa, modern]), []],
  ["all cipher suites", turns("ciphers", [modern], []), []],
  ...(
    [
      "email_obfuscation",
      "origin_error_page_pass_thru",
      "prefetch_preload",
      "privacy_pass",
      "redirects_for_ai_training",
      "server_side_exclude",
      "sort_query_string_for_cache",
    ] as const
  ).flatMap((id): StrangersPlans => [
    [`${id} that comes`, turns(id, "off", "on"), []],
    [`${id} that goes`, turns(id, "on", "off"), []],
  ]),
  ["how long browsers keep files", turns("browser_cache_ttl", 14_400, 1800), []],
  ["a setting that no table knows", turns("aegis", "on", "off"), [], ["aegis: "]],
];

describe("the risks of settings of a zone that are switched", () => {
  judgesAsExpected(plans);
});
