/**
 * The entry point of the file features: runs them on a folder with a configuration and variables, changes all files or none, and returns a
 * report.
 */
@NullMarked
package io.slipway.features.run;

import org.jspecify.annotations.NullMarked;
