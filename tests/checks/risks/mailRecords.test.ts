import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { dnsRecord } = modelTypes;
const domain = "example.com";
const record = (name: string, type: string, more: object): object => ({
  ...{ zoneId, name, type, ttl: 300, ...more },
});
const mx = (content: string, priority: number): object =>
  record(domain, "MX", { content, priority });
const text = (name: string, content: string): object => record(name, "TXT", { content });
const spf = (terms: string): object => text(domain, `"v=spf1 ${terms}"`);
const dmarc = (policy: string): object => text(`_dmarc.${domain}`, `"v=DMARC1; p=${policy}"`);
const keyName = `s1._domainkey.${domain}`;
const key = (own: string): object => text(keyName, own);
const srv = (more: object): object =>
  record("_sip._tcp.example.com", "SRV", {
    data: { priority: 1, weight: 1, port: 5060, target: "sip.example.com", ...more },
  });
const https = (target: string, value = 'alpn="h2"'): object =>
  record("www.example.com", "HTTPS", { data: { priority: 1, target, value } });
const certified = (name: string, certificate: string): object =>
  record(name, "TLSA", { data: { usage: 3, selector: 1, matchingType: 1, certificate } });
const delegation = record("sub.example.com", "DS", { data: { keyTag: 1, algorithm: 13 } });

const turns = (old: object, now: object): Step => becomes(dnsRecord, "own", old, now);
const first = (now: object): Step => comes(dnsRecord, "own", now);
const beside = (old: object): Step => same(dnsRecord, "other", old);
const told = (name: string, severity = "medium"): string[] => [
  `${severity} other-record-changed ${name}`,
];

const plans: StrangersPlans = [
  [
    "tells of mail that another server comes to get first",
    [turns(mx("a.example.net", 10), mx("a.example.net", 30)), beside(mx("b.example.net", 20))],
    told(domain),
  ],
  [
    "tells of a new server before the one that got it",
    [first(mx("b.example.net", 5)), beside(mx("a.example.net", 10))],
    told(domain),
  ],
  [
    "tells of servers that take the place of others",
    [first(mx("b.example.net", 10)), goes(dnsRecord, "old", mx("a.example.net", 10))],
    told(domain),
  ],
  [
    "says nothing of a server that comes behind the first",
    [first(mx("b.example.net", 20)), beside(mx("a.example.net", 10))],
    [],
  ],
  ["says nothing of the first server", [first(mx("a.example.net", 10))], []],
  [
    "says nothing of another preference of the only one",
    [turns(mx("a.example.net", 10), mx("a.example.net", 20))],
    [],
  ],
  [
    "tells of a sender that a policy no longer names",
    [turns(spf("include:a.net include:b.net -all"), spf("include:a.net -all"))],
    told(domain),
  ],
  [
    "tells of others that come to be refused",
    [turns(spf("include:a.net ~all"), spf("include:a.net -all"))],
    told(domain, "low"),
  ],
  [
    "says nothing of senders in another order, nor of one more",
    [turns(spf("include:a.net mx ~all"), spf("+mx include:b.net include:a.net ~all"))],
    [],
  ],
  [
    "says nothing of an address in a range that is named",
    [turns(spf("ip4:203.0.113.5 -all"), spf("ip4:203.0.113.0/24 -all"))],
    [],
  ],
  [
    "tells of a policy that refuses",
    [turns(dmarc("none"), dmarc("reject"))],
    told("_dmarc.example.com"),
  ],
  ["tells of the first one", [first(dmarc("quarantine"))], told("_dmarc.example.com")],
  [
    "tells of one that refuses what it marked",
    [turns(dmarc("quarantine"), dmarc("reject"))],
    told("_dmarc.example.com", "low"),
  ],
  ["says nothing of one that asks for less", [turns(dmarc("reject"), dmarc("none"))], []],
  ["says nothing of one that only watches", [first(dmarc("none"))], []],
  ["says nothing of one where nobody sends", [first(dmarc("reject")), beside(spf("-all"))], []],
  ["tells of another key", [turns(key("v=DKIM1; p=AAAA"), key("v=DKIM1; p=BBBB"))], told(keyName)],
  [
    "says nothing of a key that is written otherwise",
    [turns(key("v=DKIM1; p=AAAABBBB"), key('"v=DKIM1; k=rsa; p=AAAA" "BBBB"'))],
    [],
  ],
  [
    "tells of a service at another port, or of another server",
    [turns(srv({}), srv({ port: 5061 }))],
    told("_sip._tcp.example.com"),
  ],
  ["says nothing of its order", [turns(srv({}), srv({ priority: 5, weight: 10 }))], []],
  [
    "tells of an HTTPS record to another port",
    [first(https(".", 'port="8443"'))],
    told("www.example.com"),
  ],
  [
    "tells of one to another name",
    [turns(https("."), https("cdn.example.net"))],
    told("www.example.com"),
  ],
  [
    "says nothing of one that leads nowhere else",
    [turns(https("."), https(".", 'alpn="h3,h2"'))],
    [],
  ],
  ["tells of the first key of a delegated zone", [first(delegation)], told("sub.example.com")],
  [
    "says nothing of one more",
    [first(delegation), beside(record("sub.example.com", "DS", { data: { keyTag: 2 } }))],
    [],
  ],
  [
    "tells of certificates that mail servers compare",
    [first(certified("_25._tcp.mail.example.com", "aa"))],
    told("_25._tcp.mail.example.com"),
  ],
  [
    "says nothing of those that no browser does",
    [first(certified("_443._tcp.www.example.com", "aa"))],
    [],
  ],
];

describe("records of mail and of services that change", () => {
  judgesAsExpected(plans.map(([name, steps, risks]) => [name, [www, ...steps], risks]));
});
