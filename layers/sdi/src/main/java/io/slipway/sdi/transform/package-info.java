/** .NET Configuration Transforms: which transforms are applied to which files. */
@NullMarked
package io.slipway.sdi.transform;

import org.jspecify.annotations.NullMarked;
