package io.slipway.features.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Masks the sensitive values of a run in the text of its files, after the run. A value of four characters or more is masked everywhere, in
 * any spelling that a feature writes, and so are the results of templates with it. A shorter value is masked only in files that it was
 * written into, and only as a separate word. Decisions by a sensitive value are not masked: the branch of a template, and the result of a
 * calculation below 1,000.
 */
public final class Masking {
    /** The mask of a sensitive value, as in Octopus Deploy. */
    public static final String MASK = "********";

    private final SensitiveValues secrets;
    private final Flow flow;
    private final String mask;
    private final Map<String, Set<String>> shorter = new HashMap<>();

    Masking(SensitiveValues secrets, Flow flow, String mask) {
        this.secrets = secrets;
        this.flow = flow;
        this.mask = mask;
    }

    /** Masks a text that was in a file before the run. */
    public String before(String text) {
        return secrets.hide(text, Set.of(), mask);
    }

    /**
     * Masks a text that the run may have written.
     *
     * @param file the file of the text, relative to the folder, with slashes
     */
    public String after(String file, String text) {
        return secrets.hide(text, shorter.computeIfAbsent(file, this::shortOf), mask);
    }

    /** Masks a multi-line text that the run may have written, line by line. */
    public String afterLines(String file, String text) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            lines[i] = after(file, lines[i]);
        }
        return String.join("\n", lines);
    }

    private Set<String> shortOf(String file) {
        Set<String> texts = new HashSet<>();
        for (String secret : flow.secrets(file)) {
            Spellings.of(secret).stream()
                    .filter(text -> !TextMask.distinctive(text))
                    .forEach(texts::add);
        }
        return texts;
    }
}
