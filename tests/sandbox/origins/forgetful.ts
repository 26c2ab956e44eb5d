// A program that starts origins and forgets to end them. Its first argument says how it goes on: `stay` runs on, `throw` fails as an
// assertion does, `end` ends. The second says on what: `loopback`, `namespace` or `nginx`. It tells when they answer.
import { expect } from "chai";
import { ModelledClock } from "../../../sandbox/modelledClock";
import { chosenStack } from "../../../sandbox/network/chosenStack";
import { LoopbackStack } from "../../../sandbox/network/loopbackStack";
import { installedWebServers } from "../../../sandbox/origins/nginx/webServers";
import { startOrigins } from "../../../sandbox/origins/startOrigins";
import { declaredOrigin, declaredSite } from "../declaredSites";
import { askOnce } from "./client";

async function forget(how: string, ground: string): Promise<void> {
  const { PATH: searchPath } = process.env;
  const origins = await startOrigins(new ModelledClock(20), {
    servers: ground === "nginx" ? installedWebServers(searchPath) : undefined,
    stack: await (ground === "loopback" ? LoopbackStack.start() : chosenStack(searchPath)),
  });
  await origins.declare([declaredSite([], [declaredOrigin()])]);
  const { status } = await askOnce(origins);
  console.log(`${status}. ${origins.stack}`);
  if (how !== "end") {
    setInterval(() => undefined, 1000);
  }
  if (how === "throw") {
    process.stdin.once("data", () => expect(status).to.equal(500)).resume();
  }
}

const [how = "", ground = ""] = process.argv.slice(2);
void forget(how, ground);
