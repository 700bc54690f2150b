/**
 * Reads, extracts and packs archives. Every archive is hostile until proven otherwise: an extraction writes nothing outside its folder,
 * nothing through a link, and nothing without a limit.
 */
@NullMarked
package io.slipway.packages.archive;

import org.jspecify.annotations.NullMarked;
