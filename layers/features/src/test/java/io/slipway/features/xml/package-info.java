@NullMarked
package io.slipway.features.xml;

import org.jspecify.annotations.NullMarked;
