/** File patterns as Octopus matches them. */
@NullMarked
package io.slipway.sdi.glob;

import org.jspecify.annotations.NullMarked;
