/**
 * The feed: packages (archives with an id and a version), which are OCI artifacts in a space's registry, in the repository
 * {@code packages/<id in lower case>}, one tag for each version.
 */
@NullMarked
package io.slipway.packages.feed;

import org.jspecify.annotations.NullMarked;
