@NullMarked
package io.slipway.features.transform;

import org.jspecify.annotations.NullMarked;
