/**
 * Implements .NET Configuration Variables: settings and connection strings in {@code .config} files get the values of the variables with
 * their names.
 */
@NullMarked
package io.slipway.features.netconfig;

import org.jspecify.annotations.NullMarked;
