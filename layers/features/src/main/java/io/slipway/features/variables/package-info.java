/** Variables: names, values, sensitivity and scopes, as in Octopus Deploy. */
@NullMarked
package io.slipway.features.variables;

import org.jspecify.annotations.NullMarked;
