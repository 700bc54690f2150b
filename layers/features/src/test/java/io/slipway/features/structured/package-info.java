@NullMarked
package io.slipway.features.structured;

import org.jspecify.annotations.NullMarked;
