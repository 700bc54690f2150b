@NullMarked
package io.slipway.features.run;

import org.jspecify.annotations.NullMarked;
