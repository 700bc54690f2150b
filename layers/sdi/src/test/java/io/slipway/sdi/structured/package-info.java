@NullMarked
package io.slipway.sdi.structured;

import org.jspecify.annotations.NullMarked;
