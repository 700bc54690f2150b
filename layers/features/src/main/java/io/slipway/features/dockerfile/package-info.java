/**
 * Dockerfiles, as far as they can be read without running them: instructions with their lines, stages and what they build on, and the
 * mistakes that every builder would stop at (https://docs.docker.com/reference/dockerfile/).
 */
@NullMarked
package io.slipway.features.dockerfile;

import org.jspecify.annotations.NullMarked;
