@NullMarked
package io.slipway.sdi.netconfig;

import org.jspecify.annotations.NullMarked;
