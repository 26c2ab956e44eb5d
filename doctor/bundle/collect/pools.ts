import { z } from "zod";
import { named } from "../../configuration/directive";
import { parseJson } from "../../json";
import type { Bundle } from "../format";
import { askFastcgi } from "./fastcgi";
import type { Gathering } from "./gathering";

type Pool = Bundle["pools"][number];

/** How long a status page is waited for, in milliseconds. */
const patience = 2000;

/** Source: PHP manual, install.fpm.status-page. */
const statusPage = z.object({
  "listen queue": z.number(),
  "listen queue len": z.number(),
  "idle processes": z.number(),
  "active processes": z.number(),
  "total processes": z.number(),
  "max children reached": z.number(),
});

/**
 * Asks PHP-FPM's pools how busy they are, each once.
 * @param gathering - Told which were not asked, and why.
 * @param configurations - Those that were read.
 * @returns The pools of what runs.
 */
export async function readPools(
  gathering: Gathering,
  configurations: Bundle["configurations"],
): Promise<Pool[]> {
  const sections = configurations
    .filter(({ server, isRunning }) => server === "php-fpm" && isRunning)
    .flatMap(({ directives }) => directives);
  const pools = await Promise.all(
    sections.map(async ({ name, block }): Promise<Pool[]> => {
      const [listen, page] = ["listen", "pm.status_path"].map((one) =>
        named(block, one).at(-1)?.args[0]?.replaceAll("$pool", name),
      );
      return listen === undefined ? [] : [await askPool(gathering, name, listen, page)];
    }),
  );
  return pools.flat();
}

async function askPool(
  { signal }: Gathering,
  name: string,
  listen: string,
  page: string | undefined,
): Promise<Pool> {
  const isHere = /^(?:\/|(?:127\.[\d.]+:|\[::1\]:|localhost:)?\d+$)/.test(listen);
  if (page === undefined || !isHere || signal.aborted) {
    return { name, listen, asked: "no status page" };
  }
  const answer = await askFastcgi(listen, page, "json", patience);
  if (answer.kind !== "answered") {
    return { name, listen, asked: answer.kind };
  }
  const status = statusOf(answer.body);
  return status === undefined
    ? { name, listen, asked: "no status page" }
    : { name, listen, asked: "answered", status };
}

function statusOf(body: string): Pool["status"] {
  const { data: page } = statusPage.safeParse(parseJson(body));
  return (
    page && {
      waiting: page["listen queue"],
      backlog: page["listen queue len"],
      idle: page["idle processes"],
      active: page["active processes"],
      total: page["total processes"],
      maxChildrenReached: page["max children reached"],
    }
  );
}
