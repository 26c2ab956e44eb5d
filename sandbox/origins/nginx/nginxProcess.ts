import { answerParent } from "../../answerParent";
import { NginxServer, type NginxQuestion } from "./nginxServer";

let server: NginxServer | undefined;
let last: Promise<void> = Promise.resolve();

// However this process ends, but by SIGKILL, nobody else knows what it has started.
process.once("exit", () => server?.kill());
process.once("SIGTERM", () => process.exit());

answerParent((content) => {
  const question = content as NginxQuestion;
  const { start } = question;
  server = start === undefined ? server : new NginxServer(start.folder, start.servers);
  // One after the other, for a reload that meets another one is lost.
  const told = last.then(() => server?.tell(question));
  last = told.catch(() => undefined);
  return told;
});
