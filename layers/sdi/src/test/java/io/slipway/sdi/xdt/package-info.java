@NullMarked
package io.slipway.sdi.xdt;

import org.jspecify.annotations.NullMarked;
