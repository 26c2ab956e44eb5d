import type { CorpusCase } from "../corpusCase";
import { balancerCases } from "./balancers";
import { componentCases } from "./components";
import { driftCases } from "./drift";
import { firewallCases } from "./firewalls";
import { furtherCases } from "./further";
import { monitorCases } from "./monitors";
import { optionCases } from "./options";
import { poolCases } from "./pools";
import { recordCases } from "./records";
import { strangerCases } from "./strangers";
import { zoneCases } from "./zones";

/** Every case of the corpus; names are unique. */
export const corpus: readonly CorpusCase[] = [
  ...recordCases,
  ...balancerCases,
  ...poolCases,
  ...monitorCases,
  ...zoneCases,
  ...firewallCases,
  ...optionCases,
  ...driftCases,
  ...furtherCases,
  ...strangerCases,
  ...componentCases,
];
