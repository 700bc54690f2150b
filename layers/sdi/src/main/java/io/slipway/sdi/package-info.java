/** Source Docker Images: Octopus Deploy's file features as plain Java, usable on a folder, with no AWS type and no network. */
@NullMarked
package io.slipway.sdi;

import org.jspecify.annotations.NullMarked;
