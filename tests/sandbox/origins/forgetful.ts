// A program that starts an origin, tells the loopback port of its network, and forgets to end it; with the argument `stay` it runs on.
import { ModelledClock } from "../../../sandbox/modelledClock";
import { startOrigins } from "../../../sandbox/origins/startOrigins";
import { declaredOrigin, declaredSite } from "../declaredSites";
import { dial } from "./client";

async function forget(): Promise<void> {
  const origins = await startOrigins(new ModelledClock(20));
  await origins.declare([declaredSite([], [declaredOrigin()])]);
  const socket = await dial(origins.network);
  console.log(socket.remotePort);
  socket.destroy();
  if (process.argv.includes("stay")) {
    setInterval(() => undefined, 1000);
  }
}

void forget();
