package io.slipway.core.space;

import io.slipway.core.error.Quoted;

/**
 * The changeable settings of a space.
 *
 * @param displayName its name for people: up to {@value #MAX_DISPLAY_NAME} printable characters, empty for its name
 * @param description its purpose: up to {@value #MAX_DESCRIPTION} characters
 * @param defaultVisibility the visibility of new repositories
 * @param sparse whether manifests may name blobs that their repository does not have (specification, "Pushing Manifests": a
 *     registry may refuse that, and by default this one does)
 * @param ownBasesOnly whether base images that an {@code sdi.yaml} of the space names must be in the space: they are read with the
 *     grants of whoever asks for the build, which its author may not have
 * @param mirrors the names that images of other registries have in this one, for builds in the space
 */
public record SpaceSettings(
        String displayName,
        String description,
        Visibility defaultVisibility,
        boolean sparse,
        boolean ownBasesOnly,
        Mirrors mirrors) {
    /** The longest display name, in characters. */
    public static final int MAX_DISPLAY_NAME = 100;

    /** The longest description, in characters. */
    public static final int MAX_DESCRIPTION = 1_000;

    /** The settings of a space that was created without any. */
    public static final SpaceSettings DEFAULT =
            new SpaceSettings("", "", Visibility.PRIVATE, false, false, Mirrors.NONE);

    public SpaceSettings {
        if (displayName.length() > MAX_DISPLAY_NAME || displayName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a display name must have up to " + MAX_DISPLAY_NAME
                    + " printable characters, but was " + Quoted.of(displayName));
        }
        if (description.length() > MAX_DESCRIPTION) {
            throw new IllegalArgumentException("a description must have up to " + MAX_DESCRIPTION
                    + " characters, but had " + description.length());
        }
    }
}
