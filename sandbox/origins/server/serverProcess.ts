import { answerParent } from "../../answerParent";
import { OriginServer } from "./originServer";
import type { ServedTls, ServerBehaviour, ServerSetup } from "./served";

/** What the process of an origin's servers is told: first what they are, then only how they behave. */
export interface ServerQuestion {
  readonly setup?: ServerSetup;
  readonly behaviour: ServerBehaviour;
  /** How they show themselves, where that has changed. */
  readonly tls?: ServedTls;
}

let servers: readonly OriginServer[] = [];

answerParent((content) => {
  const { setup, behaviour, tls } = content as ServerQuestion;
  if (setup === undefined) {
    servers.forEach((server) => server.behave(behaviour, tls));
    return undefined;
  }
  servers = Array.from({ length: setup.count }, () => new OriginServer(setup, behaviour));
  return Promise.all(servers.map((server) => server.listen()));
});
