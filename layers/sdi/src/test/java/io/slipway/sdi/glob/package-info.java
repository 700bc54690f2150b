@NullMarked
package io.slipway.sdi.glob;

import org.jspecify.annotations.NullMarked;
