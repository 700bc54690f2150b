/** Images made without running anything: a Dockerfile's instructions, done to file trees and to an image's configuration. */
@NullMarked
package io.slipway.builds.image;

import org.jspecify.annotations.NullMarked;
