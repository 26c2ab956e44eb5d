import { connect } from "node:tls";
import {
  bundleEvidence,
  certificateEvidence,
  readBundle,
  type BundleTarget,
} from "../../../doctor/bundle";
import { examineSite } from "../../../doctor/examine";
import type { Evidence } from "../../../doctor/evidence";
import { judge, type Verdict } from "../../../doctor/judge";
import type { RunningEdge } from "../../../sandbox/edge/edge";
import { root } from "../certificates";
import { hostname } from "./lab/cloudflare";
import { templates } from "./lab/databases";
import type { Lab } from "./lab/lab";
import { nameServers } from "./lab/names";
import { addresses } from "./lab/networks";
import type { SetUp } from "./proofCase";

/** Waits that keep a case short, and that a busy machine keeps. */
const patience = { connectSeconds: 3, answerSeconds: 6, idleSeconds: 2 };

/** Seconds after which an examination of the lab is given up. */
const longestSeconds = 165;

/** Examines a site of the lab as the command does with --origin, --retired and --bundle. */
export async function examined(lab: Lab, edge: RunningEdge, setUp: SetUp): Promise<Verdict> {
  const { origins = [addresses.origin], retired = [], path = "/", direct } = setUp;
  const site = {
    ...{ url: new URL(`https://${hostname}${path}`), origins, retired },
    resolvers: [{ address: nameServers.resolver, port: 53 }],
    patience: { ...patience, ...setUp.patience },
    connectTo: direct ?? "127.0.0.1",
    ports: direct === undefined ? { edge: edge.port } : {},
    trusted: [root.pem],
  };
  const seen = await examineSite(site, AbortSignal.timeout(longestSeconds * 1000));
  const ofHost = setUp.hasNoBundle === true ? [] : await ofBundle(lab, origins);
  return judge([...seen, ...ofHost]);
}

/** What `steady-edge doctor collect` says on the origin's host. */
async function ofBundle(lab: Lab, origins: readonly string[]): Promise<Evidence[]> {
  const text = lab.origin.run(
    `PATH=/run/lab:$PATH ${process.execPath} ${templates}/inside.cjs collect`,
  );
  const bundle = readBundle(text, "origin.json");
  const target: BundleTarget = { port: 443, hostname };
  const [shown] = origins.length === 1 ? [await fingerprintAt(origins[0] ?? "")] : [];
  return [
    ...bundleEvidence(bundle, target),
    ...(shown === undefined
      ? []
      : certificateEvidence(bundle, target, shown, `${origins[0] ?? ""}:443`)),
  ];
}

/** Of the certificate that an address shows. */
function fingerprintAt(host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 443, servername: hostname, rejectUnauthorized: false });
    const settle = (shown: string | undefined): void => {
      socket.destroy();
      resolve(shown);
    };
    socket.setTimeout(2000, () => settle(undefined));
    socket.once("error", () => settle(undefined));
    socket.once("secureConnect", () => settle(socket.getPeerX509Certificate()?.fingerprint256));
  });
}
