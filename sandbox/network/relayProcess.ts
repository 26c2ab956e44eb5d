import { answerParent } from "../answerParent";
import { Relay, type RelayTerms } from "./relay";

/** What the process of the network is told about the way to one origin. Without terms, that it is gone. */
export interface RelayQuestion {
  /** Address and port, as they are declared. */
  readonly key: string;
  readonly terms?: RelayTerms;
}

const relays = new Map<string, { readonly relay: Relay; readonly port: Promise<number> }>();

answerParent((content) => {
  const { key, terms } = content as RelayQuestion;
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
  const relay = new Relay(terms);
  const port = relay.listen();
  relays.set(key, { relay, port });
  return port;
});
