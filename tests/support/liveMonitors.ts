import { monitorsProvider } from "../../facts/monitoring/provider";
import type { LoopbackServer } from "../../sandbox/loopback";
import type { Cloud } from "../../sandbox/testing";

/**
 * The same cloud, but that an engine finds the real provider of monitors where its stand-in was.
 * @param cloud - The cloud.
 * @param provider - The provider.
 */
export function servedLive(cloud: Cloud, provider: LoopbackServer): Cloud {
  const others = cloud.debugProviders
    .split(",")
    .filter((each) => !each.startsWith(`${monitorsProvider}:`));
  return { ...cloud, debugProviders: [...others, `${monitorsProvider}:${provider.port}`].join() };
}
