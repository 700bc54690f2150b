/** Variables: names, values, sensitivity and scopes, as Octopus Deploy knows them. */
@NullMarked
package io.slipway.features.variables;

import org.jspecify.annotations.NullMarked;
