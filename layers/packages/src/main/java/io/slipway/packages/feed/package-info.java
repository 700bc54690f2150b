/**
 * The package feed. Packages, which are archives with an id and a version, are OCI artifacts in a space's registry, in the repository
 * {@code packages/<id in lower case>}, with one tag for each version.
 */
@NullMarked
package io.slipway.packages.feed;

import org.jspecify.annotations.NullMarked;
