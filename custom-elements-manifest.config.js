/**
 * The manifest tells what a page may use, as it is published: modules are `dist/lib/….js`, not `src/….ts`, and
 * private and protected members are left out.
 */
const publishedView = {
  name: 'published-view',
  packageLinkPhase({ customElementsManifest }) {
    const published = JSON.parse(JSON.stringify(customElementsManifest), (key, value) => {
      if (key === 'path' || key === 'module') return publishedPath(value);
      if (key === 'members') return value.filter((member) => isPublic(member));
      return value;
    });
    Object.assign(customElementsManifest, published);
  },
};

function publishedPath(path) {
  return path.replace(/^(\/?)src\/(.*)\.ts$/, '$1dist/lib/$2.js');
}

function isPublic({ privacy = 'public' }) {
  return privacy === 'public';
}

export default {
  globs: ['src/elements/**/*.ts'],
  exclude: ['src/elements/cdn/**'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [publishedView],
};
