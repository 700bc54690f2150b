@NullMarked
package io.slipway.sdi.transform;

import org.jspecify.annotations.NullMarked;
