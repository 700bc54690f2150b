/** A CodeBuild that speaks the real protocol, and runs real build specifications in processes of this machine. */
@NullMarked
package io.slipway.emulators.codebuild;

import org.jspecify.annotations.NullMarked;
