import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { iptablesEvidence } from "../../../doctor/access";
import { examineDns } from "../../../doctor/dns";
import { examineEdge } from "../../../doctor/edge";
import type { Evidence } from "../../../doctor/evidence";
import { judge, type Verdict } from "../../../doctor/judge";
import { readLogs } from "../../../doctor/logs";
import { examineNetwork } from "../../../doctor/network";
import { examineOrigin } from "../../../doctor/origin";
import type { RunningEdge } from "../../../sandbox/edge/edge";
import { root } from "../certificates";
import { hostname } from "./lab/cloudflare";
import type { Lab } from "./lab/lab";
import { nameServers } from "./lab/names";
import { addresses } from "./lab/networks";
import type { SetUp } from "./proofCase";

/** All of a doctor's waits end before. */
const deadlineSeconds = 45;

/** Waits that keep a case short, and that a busy machine keeps. */
const patience = { connectSeconds: 3, answerSeconds: 6, idleSeconds: 2 };

/** Examines a site of the lab with all steps. */
export async function examined(lab: Lab, edge: RunningEdge, setUp: SetUp): Promise<Verdict> {
  const { origins = [addresses.origin], retired = [], path: asked = "/" } = setUp;
  const signal = AbortSignal.timeout(deadlineSeconds * 1000);
  const through =
    setUp.direct === undefined
      ? { port: edge.port, connectTo: "127.0.0.1" }
      : { port: 443, connectTo: setUp.direct };
  const target = (address: string) => ({
    ...{ hostname, address, path: asked, httpsPort: 443, httpPort: 80 },
    ...{ trusted: [root.pem], patience: { ...patience, ...setUp.patience } },
  });
  const resolvers = [{ address: nameServers.resolver, port: 53 }];
  const [own, seen, names, ways] = await Promise.all([
    examineOrigin(origins.map(target), signal),
    examineEdge({ hostname, path: asked, ...through, trusted: [root.pem] }, signal),
    examineDns({ hostname, resolvers, retired, origins }, signal),
    Promise.all(origins.map((address) => examineNetwork({ address, port: 443 }, signal))),
  ]);
  return judge([...own, ...seen, ...names, ...ways.flat(), ...(await ofHost(lab))]);
}

async function ofHost(lab: Lab): Promise<Evidence[]> {
  const rules = lab.origin.run("iptables-save; true");
  return [
    ...(await readLogs(logs("/var/log").map((file) => ({ path: file })))),
    ...(rules.includes("-A ") ? iptablesEvidence(rules, 443, "iptables-save") : []),
  ];
}

/** The logs that servers wrote; those of requests say nothing of causes. */
function logs(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((file) => statSync(file).isFile() && statSync(file).size > 0)
    .filter((file) => !/access\.log|modsec_audit/.test(file));
}
