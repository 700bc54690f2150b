@NullMarked
package io.slipway.sdi.xml;

import org.jspecify.annotations.NullMarked;
