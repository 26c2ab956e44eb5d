import { bundleKind, bundleVersion, type Bundle } from "../../../doctor/bundle/format";

/** A bundle of a host on which nothing was found. */
export const emptyBundle: Bundle = {
  ...{ kind: bundleKind, version: bundleVersion, collectedAt: "2026-11-29T10:00:00.000Z" },
  host: { name: "web-1", kernel: "6.1.0", cores: 4 },
  ...{ unread: [], configurations: [], pools: [], paths: [], texts: [] },
  ...{ certificates: [], served: [], logs: [] },
};

/**
 * Makes a bundle.
 * @param parts - What was found.
 * @returns The bundle, with nothing beside.
 */
export function bundleOf(parts: Partial<Bundle>): Bundle {
  return { ...emptyBundle, ...parts };
}
