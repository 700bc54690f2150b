/**
 * Reads, extracts and packs archives. Archives are untrusted: an extraction writes nothing outside its folder,
 * nothing through a link, and nothing beyond its limits.
 */
@NullMarked
package io.slipway.packages.archive;

import org.jspecify.annotations.NullMarked;
