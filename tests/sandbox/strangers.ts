import { spawn } from "node:child_process";

/** The user without rights that every Linux has, `nobody`. */
export const nobody = 65534;

/**
 * Why this process cannot act as another user, to be printed where a test is skipped for it.
 * @returns The reason; undefined where it can.
 */
export function whyNoOtherUser(): string | undefined {
  if (process.platform !== "linux") {
    return "only Linux says whose a connection is";
  }
  return process.geteuid?.() === 0 ? undefined : "only root can act as another user";
}

/** Calls a method of a gRPC server, a stream with no message, others with an empty one, and prints what came of it. It needs nothing but Node.js. */
const caller = `
const [address, method, user] = process.argv.slice(1);
if (user !== undefined) {
  process.setgroups([]);
  process.setgid(Number(user));
  process.setuid(Number(user));
}
const client = require("node:http2").connect("http://" + address);
const say = (text) => { process.stdout.write(text); process.exit(0); };
client.on("error", (error) => say("cut off: " + error.code));
client.on("close", () => say("cut off"));
const call = client.request({ ":method": "POST", ":path": method, "content-type": "application/grpc", te: "trailers" });
const tell = (headers) => { if ("grpc-status" in headers) say("answered with status " + headers["grpc-status"]); };
call.on("response", tell).on("trailers", tell).on("error", () => undefined);
call.resume().end(method.includes("/Stream") ? "" : Buffer.alloc(5));
`;

/**
 * Calls a gRPC server from a process of its own.
 * @param port - The server's port on 127.0.0.1.
 * @param method - The method with its service: `/pulumirpc.LanguageRuntime/GetPluginInfo`.
 * @param user - The user as whom it calls. Defaults to this one.
 * @returns `answered with status N`, or that the connection was cut off.
 */
export function callFrom(port: number, method: string, user?: number): Promise<string> {
  return new Promise((resolve, reject) => {
    // The process becomes the user by itself: that one may not get to the executable.
    const args = [`127.0.0.1:${port}`, method, ...(user === undefined ? [] : [`${user}`])];
    const child = spawn(process.execPath, ["-e", caller, ...args], {
      cwd: "/",
      env: {},
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (said += part));
    child.once("error", reject).once("close", () => resolve(said));
  });
}
