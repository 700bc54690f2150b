package io.slipway.core.space;

import io.slipway.core.name.SpaceName;
import java.time.Instant;

/**
 * A space: a tenant with its own repositories and tokens.
 *
 * @param name its name
 * @param created when it was made
 */
public record Space(SpaceName name, Instant created) {}
