@NullMarked
package io.slipway.features.structured.xml;

import org.jspecify.annotations.NullMarked;
