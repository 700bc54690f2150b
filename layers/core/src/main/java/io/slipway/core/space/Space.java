package io.slipway.core.space;

import io.slipway.core.name.SpaceName;
import java.time.Instant;

/**
 * A space: a tenant with its own repositories and tokens.
 *
 * @param name its name
 * @param created when it was made
 * @param sparse whether manifests may name blobs that their repository does not have (specification, "Pushing Manifests": a
 *     registry may refuse that, and by default this one does)
 */
public record Space(SpaceName name, Instant created, boolean sparse) {}
