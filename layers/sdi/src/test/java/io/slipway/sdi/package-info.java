@NullMarked
package io.slipway.sdi;

import org.jspecify.annotations.NullMarked;
