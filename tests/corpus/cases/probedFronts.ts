import type { CorpusCase } from "../corpusCase";
import { front } from "../frontByHand";
import { www } from "../siteByHand";

const withKey = { monitor: { header: { Host: [www], "X-Door-Key": ["sesame"] } } };
const before = front({ sends: true, site: {} });

/** Changes of one load balancer of AWS that the first pool of a site leads to, and that monitors probe. */
export const probedFrontCases: readonly CorpusCase[] = [
  {
    name: "front-asked-at-a-port-unheard",
    because: "nothing listens there",
    before,
    after: front({ sends: true, site: { port: 8443 } }),
    risks: ["high listener-missing door", "medium origins-moved www.example.com"],
    changes: ["update primary"],
    says: ["port 8443", "Error 521"],
  },
  {
    name: "front-refuses-its-monitor",
    because: "rules of requests of visitors change no probe",
    before,
    after: front({ sends: true, demands: true, site: {} }),
    risks: ["high probe-refused www.example.com"],
    changes: ["create with-key", "create without-key"],
    says: ["www.example.com"],
  },
  {
    name: "front-admits-its-monitor",
    because: "the monitor has given the header before any rule asks for it",
    before: front({ sends: true, site: withKey }),
    after: front({ sends: true, demands: true, site: withKey }),
    risks: [],
    changes: ["create with-key", "create without-key"],
  },
  {
    name: "front-monitor-and-demand-at-once",
    because: "nothing says that the monitor gives the header before the rules ask for it",
    before,
    after: front({ sends: true, demands: true, site: withKey }),
    risks: ["medium probe-order www.example.com"],
    changes: ["create with-key", "create without-key", "update health"],
  },
  {
    name: "front-asks-its-monitor-to-log-in",
    because: "a monitor never logs in, and the first pool is down",
    before,
    after: front({ sends: true, login: "deny", site: {} }),
    risks: ["high listener-authenticates www.example.com"],
    changes: ["update https"],
    says: ["Error 401", "Error 530"],
  },
];
