@NullMarked
package io.slipway.features.bill;

import org.jspecify.annotations.NullMarked;
