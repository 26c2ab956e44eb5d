import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue } from "../../core/known";
import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import { hostnamesChecked } from "../../model/origin/shownCertificates";
import { acmCertificate, provesNames } from "../../model/tls/certificates";
import type { TrafficModel } from "../../model/traffic/path";
import { names, say, type Phrase } from "../words/words";
import type { Risk } from "./risk";

const known = new WeakMap<TrafficModel, Renewed>();

/** The certificates that stand, by the names that prove them: a wildcard is proved by the name beneath it. */
export class Renewed {
  #found: Map<string, ModelResource[]> | undefined;

  private constructor(private readonly model: TrafficModel) {}

  /**
   * Finds the certificates of a model, which are read once however often they are asked for.
   * @param model - The paths of hostnames.
   */
  static of(model: TrafficModel): Renewed {
    return getOrCreate(known, model, () => new Renewed(model));
  }

  /**
   * Lists what is renewed by the proof of a name.
   * @param name - The name.
   * @returns The certificates, sorted by key.
   */
  by(name: string): readonly ModelResource[] {
    this.#found ??= this.#read();
    return this.#found.get(name) ?? [];
  }

  #read(): Map<string, ModelResource[]> {
    const { inventory } = this.model;
    const found = new Map<string, ModelResource[]>();
    for (const resource of inventory.ofType("acmCertificate").filter(provesNames)) {
      const { hostnames } = acmCertificate(inventory, resource);
      const own = hostnames === unknownValue ? [] : hostnames;
      const bare = own.map((name) => String(name).replace(/^\*\./, ""));
      new Set(bare).forEach((name) => getOrCreate(found, name, () => []).push(resource));
    }
    return found;
  }
}

/** What becomes of certificates that are not renewed any more, and how sure it is that visitors meet it. */
export interface Unrenewed extends Pick<Risk, "severity"> {
  /** What is said of them, as the end of a sentence. */
  readonly consequence: Phrase;
}

/**
 * Says what becomes of certificates that are not renewed any more: AWS Certificate Manager renews each before it ends, so that the end comes.
 * @param model - The paths of hostnames after the change.
 * @param certificates - The certificates.
 * @returns High where Cloudflare checks one of them for a hostname.
 */
export function unrenewed(model: TrafficModel, certificates: readonly ModelResource[]): Unrenewed {
  const met = [...new Set(certificates.flatMap((each) => hostnamesChecked(model, each)))].sort();
  const called = names(certificates.map(title));
  const own = say`the certificate${certificates.length === 1 ? [] : ["s"]} ${called}`;
  const are = [certificates.length === 1 ? "is" : "are"];
  const { code } = edgeFailures.certificate;
  return met.length === 0
    ? {
        severity: "medium",
        consequence: say`${own} ${are} not renewed, and from the day of its end, in Full (strict), visitors whose requests reach it get Error ${code}`,
      }
    : {
        severity: "high",
        consequence: say`${own} ${are} not renewed, and from the day of its end all visitors of ${names(met)} get Error ${code}`,
      };
}
