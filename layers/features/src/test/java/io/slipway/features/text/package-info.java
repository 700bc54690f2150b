@NullMarked
package io.slipway.features.text;

import org.jspecify.annotations.NullMarked;
