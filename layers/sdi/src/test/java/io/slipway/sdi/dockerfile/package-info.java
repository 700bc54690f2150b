@NullMarked
package io.slipway.sdi.dockerfile;

import org.jspecify.annotations.NullMarked;
