/** Variables: names, values, sensitivity and scopes, as Octopus Deploy knows them. */
@NullMarked
package io.slipway.sdi.variables;

import org.jspecify.annotations.NullMarked;
