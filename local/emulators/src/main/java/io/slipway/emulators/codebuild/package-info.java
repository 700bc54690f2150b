/** Emulates CodeBuild with its real protocol, and runs real build specifications as processes on this machine. */
@NullMarked
package io.slipway.emulators.codebuild;

import org.jspecify.annotations.NullMarked;
