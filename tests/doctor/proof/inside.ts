import { writeFileSync } from "node:fs";
import { collectBundle } from "../../../doctor/bundle";
import { runApplication, type Application } from "./lab/application";
import { cases } from "./cases";
import { declaredSite, startCloudflare, visit } from "./lab/cloudflare";
import { Lab } from "./lab/lab";
import { makeNetworks } from "./lab/networks";
import { startNames } from "./lab/names";
import { examined } from "./examined";
import { hasOwnNames } from "./cases/dns";

/** Runs inside namespaces of its own: `case ID RESULT`, `collect` on the origin's host, or `application JSON` for a server of a case. */
async function main([what, first = "", result = ""]: readonly string[]): Promise<void> {
  if (what === "application") {
    runApplication(JSON.parse(first) as Application);
    return;
  }
  if (what === "collect") {
    process.stdout.write(JSON.stringify(await collectBundle(AbortSignal.timeout(30_000))));
    return;
  }
  const chosen = cases.find(({ id }) => id === first);
  if (chosen === undefined) {
    throw new Error(`no case ${first}`);
  }
  makeNetworks();
  const lab = new Lab();
  if (!hasOwnNames.has(chosen.id)) {
    startNames();
  }
  const setUp = await chosen.setUp(lab);
  const edge = await startCloudflare(declaredSite(setUp.site));
  setUp.meanwhile?.();
  void Array.from({ length: setUp.crowd ?? 0 }, async () => {
    for (;;) {
      await visit(edge, setUp.path ?? "/");
    }
  });
  const visits = Array.from({ length: setUp.visits ?? 4 });
  const statuses = await Promise.all(visits.map(() => visit(edge, setUp.path ?? "/")));
  await setUp.after?.();
  const began = performance.now();
  const verdict = await examined(lab, edge, setUp);
  writeFileSync(
    `/mnt/${result}`,
    JSON.stringify({ verdict, statuses, seconds: (performance.now() - began) / 1000 }),
  );
  process.exit(0);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
