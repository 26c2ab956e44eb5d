/** The archives of one release of Pulumi, with which the sandbox's engine is installed. */
export interface PulumiArchives {
  /** The release, without a leading v. */
  readonly version: string;
  /** SHA-256 of each archive in hexadecimal, by Node's `platform` and `arch`: `linux-x64`. */
  readonly sha256: Readonly<Record<string, string>>;
}

/**
 * The release that the sandbox is proven with. Source: the formula that Pulumi publishes for it, pulumi/homebrew-tap,
 * Formula/pulumi.rb at commit 2d1648741586f3eb6b7c7b803e37a8603c826c09 (11 June 2026). It has no sum for Windows.
 */
export const pulumiArchives: PulumiArchives = {
  version: "3.246.0",
  sha256: {
    "darwin-arm64": "2ace824b90addf0afba1882360db107b446251590c6e4cb7fcd8d735f12e5ddc",
    "darwin-x64": "26e31d08f8350d30422839aa60ebebf225ab558caa9e91f443efa6040f314009",
    "linux-arm64": "adb28867888ac835a93dd7181c559702f96ed6cfaccd5c4b6fff9dbfdc7a334c",
    "linux-x64": "249a797558718caa62f69e7259ba6a8af0d6da3be2caec31daca17cfbbb6c04f",
  },
};

/**
 * Where a release's archive is published; the formula names the same addresses.
 * @param version - The release, without a leading v.
 * @param platform - Node's `platform` and `arch`: `linux-x64`.
 * @returns An address that leads to the archive.
 */
export function pulumiArchiveAddress(version: string, platform: string): string {
  const releases = "https://github.com/pulumi/pulumi/releases/download";
  return `${releases}/v${version}/pulumi-v${version}-${platform}.tar.gz`;
}
