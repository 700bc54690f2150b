/** Pairs the transforms and files of .NET Configuration Transforms. */
@NullMarked
package io.slipway.features.transform;

import org.jspecify.annotations.NullMarked;
