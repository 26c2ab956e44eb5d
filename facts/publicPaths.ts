/** A path at which sites of some kind keep what every page needs. */
export interface PublicPath {
  /** What is asked for, to be read after "requests". */
  readonly name: string;
  /** The path. */
  readonly path: string;
  /** What an expression about such paths holds. */
  readonly mark: string;
}

/**
 * Paths of styles, scripts and images without which pages arrive bare, by what makes the pages.
 *
 * Source: WordPress developer documentation, "Files and directories" (wp-content, wp-includes); Next.js documentation, "assetPrefix"
 * (/_next/static). That build tools write to /assets and /static is their default, from memory.
 */
export const publicPaths: readonly PublicPath[] = [
  ...[
    ["/wp-content/themes/site/style.css", "/wp-"],
    ["/wp-includes/js/jquery/jquery.min.js", "/wp-"],
    ["/_next/static/chunks/main.js", "/_next"],
    ["/assets/index.js", "/assets"],
    ["/static/main.css", "/static"],
  ].map(([path = "", mark = ""]) => ({ name: `for ${path}`, path, mark })),
];

/** Folders of files of which one page takes many. Source: that of `publicPaths`; the others are from experience. */
export const publicFolders: readonly string[] = [
  ...["/assets", "/static", "/_next/", "/wp-content/", "/wp-includes/", "/images/", "/img/"],
  ...["/css/", "/js/", "/fonts/", "/media/"],
];
