package io.slipway.builds.report;

import io.slipway.features.run.Masking;
import io.slipway.features.run.SecretMask;
import java.util.Collection;

/** Hides sensitive values in a build's log, messages and failure. */
public final class Mask {
    /** The text that replaces a value. */
    public static final String MASKED = Masking.MASK;

    private final SecretMask mask;

    private Mask(SecretMask mask) {
        this.mask = mask;
    }

    /** Hides these values in all their spellings. */
    public static Mask of(Collection<String> sensitive) {
        return new Mask(new SecretMask(sensitive));
    }

    /** Returns the text without the values, and without control characters. */
    public String apply(String text) {
        return mask.apply(text);
    }
}
