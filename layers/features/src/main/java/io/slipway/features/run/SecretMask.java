package io.slipway.features.run;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Masks values in text that programs print: a value of four characters or more anywhere, in any spelling or encoding, line by line; a
 * shorter one only as a word of its own. Control characters, which could hide a value from the mask, are removed first.
 */
public final class SecretMask {
    /** Terminal escape sequences (ECMA-48), and control characters except tab and line feed. */
    private static final Pattern CONTROLS = Pattern.compile(
            "\\x1B\\[[0-?]*[ -/]*[@-~]|\\x1B\\][^\\x07\\x1B]*(?:\\x07|\\x1B\\\\)?|[\\p{Cntrl}&&[^\\t\\n]]|\\p{Cf}");

    private final TextMask mask = new TextMask();
    private final Set<String> alone = new HashSet<>();

    /** Creates a mask for these values. */
    public SecretMask(Collection<String> values) {
        for (String value : values) {
            for (String text : Spellings.of(value)) {
                if (TextMask.distinctive(text)) {
                    mask.add(text);
                } else {
                    alone.add(text);
                }
            }
        }
    }

    /** Returns the text with the values masked. */
    public String apply(String text) {
        return mask.apply(CONTROLS.matcher(text).replaceAll(""), alone, Masking.MASK);
    }
}
