@NullMarked
package io.slipway.sdi.bill;

import org.jspecify.annotations.NullMarked;
