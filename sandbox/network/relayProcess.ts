import { connect, type Socket } from "node:net";
import { answerParent } from "../answerParent";
import { makeLocal, setFilter, type NamespacePrograms } from "./namespaceSetup";
import { Relay, type RelayTerms } from "./relay";

/** What the process of the network is told about the way to one origin. Without terms, that it is gone. */
export interface RelayQuestion {
  /** Address and port, as they are declared. */
  readonly key: string;
  readonly terms?: RelayTerms;
  /** Where it listens. Defaults to a free port of 127.0.0.1. */
  readonly at?: { readonly host: string; readonly port: number };
}

/** What it is told besides where it is in a network namespace of its own. */
export type NamespaceQuestion =
  | { readonly local: readonly string[]; readonly programs: NamespacePrograms }
  | { readonly rules: string; readonly programs: NamespacePrograms }
  | { readonly open: Opening }
  | { readonly givesUp: number };

/** A connection that is wanted. It is answered by the connection, or the `code` of the system. */
export interface Opening {
  /** A number of its own. */
  readonly number: number;
  readonly host: string;
  readonly port: number;
  readonly from: string;
}

const relays = new Map<string, { readonly relay: Relay; readonly port: Promise<number> }>();
const opening = new Map<number, Socket>();

answerParent((content) => {
  const question = content as RelayQuestion | NamespaceQuestion;
  if ("key" in question) {
    return relay(question);
  }
  if ("local" in question) {
    return makeLocal(question.programs.ip, question.local);
  }
  if ("rules" in question) {
    return setFilter(question.programs.nft, question.rules);
  }
  return "open" in question
    ? open(question.open)
    : opening.get(question.givesUp)?.destroy() && undefined;
});

function relay({ key, terms, at }: RelayQuestion): Promise<number> | undefined {
  const known = relays.get(key);
  if (terms === undefined) {
    known?.relay.close();
    relays.delete(key);
    return undefined;
  }
  if (known !== undefined) {
    known.relay.change(terms);
    return known.port;
  }
  const made = new Relay(terms);
  const port = made.listen(at);
  relays.set(key, { relay: made, port });
  return port;
}

/** Nothing is read here: what comes is for whoever asked. */
function open({ number, host, port, from }: Opening): Promise<Socket | string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, localAddress: from, noDelay: true }).pause();
    opening.set(number, socket);
    const settle = (answer: Socket | string): void => {
      opening.delete(number);
      resolve(answer);
    };
    socket.once("connect", () => settle(socket));
    socket.on("error", ({ code }: NodeJS.ErrnoException) => settle(code ?? "ECONNREFUSED"));
    socket.once("close", () => settle("ABORT_ERR"));
  });
}
