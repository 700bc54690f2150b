/** .NET Configuration Variables: settings and connection strings in {@code .config} files take the values of the variables that they are named after. */
@NullMarked
package io.slipway.features.netconfig;

import org.jspecify.annotations.NullMarked;
