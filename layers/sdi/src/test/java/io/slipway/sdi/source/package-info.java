@NullMarked
package io.slipway.sdi.source;

import org.jspecify.annotations.NullMarked;
