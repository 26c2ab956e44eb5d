import { assetNavigation } from "../../facts/cloudflare/workers";
import {
  isList,
  isObject,
  isUnread,
  knownList,
  readFlag,
  readText,
  readTexts,
} from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { unknownValue, type Known } from "../../core/known";
import type { Certainty } from "../../core/certainty";

/**
 * Whether a Worker with files of its own answers browsers that go to a page for which no file is there.
 * @param script - A `WorkersScript`.
 * @returns `no` where they get the page that stands for missing files; undefined where it has no files, or no script beside them.
 */
export function answersNavigations(script: ModelResource): Certainty | undefined {
  const { properties } = script;
  if (!isObject(properties.assets) || !hasScript(script)) {
    return undefined;
  }
  const config = assetsConfig(script);
  if (config === unknownValue) {
    return "unknown";
  }
  const { notFoundHandling, runWorkerFirst } = config;
  const page = readText(notFoundHandling);
  const prefers = prefersFiles(properties);
  const isFirst = isList(runWorkerFirst) ? "yes" : readFlag(runWorkerFirst, "no");
  if (page === unknownValue || prefers === "unknown" || isFirst === "unknown") {
    return "unknown";
  }
  const hasPage = assetNavigation.pages.some((each) => each === page);
  return hasPage && prefers === "yes" && isFirst === "no" ? "no" : "yes";
}

/**
 * Whether files without a script come to have no page any more that stands for all that has none.
 * @param before - A `WorkersScript`.
 * @param after - The same later.
 */
export function losesPageForAll(before: ModelResource, after: ModelResource): boolean {
  const [was, is] = [before, after].map((script) => {
    const config = assetsConfig(script);
    return config === unknownValue ? unknownValue : readText(config.notFoundHandling);
  });
  const isBare = [before, after].every((each) => !hasScript(each));
  return isBare && was === assetNavigation.pages[0] && is !== was && is !== unknownValue;
}

/** How files are served; empty where nobody says so. */
function assetsConfig({ properties: { assets } }: ModelResource): Known<ModelObject> {
  const config = isObject(assets) ? assets.config : undefined;
  return isUnread(config) ? unknownValue : isObject(config) ? config : {};
}

function hasScript({ properties }: ModelResource): boolean {
  return scripts.some((name) => (properties[name] ?? null) !== null);
}

const scripts = ["content", "contentFile", "mainModule", "bodyPart"] as const;

function prefersFiles({ compatibilityDate, compatibilityFlags }: ModelObject): Certainty {
  const date = readText(compatibilityDate);
  const flags = knownList(readTexts(compatibilityFlags));
  if (date === unknownValue || flags === undefined || flags.includes(unknownValue)) {
    return "unknown";
  }
  const { since, flag, flagAgainst } = assetNavigation;
  const isLate = date !== undefined && date >= since;
  return flags.includes(flag) || (isLate && !flags.includes(flagAgainst)) ? "yes" : "no";
}
