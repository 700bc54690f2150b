/**
 * Reads and orders versions of packages and images: SemVer, Octopus's lenient versions, Maven's, Docker tags; also ranges of versions and
 * names of package files. A version keeps its original text; its order follows the meaning.
 */
@NullMarked
package io.slipway.packages.version;

import org.jspecify.annotations.NullMarked;
