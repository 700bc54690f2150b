@NullMarked
package io.slipway.sdi.structured.xml;

import org.jspecify.annotations.NullMarked;
