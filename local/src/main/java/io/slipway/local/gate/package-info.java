/**
 * Enforces AWS's access control in front of the emulators: checks the signature of each call, and the policies of its
 * role in the template.
 */
@NullMarked
package io.slipway.local.gate;

import org.jspecify.annotations.NullMarked;
