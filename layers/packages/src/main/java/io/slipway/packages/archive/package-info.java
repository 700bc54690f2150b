/**
 * Packages as archives. Every archive is hostile until proven otherwise: nothing is written outside of the folder that it is extracted
 * into, nothing through a link, and nothing without bound.
 */
@NullMarked
package io.slipway.packages.archive;

import org.jspecify.annotations.NullMarked;
