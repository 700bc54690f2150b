/** Builds images without running programs: applies a Dockerfile's instructions to file trees and to an image's configuration. */
@NullMarked
package io.slipway.builds.image;

import org.jspecify.annotations.NullMarked;
