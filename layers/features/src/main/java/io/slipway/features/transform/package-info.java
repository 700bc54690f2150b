/** .NET Configuration Transforms: which transforms are applied to which files. */
@NullMarked
package io.slipway.features.transform;

import org.jspecify.annotations.NullMarked;
