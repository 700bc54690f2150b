@NullMarked
package io.slipway.core.webhook;

import org.jspecify.annotations.NullMarked;
