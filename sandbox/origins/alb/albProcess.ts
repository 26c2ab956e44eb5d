import { answerParent } from "../../answerParent";
import { AlbServer } from "./albServer";
import type { AlbQuestion } from "./albSetup";

let balancer: AlbServer | undefined;

answerParent((content) => {
  const { setup, targets, tls } = content as AlbQuestion;
  const started = setup === undefined ? undefined : new AlbServer(setup);
  balancer = started ?? balancer;
  if (targets !== undefined) {
    balancer?.register(targets);
  }
  if (tls !== undefined) {
    balancer?.show(tls);
  }
  return started?.listen();
});
