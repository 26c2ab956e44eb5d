import { readBundle, type Bundle } from "../../../doctor/bundle";
import { examineSite } from "../../../doctor/examine";
import { judge, type Verdict } from "../../../doctor/judge";
import type { RunningEdge } from "../../../sandbox/edge/edge";
import { root } from "../certificates";
import { hostname } from "../../sandbox/edge/sites";
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
    ...(setUp.api && { api: setUp.api }),
    ...(setUp.hasNoBundle !== true && { bundle: collected(lab) }),
  };
  return judge(await examineSite(site, AbortSignal.timeout(longestSeconds * 1000)));
}

/** What `steady-edge doctor collect` writes on the origin's host. */
function collected(lab: Lab): Bundle {
  const text = lab.origin.run(
    `PATH=/run/lab:$PATH ${process.execPath} ${templates}/inside.cjs collect`,
  );
  return readBundle(text, "origin.json");
}
