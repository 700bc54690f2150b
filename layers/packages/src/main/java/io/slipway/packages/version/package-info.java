/**
 * Versions of packages and images: SemVer, Octopus's lenient versions, Maven's, Docker tags; ranges and masks of them; names of package files.
 * A version keeps the text that it was made of; its order goes by what the text means.
 */
@NullMarked
package io.slipway.packages.version;

import org.jspecify.annotations.NullMarked;
