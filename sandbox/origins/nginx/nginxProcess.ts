import { answerParent } from "../../answerParent";
import { freePorts } from "./freePorts";
import { NginxServer, type NginxQuestion } from "./nginxServer";

/** How many free ports are asked for. */
interface PortsQuestion {
  readonly freePorts: number;
}

let server: NginxServer | undefined;
let last: Promise<unknown> = Promise.resolve();

// However this process ends, but by SIGKILL: then its parent ends the groups that it was told of.
process.once("exit", () => server?.kill());
process.once("SIGTERM", () => process.exit());

answerParent((content) => {
  const question = content as NginxQuestion | PortsQuestion;
  if ("freePorts" in question) {
    return freePorts(question.freePorts);
  }
  const { start } = question;
  server = start === undefined ? server : new NginxServer(start.folder, start.servers);
  // One after the other, for a reload that meets another one is lost.
  const told = last.then(() => server?.tell(question));
  last = told.catch(() => undefined);
  return told;
});
